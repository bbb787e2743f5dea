/** Reads a send as Meta would: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */

import type { Address } from '../../../../src/core/model/address.ts'
import type { SendRequest } from '../../../../src/ports/emulator.ts'
import type { Json } from '../../../kit/json.ts'
import { listIn, objectIn, textIn } from '../../../kit/json.ts'
import { toAddress } from '../address.ts'
import { numberIn } from '../json.ts'

/** Undefined when the send has no recipient or an unknown type. */
export const readSend = (from: Address, json: Json): SendRequest | undefined => {
  const to = toAddress(textIn(json, 'to')?.replace('+', '') ?? textIn(json, 'recipient'))
  const type = textIn(json, 'type') ?? 'text'
  const content = Object.hasOwn(KINDS, type) ? KINDS[type]?.(objectIn(json, type), type) : undefined
  const replyTo = textIn(objectIn(json, 'context'), 'message_id')
  if (!to || !content) return undefined
  return {
    message: textIn(json, 'biz_opaque_callback_data') ?? crypto.randomUUID(),
    from,
    to,
    ...content,
    ...(replyTo && { replyTo }),
  }
}

type Content = Omit<SendRequest, 'message' | 'from' | 'to' | 'replyTo'>

const TYPES: Readonly<Record<string, string>> = {
  image: 'image/png',
  video: 'video/mp4',
  audio: 'audio/ogg',
  sticker: 'image/webp',
}

const readFile = (part: Json, type: string): Content => {
  const filename = textIn(part, 'filename')
  const contentType = TYPES[type]
  return {
    text: textIn(part, 'caption') ?? '',
    media: [
      {
        url: textIn(part, 'link') ?? textIn(part, 'id') ?? '',
        ...(contentType && { contentType }),
        ...(filename && { filename }),
      },
    ],
  }
}

const readLocation = (part: Json): Content => {
  const [label, address] = [textIn(part, 'name'), textIn(part, 'address')]
  return {
    text: '',
    location: {
      latitude: numberIn(part, 'latitude') ?? 0,
      longitude: numberIn(part, 'longitude') ?? 0,
      ...(label && { label }),
      ...(address && { address }),
    },
  }
}

const readInteractive = (part: Json): Content => {
  const action = objectIn(part, 'action')
  const footer = textIn(objectIn(part, 'footer'), 'text')
  const buttons = listIn(action, 'buttons').map((button) => choiceOf(objectIn(button, 'reply')))
  const button = textIn(action, 'button')
  const sections = listIn(action, 'sections').map((section) => {
    const title = textIn(section, 'title')
    return { ...(title && { title }), rows: listIn(section, 'rows').map(choiceOf) }
  })
  return {
    text: textIn(objectIn(part, 'body'), 'text') ?? '',
    interactive: {
      ...(footer && { footer }),
      ...(button ? { list: { button, sections } } : { buttons }),
    },
  }
}

const choiceOf = (part: Json) => {
  const description = textIn(part, 'description')
  return {
    id: textIn(part, 'id') ?? '',
    title: textIn(part, 'title') ?? '',
    ...(description && { description }),
  }
}

/** The body's values, by name or position; other components are not shown. */
const readTemplate = (part: Json): Content => {
  const body = listIn(part, 'components').find(({ type }) => type === 'body') ?? {}
  const values = listIn(body, 'parameters').map((parameter, i) => [
    textIn(parameter, 'parameter_name') ?? String(i + 1),
    textIn(parameter, 'text') ?? '',
  ])
  const [name, language] = [textIn(part, 'name'), textIn(objectIn(part, 'language'), 'code')]
  return {
    text: '',
    template: {
      ...(name && { name }),
      ...(language && { language }),
      variables: Object.fromEntries(values),
    },
  }
}

const KINDS: Readonly<Record<string, (part: Json, type: string) => Content>> = {
  text: (part) => ({ text: textIn(part, 'body') ?? '' }),
  image: readFile,
  video: readFile,
  audio: readFile,
  sticker: readFile,
  document: readFile,
  location: readLocation,
  interactive: readInteractive,
  reaction: (part) => ({
    text: '',
    reaction: { id: textIn(part, 'message_id') ?? '', emoji: textIn(part, 'emoji') ?? '' },
  }),
  template: readTemplate,
}
