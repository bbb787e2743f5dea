/** The account and its numbers, for clients that test credentials or show a choice of senders. */

import { type Channel, channelOf, phoneOf } from '../../../../src/core/model/address.ts'
import { BOOLEAN, findWrong, first } from '../params.ts'
import { digest, type Resource as Json } from '../resource.ts'
import { type Call, partOf, type Resource } from './call.ts'
import { absent, TwilioError } from './error.ts'
import { pageOfItems } from './page.ts'

/** https://www.twilio.com/docs/iam/api/account */
export const fetchAccount: Resource = async (call) => ({ status: 200, body: accountOf(call) })

/** The caller's own account. */
export const listAccounts: Resource = async (call) => {
  const found = matching(call, [accountOf(call)], 'accounts')
  const { items, uris } = pageOfItems(call, found)
  return { status: 200, body: { ...uris, accounts: items } }
}

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const listNumbers: Resource = async (call) => {
  const pattern = patternOf(first(call.query, 'PhoneNumber') ?? '*')
  const numbers = numbersOf(call).filter(({ phone_number }) => pattern.test(String(phone_number)))
  const found = matching(call, numbers, 'numbers')
  const { items, uris } = pageOfItems(call, found)
  return { status: 200, body: { ...uris, incoming_phone_numbers: items } }
}

/** One number, by its SID. */
export const fetchNumber: Resource = async (call) => {
  const wanted = partOf(call.context, 'number')
  const found = numbersOf(call).find(({ sid }) => sid === wanted)
  if (!found) throw absent(call.context.req.path)
  return { status: 200, body: found }
}

/** Part of a number, with `*` for any digit. */
const patternOf = (given: string): RegExp => {
  const digits = given.replace(/[\s+().-]/g, '')
  if (!/^[\d*]+$/.test(digits))
    throw new TwilioError(20001, 'PhoneNumber must be a number or a part of one.')
  return new RegExp(digits.replaceAll('*', '\\d'))
}

/** Without these checks, a mistyped value would give an empty list. */
const BOUNDED = {
  accounts: [['Status', ['active', 'suspended', 'closed']]],
  numbers: [
    ['Origin', ['twilio', 'hosted']],
    ['Beta', BOOLEAN],
  ],
} as const

/** The resources whose members have the values of these parameters; `FriendlyName` filters `friendly_name`. */
const matching = (
  { query }: Call,
  all: readonly Json[],
  kind: keyof typeof BOUNDED,
): readonly Json[] => {
  const bounds = BOUNDED[kind]
  const wrong = findWrong(query, bounds)
  if (wrong !== undefined) throw new TwilioError(20001, wrong)
  const names = ['FriendlyName', ...bounds.map(([name]) => name)]
  return all.filter((one) =>
    names.every((name) => {
      const wanted = first(query, name)
      const member = name.replace(/(?<=.)[A-Z]/g, '_$&').toLowerCase()
      return wanted === undefined || String(one[member]).toLowerCase() === wanted.toLowerCase()
    }),
  )
}

const accountOf = ({ account, organisation }: Call): Json => {
  const uri = `/2010-04-01/Accounts/${account.sid}`
  return {
    sid: account.sid,
    owner_account_sid: account.sid,
    friendly_name: organisation.name,
    status: 'active',
    type: 'Full',
    // The caller has it already, and it must not be shown to others.
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

/** Members of Twilio's numbers, with the values of a number without voice, fax or an address. */
const OF_EVERY_NUMBER: Json = {
  address_requirements: 'none',
  address_sid: null,
  api_version: '2010-04-01',
  beta: false,
  bundle_sid: null,
  date_created: null,
  date_updated: null,
  emergency_address_sid: null,
  emergency_address_status: 'unregistered',
  emergency_status: 'Inactive',
  identity_sid: null,
  origin: 'twilio',
  sms_application_sid: '',
  sms_fallback_method: 'POST',
  sms_fallback_url: '',
  sms_method: 'POST',
  status: 'in-use',
  status_callback: '',
  status_callback_method: 'POST',
  subresource_uris: {},
  trunk_sid: null,
  voice_application_sid: '',
  voice_caller_id_lookup: false,
  voice_fallback_method: 'POST',
  voice_fallback_url: '',
  voice_method: 'POST',
  voice_receive_mode: 'voice',
  voice_url: '',
}

/** Each number once, with all its channels. */
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
          ...OF_EVERY_NUMBER,
          friendly_name: senders[0]?.line.name,
          phone_number: phone,
          capabilities: { voice: false, sms: carriesSms, mms: carriesSms, fax: false },
          // The address for inbound messages. Each message names its own status callback.
          sms_url: account.inboundUrl ?? '',
          uri: `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${sid}.json`,
        },
      ]
    },
  )
