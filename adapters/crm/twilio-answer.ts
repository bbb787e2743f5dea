/** What a CRM answers an inbound message with, as messages for the gate. */

import { createHash } from 'node:crypto'
import { type Address, channelOf } from '../../src/core/address.ts'
import type { Content, Outbound } from '../../src/core/message.ts'
import type { Answer } from '../../src/port.ts'
import { parseTwiml, type TwimlMessage } from './twilio-twiml.ts'
import { readAddress } from './twilio-words.ts'

/** The event that was answered, and how. */
export type Answered = {
  readonly connection: string
  /** Where it was posted to; what is relative in the answer is relative to this. */
  readonly url: string
  readonly event: string
  readonly at: number
  /** Who writes when the answer does not say, and to whom. */
  readonly sender: Address
  readonly address: Address
  readonly agent: string
  readonly body: Uint8Array
}

/** Ids follow from the event and the verb's number, so that an answer given twice is one. */
export const readAnswer = (answered: Answered): Answer => {
  const { messages, ignored } = parseTwiml(new TextDecoder().decode(answered.body))
  const inputs = messages.map((message, index) => inputOf(message, index, answered))
  return {
    inputs: inputs.filter((input) => input !== undefined),
    ignored: inputs.includes(undefined) ? [...ignored, 'a Message with a wrong address'] : ignored,
  }
}

const inputOf = (
  message: TwimlMessage,
  index: number,
  answered: Answered,
): Outbound | undefined => {
  const { connection, event, at, agent, url } = answered
  const sender = message.from === undefined ? answered.sender : toAddress(message.from, answered)
  const to = message.to === undefined ? answered.address : toAddress(message.to, answered)
  if (!sender || !to || channelOf(sender) !== channelOf(to) || sender === to) return undefined
  const callback = message.callback && URL.parse(message.callback, url)?.href
  const digest = createHash('sha256').update(JSON.stringify([connection, event, index]))
  return {
    kind: 'outbound',
    id: `msg_${digest.digest('hex').slice(0, 32)}`,
    at,
    sender,
    to,
    agent,
    content: contentOf(message, url),
    origin: { connection, ...(callback && { callback }) },
  }
}

/** A bare number is meant on the channel that the contact wrote on. */
const toAddress = (text: string, { sender }: Answered): Address | undefined =>
  readAddress(text.includes(':') ? text : `${channelOf(sender)}:${text}`)

const contentOf = ({ body, media }: TwimlMessage, base: string): Content => {
  if (media.length === 0) return { kind: 'text', text: body }
  const files = media.map((url) => ({ url: URL.parse(url, base)?.href ?? url }))
  return { kind: 'media', media: files, ...(body !== '' && { text: body }) }
}
