/** The account and its numbers, for clients that test their credentials or offer a choice of senders. */

import { type Channel, channelOf, phoneOf } from '../../../../src/core/model/address.ts'
import { first } from '../request.ts'
import { digest, type Resource as Json } from '../resource.ts'
import { type Call, partOf, type Resource } from './call.ts'
import { absent } from './error.ts'
import { pageOf, pageUris } from './page.ts'

/** https://www.twilio.com/docs/iam/api/account */
export const fetchAccount: Resource = async (call) => ({ status: 200, body: accountOf(call) })

/** The one account that whoever asks has. */
export const listAccounts: Resource = async (call) => ({
  status: 200,
  body: { ...pageUris(call, pageOf(call.query)), accounts: [accountOf(call)] },
})

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const listNumbers: Resource = async (call) => {
  const numbers = numbersOf(call)
  const wanted = first(call.query, 'PhoneNumber')?.replace(/[^\d]/g, '')
  const name = first(call.query, 'FriendlyName')
  const found = numbers.filter(
    ({ phone_number, friendly_name }) =>
      (wanted === undefined || String(phone_number).includes(wanted)) &&
      (name === undefined || friendly_name === name),
  )
  return {
    status: 200,
    body: { ...pageUris(call, pageOf(call.query)), incoming_phone_numbers: found },
  }
}

/** One number, by its SID. */
export const fetchNumber: Resource = async (call) => {
  const wanted = partOf(call.context, 'number')
  const found = numbersOf(call).find(({ sid }) => sid === wanted)
  if (!found) throw absent(call.context.req.path)
  return { status: 200, body: found }
}

const accountOf = ({ account, organisation }: Call): Json => {
  const uri = `/2010-04-01/Accounts/${account.sid}`
  return {
    sid: account.sid,
    owner_account_sid: account.sid,
    friendly_name: organisation.name,
    status: 'active',
    type: 'Full',
    // Whoever may ask has it already, and others need not learn it from here.
    auth_token: '',
    date_created: null,
    date_updated: null,
    uri: `${uri}.json`,
    subresource_uris: {
      incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json`,
      messages: `${uri}/Messages.json`,
    },
  }
}

/** The capability that Twilio calls `sms`. */
const IS_SMS: Readonly<Record<Channel, boolean>> = { whatsapp: false, sms: true }

/** Each number once, whichever channels it has. */
const numbersOf = ({ account, organisation }: Call): readonly Json[] =>
  [...Map.groupBy(organisation.senders, ({ address }) => phoneOf(address))].flatMap(
    ([phone, senders]) => {
      if (phone === undefined) return []
      const carriesSms = senders.some(({ address }) => IS_SMS[channelOf(address)])
      const sid = `PN${digest(`${organisation.id} ${phone}`)}`
      return [
        {
          sid,
          account_sid: account.sid,
          api_version: '2010-04-01',
          friendly_name: senders[0]?.line.name,
          phone_number: phone,
          capabilities: { voice: false, sms: carriesSms, mms: carriesSms, fax: false },
          status: 'in-use',
          date_created: null,
          date_updated: null,
          uri: `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${sid}.json`,
        },
      ]
    },
  )
