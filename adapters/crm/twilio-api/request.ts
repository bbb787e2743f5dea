/** Reads a client's request to send a message: https://www.twilio.com/docs/messaging/api/message-resource */

import { readJsonText } from '../../../src/core/json.ts'
import { type Address, channelOf, isMachine } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import { isAmerican, readAddress } from './names.ts'
import { findUnsupported, first, isTrue, mediaUrlsOf, type Params, readTime } from './params.ts'
import { smartEncoded } from './segments.ts'

/** Why a request is invalid: a Twilio code and a sentence. */
export type ParameterError = { readonly code: number; readonly message: string }

/** The request as parsed, before templates and senders are resolved. */
export type SendRequest = {
  readonly to: Address
  /** A sender, a messaging service (`MG…`), or a sender of a messaging service. */
  readonly from:
    | { readonly sender: Address; readonly service?: string }
    | { readonly service: string }
  readonly body?: string
  readonly media: readonly string[]
  readonly template?: {
    readonly sid: string
    readonly variables: Readonly<Record<string, string>>
  }
  readonly callback?: string
  readonly notBefore?: Instant
  readonly validUntil?: Instant
}

/** Whether all senders of a messaging service are American; ten digits in `To` then are too. */
export type IsAmericanService = (service: string) => boolean

/** The requested message, or the mistake in the request. */
export const readSendRequest = (
  params: Params,
  at: Instant,
  isAmericanService: IsAmericanService,
): SendRequest | ParameterError => {
  const to = first(params, 'To')
  if (to === undefined) return parameterError(21604, "A 'To' phone number is required.")
  const from = readFrom(params)
  const isDomestic =
    !('code' in from) &&
    ('sender' in from ? isAmerican(from.sender) : isAmericanService(from.service))
  const address = readAddress(to, isDomestic)
  if (!address || isMachine(address))
    return parameterError(21211, `The 'To' number ${brief(to)} is not a valid phone number.`)
  if ('code' in from) return from
  if ('sender' in from && from.sender === address)
    return parameterError(21266, "'To' and 'From' number cannot be the same.")
  if ('sender' in from && channelOf(from.sender) !== channelOf(address))
    return parameterError(21910, "'From' and 'To' must be of the same channel.")
  const template = readTemplate(params)
  if (template && 'code' in template) return template
  const body = first(params, 'Body')
  const media = mediaUrlsOf(params)
  if (!template && body === undefined && media.length === 0)
    return parameterError(
      21619,
      'A text message body, media urls or a ContentSid must be specified.',
    )
  if (!media.every(isWebUrl)) return parameterError(21620, 'A MediaUrl is not a web address.')
  const callback = first(params, 'StatusCallback')
  if (callback !== undefined && !isWebUrl(callback))
    return parameterError(21609, "The 'StatusCallback' URL is not a web address.")
  const times = readTimes(params, at)
  if ('code' in times) return times
  const unsupported = findUnsupported(params, template ? 'template' : media[0] ? 'media' : 'text')
  if (unsupported) return parameterError(20001, unsupported)
  const text = isTrue(params, 'SmartEncoded') ? smartEncoded(address, body) : body
  return {
    to: address,
    from,
    media,
    ...times,
    ...(text !== undefined && { body: text }),
    ...(template && { template }),
    ...(callback !== undefined && { callback }),
  }
}

const SERVICE = /^MG[0-9a-f]{32}$/i
const CONTENT = /^HX[0-9a-f]{32}$/i

/** Keeps the error short, however long the value. */
const brief = (text: string): string => text.slice(0, 50)

const parameterError = (code: number, message: string): ParameterError => ({ code, message })

