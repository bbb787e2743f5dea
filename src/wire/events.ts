/** Events, messages and verdicts in their wire format, for the CRM and the API. Pure. */

import type { Instant } from '../core/model/contact.ts'
import { fileNameOf } from '../core/model/message/file-name.ts'
import type { Media, Message, Received, Tell } from '../core/model/message/message.ts'
import type { Verdict } from '../core/model/verdict.ts'
import type { HttpAnswer } from '../ports/http.ts'
import type { Order, Outcome } from '../ports/side.ts'

export type Json = Readonly<Record<string, unknown>>

/** The link on our own host under which inbound file number `index` can be fetched. */
type FileLink = (index: number) => string

/**
 * A message on the wire.
 * `withheld`: without the contact's words, since there is no consent yet.
 */
export const wireMessage = (message: Message, link: FileLink, withheld = false): Json => {
  const inbound = message.direction === 'inbound'
  return present({
    id: message.id,
    direction: message.direction,
    from: inbound ? message.address : message.sender,
    to: inbound ? message.sender : message.address,
    line: message.line,
    sender: message.sender,
    contact: message.contact,
    address: message.address,
    agent: message.agent,
    automatic: message.automatic,
    purpose: message.purpose,
    status: message.status,
    at: isoTime(message.at),
    replyTo: message.replyTo && { message: message.replyTo.message },
    ...(withheld ? { withheld } : { ...bodyOf(message, link), reading: message.reading }),
    history: message.history.map((entry) => ({ ...entry, at: isoTime(entry.at) })),
    code: message.code,
    ...(message.verdict && reasonsOf(message.verdict)),
    redacted: message.redacted,
    observed: message.observed && isoTimes(message.observed),
    validUntil: message.validUntil === undefined ? undefined : isoTime(message.validUntil),
    providerId: message.providerId,
  })
}

/**
 * An event for the CRM: its subject, and what was true then.
 *
 * @example wireEvent(order, link).data // the message as the CRM gets it, its files as links
 */
export const wireEvent = (
  { effect, organisation, contact, message }: Order<Tell>,
  link: FileLink,
): Json => {
  const { type, at, line, sender, address, detail = {} } = effect
  return {
    type,
    timestamp: isoTime(at),
    data: present({
      organisation,
      line,
      sender,
      contact: { id: contact, address },
      ...(isoTimes(detail) as Json),
      // Evidence may name another message; here `message` is the one the event is about.
      ...(message && { message: wireMessage(message, link, detail.withheld === true) }),
    }),
  }
}

/** The outcome of a CRM's answer to event `id`: only 410 drops an event. */
export const deliveryOutcome = (
  id: string,
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  at: Instant,
): Outcome => {
  if (status >= 200 && status < 300) return { status: 'accepted', id }
  if (status === 410) return { status: 'rejected', code: 'gone' }
  if (status >= 300 && status < 400) return { status: 'retry', code: 'redirect' }
  const afterMs = status === 429 || status === 503 ? retryAfterMs(headers, at) : undefined
  return { status: 'retry', code: `http_${status}`, ...(afterMs !== undefined && { afterMs }) }
}

/** `Retry-After`, in seconds or as a date (RFC 9110), in milliseconds from `at`, but no more than `maxMs`. */
export const retryAfterMs = (
  headers: Headers,
  at: Instant,
  maxMs = Number.POSITIVE_INFINITY,
): number | undefined => {
  const text = headers.get('retry-after')?.trim() ?? ''
  const afterMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - at
  return afterMs >= 0 ? Math.min(afterMs, maxMs) : undefined
}

/** A verdict, with `remedies` always there. */
export const wireVerdict = (
  verdict: Verdict,
): Json & { readonly status: Verdict['status']; readonly remedies: readonly unknown[] } => ({
  remedies: [],
  ...(isoTimes(verdict) as Json & Pick<Verdict, 'status'>),
})

/** Converts instants to ISO 8601: members named `at`, `…At`, `since`, `until`, `from`. */
export const isoTimes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(isoTimes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'number' && INSTANT.test(name) ? isoTime(member) : isoTimes(member),
    ]),
  )
}

const INSTANT = /^(?:at|since|until|from)$|(?:At|Until)$/

export const isoTime = (at: Instant): string => {
  if (at !== lastTime.at) lastTime = { at, text: new Date(at).toISOString() }
  return lastTime.text
}

/** An event, its message and the first step of that usually have the same time. */
let lastTime: { readonly at: Instant; readonly text: string } = { at: Number.NaN, text: '' }

/** The parts of a verdict that tell an agent what to do; its evidence is in the events. */
const reasonsOf = (verdict: Verdict): Json => {
  const { reason, sentence, until, expiresAt, retryAt, remedies } = wireVerdict(verdict) as Json
  return { reason, sentence, until, expiresAt, retryAt, remedies }
}

const bodyOf = (message: Message, link: FileLink): Json => {
  const { content, rendered, received } = message
  if (received) return receivedBody(received, link)
  switch (content?.kind) {
    case 'text':
      return { text: rendered ?? content.text }
    case 'media':
      return { text: rendered ?? content.text, media: content.media.map(mediaOf) }
    case 'location':
      return { location: content.location }
    case 'interactive': {
      const { text, footer, buttons, list } = content
      return { text: rendered ?? text, interactive: present({ footer, buttons, list }) }
    }
    case 'reaction':
      return { reaction: { message: content.to.message, emoji: content.emoji } }
    case 'template': {
      const { name, language, variables } = content
      return { text: rendered, template: present({ name, language, variables }) }
    }
    default:
      return { text: rendered }
  }
}

const receivedBody = (received: Received, link: FileLink): Json => {
  const { form, type, media, adMedia, referral, ...rest } = received
  return {
    ...rest,
    type,
    // A plain message is the default; other forms are named.
    form: form === 'message' ? undefined : form,
    media:
      media.length === 0
        ? undefined
        : media.map((file, index) =>
            mediaOf({ ...file, url: link(index), filename: fileNameOf(file, index) }),
          ),
    referral: adMedia ? { ...referral, mediaUrl: link(media.length) } : referral,
  }
}

const mediaOf = ({ url, contentType, filename }: Media): Json =>
  present({ url, contentType, filename })

/** Removes undefined members, so that tests and validators see the same as JSON. */
const present = (json: Json): Json => {
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(json)) if (json[name] !== undefined) kept[name] = json[name]
  return kept
}
