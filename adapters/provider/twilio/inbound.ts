/** Inbound messages: https://www.twilio.com/docs/messaging/guides/webhook-request */

import { type Address, channelOf } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Inbound, Media, Received } from '../../../src/core/model/message/message.ts'
import { toAddress } from './address.ts'
import type { Params } from './signature.ts'

/** The message that a webhook brings; undefined when it comes over a channel we do not carry. */
export const toInbound = (params: Params, at: Instant): Inbound | undefined => {
  const sender = toAddress(params.get('To'))
  const from = toAddress(params.get('From'))
  if (!sender || !from) return undefined
  const providerId = params.get('MessageSid') ?? ''
  const optOut = OPT_OUTS.get(params.get('OptOutType')?.toUpperCase() ?? '')
  return {
    kind: 'inbound',
    id: inboundId(providerId),
    at,
    sender,
    from,
    aliases: aliasesOf(params, from),
    providerId,
    message: toReceived(params),
    ...(optOut ? { optOut } : {}),
  }
}

/** The same from a webhook and from the list of messages, so that one message is one input. */
export const inboundId = (providerId: string): string => `tw_${providerId}`

/** Text as it may be stored and shown: without NUL; undefined when nothing is left. */
export const clean = (text: string | null | undefined): string | undefined =>
  text?.replaceAll('\0', '') || undefined

const OPT_OUTS: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
])

/** The business-scoped ids, also that of the parent account; documentation and payloads differ in the names. */
const IDENTITIES = [
  ...['ExternalUserId', 'ExternalUserIdentifier'],
  ...['ParentExternalUserId', 'ParentExternalUserIdentifier'],
]

const aliasesOf = (params: Params, from: Address): readonly Address[] => {
  const aliases = IDENTITIES.flatMap((name) => {
    const id = params.get(name)
    if (!id) return []
    return (id.includes(':') ? toAddress(id) : toAddress(`${channelOf(from)}:${id}`)) ?? []
  })
  return [...new Set(aliases)].filter((alias) => alias !== from)
}

const toReceived = (params: Params): Received => {
  const get = (name: string) => clean(params.get(name))
  const text = get('Body')
  const media = mediaOf(params)
  const location = locationOf(params)
  const referral = referralOf(params)
  const [type, payload, list, quoted] = [
    get('MessageType'),
    get('ButtonPayload'),
    get('ListId'),
    get('OriginalRepliedMessageSid'),
  ]
  // Twilio names both and describes neither.
  const flow = get('InteractiveData') ?? get('FlowData')
  const button = get('ButtonText') ?? (payload ? text : undefined)
  const [title, quotedSender] = [get('ListTitle'), get('OriginalRepliedMessageSender')]
  const forwarded = forwardedOf(params)
  const profileName = get('ProfileName')
  return {
    form: FORMS.get(type ?? '') ?? 'message',
    type: type ?? (media.length > 0 ? 'media' : 'text'),
    media,
    ...(text ? { text } : {}),
    ...(location ? { location } : {}),
    ...(button ? { button: { text: button, ...(payload ? { payload } : {}) } } : {}),
    ...(list ? { list: { id: list, ...(title ? { title } : {}) } } : {}),
    ...(flow ? { flow: { data: flow } } : {}),
    ...(quoted
      ? { replyTo: { providerId: quoted, ...(quotedSender ? { sender: quotedSender } : {}) } }
      : {}),
    ...(referral ? { referral } : {}),
    ...(forwarded ? { forwarded } : {}),
    ...(profileName ? { profileName } : {}),
  }
}

/** Kinds that are not a message of their own; every other `MessageType`, known or not, is one. */
const FORMS: ReadonlyMap<string, Received['form']> = new Map([
  ['reaction', 'reaction'],
  ['edit', 'edit'],
  ['revoke', 'revoke'],
  ['system', 'system'],
])

const MAX_MEDIA = 10

const mediaOf = (params: Params): readonly Media[] => {
  const count = Math.min(Number(params.get('NumMedia') ?? 0) || 0, MAX_MEDIA)
  const media: Media[] = []
  for (let i = 0; i < count; i++) {
    const url = params.get(`MediaUrl${i}`)
    const contentType = params.get(`MediaContentType${i}`)
    if (url) media.push({ url, ...(contentType ? { contentType } : {}) })
  }
  return media
}

const locationOf = (params: Params): Received['location'] | undefined => {
  const latitude = Number.parseFloat(params.get('Latitude') ?? '')
  const longitude = Number.parseFloat(params.get('Longitude') ?? '')
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined
  const [label, address] = [clean(params.get('Label')), clean(params.get('Address'))]
  return { latitude, longitude, ...(label ? { label } : {}), ...(address ? { address } : {}) }
}

/** An advertisement's data. `ReferralNumMedia=0` comes with every message and means nothing. */
const referralOf = (params: Params): Received['referral'] | undefined => {
  if (!params.get('ReferralSourceId') && !params.get('ReferralCtwaClid')) return undefined
  const referral: Record<string, string> = {}
  for (const [name, value] of params)
    if (name.startsWith('Referral') && value)
      referral[`${name.charAt(8).toLowerCase()}${name.slice(9)}`] = value
  return referral
}

const forwardedOf = (params: Params): Received['forwarded'] | undefined =>
  params.get('FrequentlyForwarded') === 'true'
    ? 'often'
    : params.get('Forwarded') === 'true'
      ? 'once'
      : undefined