/** `From` beside a service picks one of its senders, as at Twilio. */
const readFrom = (params: Params): SendRequest['from'] | ParameterError => {
  const from = first(params, 'From')
  const named = first(params, 'MessagingServiceSid')
  if (named !== undefined && !SERVICE.test(named)) return unknownService(named)
  const service = named === undefined ? {} : { service: named }
  if (from === undefined)
    return named === undefined
      ? parameterError(21603, "A 'From' phone number is required.")
      : { service: named }
  if (!SERVICE.test(from)) {
    const sender = readAddress(from, true)
    return sender ? { sender, ...service } : unknownSender(from)
  }
  if (named !== undefined && named !== from)
    return parameterError(
      20001,
      'From and MessagingServiceSid name two different Messaging Services.',
    )
  return { service: from }
}

/** A messaging service that the connection doesn't have. */
export const unknownService = (service: string): ParameterError =>
  parameterError(21701, `There is no Messaging Service ${brief(service)}.`)

/** Twilio calls WhatsApp a channel and has a separate code for its addresses. */
export const unknownSender = (from: string): ParameterError =>
  /^whatsapp:/i.test(from)
    ? parameterError(63007, `There is no Channel with the 'From' address ${brief(from)}.`)
    : parameterError(21606, `The 'From' ${brief(from)} is not one of this account's senders.`)

const readTemplate = (params: Params): SendRequest['template'] | ParameterError => {
  const sid = first(params, 'ContentSid')
  const given = first(params, 'ContentVariables')
  if (sid === undefined)
    return given === undefined
      ? undefined
      : parameterError(21654, 'ContentVariables need a ContentSid.')
  if (!CONTENT.test(sid)) return parameterError(21655, `The ContentSid ${brief(sid)} is invalid.`)
  const read = readJsonText(given ?? '{}')
  if (read.status === 'faulty' && read.field !== '')
    return parameterError(21656, `ContentVariables: ${brief(read.field)} ${read.problem}.`)
  const variables = read.status === 'read' ? variablesIn(read.json) : undefined
  return variables
    ? { sid, variables }
    : parameterError(21656, 'ContentVariables must be a JSON object of strings.')
}

const variablesIn = (json: unknown): Record<string, string> | undefined => {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  const entries = Object.entries(json)
  const isText = (one: unknown) => typeof one === 'string' || typeof one === 'number'
  if (!entries.every(([, one]) => isText(one))) return undefined
  return Object.fromEntries(entries.map(([name, one]) => [name, String(one)]))
}

const MINUTE_MS = 60_000
const SOONEST_MS = 5 * MINUTE_MS
const LATEST_MS = 35 * 24 * 60 * MINUTE_MS
const MAX_SECONDS = 36_000

const readTimes = (
  params: Params,
  at: Instant,
): Pick<SendRequest, 'notBefore' | 'validUntil'> | ParameterError => {
  const type = first(params, 'ScheduleType')
  const given = first(params, 'SendAt')
  if (type !== undefined && type.toLowerCase() !== 'fixed')
    return parameterError(20001, "ScheduleType must be 'fixed'.")
  if (type !== undefined && given === undefined)
    return parameterError(35111, "SendAt is required with ScheduleType 'fixed'.")
  // A bare `+` of an offset is a space.
  const notBefore = given === undefined ? undefined : (readTime(given.replace(' ', '+')) ?? NaN)
  // Written so that an invalid time fails too.
  if (notBefore !== undefined && !(notBefore >= at + SOONEST_MS && notBefore <= at + LATEST_MS))
    return parameterError(
      35114,
      'SendAt must be a UTC time from 5 minutes to 35 days ahead (ISO 8601).',
    )
  if (type === undefined && notBefore !== undefined)
    return parameterError(20001, "ScheduleType 'fixed' is required with SendAt.")
  const validity = first(params, 'ValidityPeriod')
  if (validity !== undefined && !(/^\d{1,5}$/.test(validity) && isWithin(Number(validity))))
    return parameterError(
      20001,
      `ValidityPeriod must be a number of seconds from 1 to ${MAX_SECONDS}.`,
    )
  return {
    ...(notBefore !== undefined && { notBefore }),
    ...(validity !== undefined && { validUntil: (notBefore ?? at) + Number(validity) * 1000 }),
  }
}

const isWithin = (seconds: number) => seconds >= 1 && seconds <= MAX_SECONDS

const isWebUrl = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text)
