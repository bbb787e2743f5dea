/** Inbound messages: https://www.twilio.com/docs/messaging/guides/webhook-request */

import { type Address, channelOf } from '../../../src/core/model/address.ts'
import { CHANNEL_NAMES } from '../../../src/core/model/channel.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Inbound, Media, Received } from '../../../src/core/model/message/message.ts'
import type { Place } from '../../../src/core/model/message/received.ts'
import { toAddress } from './address.ts'
import type { Params } from './signature.ts'

/** The message in a webhook; undefined when its channel is one we don't carry. */
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

/** Shared by webhooks and the list of messages, so that one message is one input. */
export const inboundId = (providerId: string): string => `tw_${providerId}`

/** Text that is safe to store and show, without NUL; undefined when nothing remains. */
export const clean = (text: string | null | undefined): string | undefined =>
  text?.replaceAll('\0', '') || undefined

const OPT_OUTS: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
])

/** The business-scoped ids, also of the parent account; documentation and payloads name them differently. */
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
  const media = webhookMedia(params)
  const location = locationOf(params)
  const referral = referralOf(params)
  const adMedia = referral && adMediaOf(params)
  const [fromPlace, toPlace] = [placeOf(params, 'From'), placeOf(params, 'To')]
  const [type, payload, list, quoted] = [
    get('MessageType'),
    get('ButtonPayload'),
    get('ListId'),
    get('OriginalRepliedMessageSid'),
  ]
  // Twilio names both and documents neither.
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
    ...(adMedia ? { adMedia } : {}),
    ...(fromPlace ? { fromPlace } : {}),
    ...(toPlace ? { toPlace } : {}),
    ...(forwarded ? { forwarded } : {}),
    ...(profileName ? { profileName } : {}),
  }
}

/** Types that aren't messages of their own; every other `MessageType`, known or not, is one. */
const FORMS: ReadonlyMap<string, Received['form']> = new Map([
  ['reaction', 'reaction'],
  ['edit', 'edit'],
  ['revoke', 'revoke'],
  ['system', 'system'],
])

const MAX_MEDIA = 10

const webhookMedia = (params: Params): readonly Media[] => {
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
  // Only our account can open the picture, so we pass on a link of ours.
  for (const [name, value] of params)
    if (name.startsWith('Referral') && value && !AD_MEDIA.test(name))
      referral[`${name.charAt(8).toLowerCase()}${name.slice(9)}`] = value
  return referral
}

const AD_MEDIA = /^ReferralMediaUrl\d*$/

/** The advertisement's picture or video. */
const adMediaOf = (params: Params): Media | undefined => {
  const url = params.get('ReferralMediaUrl') || params.get('ReferralMediaUrl0')
  const contentType =
    params.get('ReferralMediaContentType') || params.get('ReferralMediaContentType0')
  return url ? { url, ...(contentType ? { contentType } : {}) } : undefined
}

/** Only in SMS: FromCity, FromState, FromZip, FromCountry, and the same for To. */
const placeOf = (params: Params, end: 'From' | 'To'): Place | undefined => {
  const place: Record<string, string> = {}
  for (const part of ['City', 'State', 'Zip', 'Country']) {
    const value = clean(params.get(`${end}${part}`))
    if (value) place[part.toLowerCase()] = value
  }
  return Object.keys(place).length > 0 ? place : undefined
}

/** Why a webhook's message can't be carried, in one word for the log and the metrics. */
export const unsupportedKind = (params: Params): string => {
  if (isConversation(params)) return 'conversation'
  for (const end of ['From', 'To']) {
    const text = params.get(end) ?? ''
    if (toAddress(text)) continue
    const channel = /^([a-z]{2,20}):/.exec(text)?.[1]
    if (channel && !CHANNEL_NAMES.some((name) => name === channel)) return `channel_${channel}`
    if (/@g\.us$|^whatsapp:\d+-\d+/.test(text)) return 'group'
    return channel ? `${channel}_address` : 'sms_from_name'
  }
  return 'unknown'
}

/** Webhooks of Twilio's Conversations name neither From nor To. */
export const isConversation = (params: Params): boolean =>
  params.has('ConversationSid') || params.has('ChatServiceSid')

const forwardedOf = (params: Params): Received['forwarded'] | undefined =>
  params.get('FrequentlyForwarded') === 'true'
    ? 'often'
    : params.get('Forwarded') === 'true'
      ? 'once'
      : undefined
