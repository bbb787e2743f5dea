/** Turns a CRM's answer to an inbound message into messages for the gate. */

import { createHash } from 'node:crypto'
import { type Address, channelOf } from '../../../../src/core/model/address.ts'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Content, Message, Written } from '../../../../src/core/model/message/message.ts'
import type { Answer } from '../../../../src/ports/side.ts'
import { isAmerican, readAddress } from '../names.ts'
import { parseTwiml, type TwimlMessage } from './twiml.ts'

/** The event that was answered. */
export type EventContext = {
  readonly connection: string
  readonly event: string
  readonly at: Instant
  /** The inbound message: the answer goes to its author by default. */
  readonly message: Message
  /** The URL it was posted to; relative URLs in the answer resolve against it. */
  readonly url: string
  readonly agent: string
}

/** The ids come from the event and the verb's number, so a repeated answer sends one message. */
export const readAnswer = (
  body: Uint8Array,
  contentType: string | null,
  answered: EventContext,
): Answer => {
  const { messages, ignored } = parseTwiml(decode(body, contentType))
  const inputs = messages.map((message, index) => inputOf(message, index, answered))
  return {
    inputs: inputs.filter((input) => input !== undefined),
    ignored: inputs.includes(undefined)
      ? [...ignored, 'a Message with an invalid address']
      : ignored,
  }
}

/** Decodes as UTF-8, and in the named charset only if that fails: many headers name the wrong one. */
const decode = (body: Uint8Array, contentType: string | null): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    const start = new TextDecoder().decode(body.subarray(0, MAX_DECLARATION))
    const [, named] =
      /;\s*charset="?([\w.:-]+)/i.exec(contentType ?? '') ?? DECLARATION.exec(start) ?? []
    return decoderOf(named).decode(body)
  }
}

const MAX_DECLARATION = 200
const DECLARATION = /^\s*<\?xml\s[^>]*?encoding=["']([\w.:-]+)/

const decoderOf = (charset = 'windows-1252') => {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}

const inputOf = (
  verb: TwimlMessage,
  index: number,
  answered: EventContext,
): Written | undefined => {
  const { connection, event, at, agent, url, message } = answered
  const sender = verb.from === undefined ? message.sender : addressOf(verb.from, message)
  const to = verb.to === undefined ? message.address : addressOf(verb.to, message)
  if (!sender || !to || channelOf(sender) !== channelOf(to) || sender === to) return undefined
  const callback = verb.callback && URL.parse(verb.callback, url)?.href
  const digest = createHash('sha256').update(JSON.stringify([connection, event, index]))
  return {
    kind: 'outbound',
    id: `msg_${digest.digest('hex').slice(0, 32)}`,
    at,
    sender,
    to,
    agent,
    content: replyContent(verb, url),
    origin: { connection, ...(callback && { callback }) },
  }
}

/** A number without a prefix uses the contact's channel and our sender's country. */
const addressOf = (text: string, { sender }: Message): Address | undefined =>
  readAddress(text.includes(':') ? text : `${channelOf(sender)}:${text}`, isAmerican(sender))

const replyContent = ({ body, media }: TwimlMessage, base: string): Content => {
  if (media.length === 0) return { kind: 'text', text: body }
  const files = media.map((url) => ({ url: URL.parse(url, base)?.href ?? url }))
  return { kind: 'media', media: files, text: body }
}
