/**
 * The content of a customer's message by kind:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */

import type { Media, Received } from '../../../../src/core/model/message/message.ts'
import { isObject, type Json, listIn, objectIn, textIn } from '../../../kit/json.ts'
import { type Account, graphUrl } from '../account.ts'
import { codeIn, type ErrorCode } from '../errors.ts'
import { numberIn } from '../json.ts'

/** The parts of `Received` that depend on the type. */
type Content = Partial<Omit<Received, 'type' | 'replyTo' | 'forwarded' | 'profileName'>> & {
  readonly type?: string
  readonly replyTo?: Received['replyTo'] | undefined
}

type Context = { readonly account: Account; readonly phoneNumberId: string }
type Read = (message: Json, context: Context) => Content

/** Reads any `type`. An unknown one becomes a message without text. */
export const receivedContent = (message: Json, type: string, context: Context): Content =>
  (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined)?.(message, context) ?? {}

const withText = (text: string | undefined): Content => (text === undefined ? {} : { text })

const readFile =
  (kind: string): Read =>
  (message, context) => {
    const file = objectIn(message, kind)
    const media = mediaFileOf(file, context)
    return { ...withText(textIn(file, 'caption')), media: media ? [media] : [] }
  }

/** The signed address expires after five minutes, so the id is stored, with Meta's checksum. */
const mediaFileOf = (file: Json, { account, phoneNumberId }: Context): Media | undefined => {
  const id = textIn(file, 'id')
  if (!id || !/^\w+$/.test(id)) return undefined
  const sha256 = textIn(file, 'sha256')
  const hash = sha256 ? `#sha256=${encodeURIComponent(sha256)}` : ''
  const url = `${graphUrl(account, id)}?phone_number_id=${phoneNumberId}${hash}`
  const contentType = textIn(file, 'mime_type')?.split(';')[0]?.trim()
  const filename = textIn(file, 'filename')
  return { url, ...(contentType ? { contentType } : {}), ...(filename ? { filename } : {}) }
}

const readAudio: Read = (message, context) => {
  const kind = isObject(message.voice) ? 'voice' : 'audio'
  const isVoice = kind === 'voice' || objectIn(message, 'audio').voice === true
  return { ...readFile(kind)(message, context), type: isVoice ? 'voice' : 'audio' }
}

const readLocation: Read = (message) => {
  const place = objectIn(message, 'location')
  const [latitude, longitude] = [numberIn(place, 'latitude'), numberIn(place, 'longitude')]
  if (latitude === undefined || longitude === undefined) return {}
  const [label, address] = [textIn(place, 'name'), textIn(place, 'address')]
  return {
    location: { latitude, longitude, ...(label ? { label } : {}), ...(address ? { address } : {}) },
  }
}

/** Data that the contact didn't type, so that no name or article is read as a STOP. */
const withData = (data: unknown): Content => {
  try {
    return { flow: { data: JSON.stringify(data) } }
  } catch {
    // Nested too deeply to serialise.
    return {}
  }
}

const readOrder: Read = (message) => {
  const { text: _, ...order } = objectIn(message, 'order')
  return { ...withText(textIn(objectIn(message, 'order'), 'text')), ...withData(order) }
}

const readInteractive: Read = (message, context) => {
  const interactive = objectIn(message, 'interactive')
  const type = textIn(interactive, 'type') ?? ''
  const reply = objectIn(interactive, type)
  const [id, title] = [textIn(reply, 'id'), textIn(reply, 'title')]
  if (type === 'button_reply' && (title || id))
    return { button: { text: title ?? id ?? '', ...(id ? { payload: id } : {}) } }
  if (type === 'list_reply' && (id || title))
    return { list: { id: id ?? title ?? '', ...(title ? { title } : {}) } }
  const answers = textIn(reply, 'response_json')
  if (type === 'nfm_reply' && answers) return { flow: { data: answers } }
  return type === '' ? readErrors(message, context) : withData(interactive)
}

/** A template's button. */
const readButton: Read = (message) => {
  const button = objectIn(message, 'button')
  const [text, payload] = [textIn(button, 'text'), textIn(button, 'payload')]
  if (!text && !payload) return {}
  return { button: { text: text ?? payload ?? '', ...(payload ? { payload } : {}) } }
}

/** No emoji means that the reaction was removed. */
const readReaction: Read = (message) => {
  const reaction = objectIn(message, 'reaction')
  return {
    form: 'reaction',
    ...withText(textIn(reaction, 'emoji')),
    replyTo: quoted(textIn(reaction, 'message_id')),
  }
}

const readEdit: Read = (message, context) => {
  const edit = objectIn(message, 'edit')
  const inner = objectIn(edit, 'message')
  const type = textIn(inner, 'type') ?? ''
  const content = type === 'edit' ? {} : receivedContent(inner, type, context)
  return {
    ...content,
    type: 'edit',
    form: 'edit',
    replyTo: quoted(textIn(edit, 'original_message_id')),
  }
}

const readRevoke: Read = (message) => ({
  form: 'revoke',
  replyTo: quoted(textIn(objectIn(message, 'revoke'), 'original_message_id')),
})

/** A change to the contact's account: a new number, id or device. */
const readSystem: Read = (message) => {
  const system = objectIn(message, 'system')
  const type = textIn(system, 'type')
  return {
    form: 'system',
    ...(type ? { type } : {}),
    ...withText(textIn(system, 'body')),
  }
}

/** A message that Meta doesn't pass on. The agent must see that one arrived. */
const readErrors: Read = (message) => {
  const code = codeIn(message)
  const kind = textIn(objectIn(message, 'unsupported'), 'type')
  const said = SAID_OF_ERRORS.get(code ?? '') ?? 'This message cannot be shown'
  return { form: 'system', text: `[${said}${kind ? `: ${kind}` : ''}]` }
}

const SAID_OF_ERRORS: ReadonlyMap<ErrorCode['code'], string> = new Map([
  ['131051', 'This kind of message is not supported'],
  ['131052', 'The file could not be received'],
  ['131060', 'The content of this message is not available; see it in the WhatsApp Business app'],
])

const quoted = (id: string | undefined) => (id ? { providerId: id } : undefined)

const KINDS: Readonly<Record<string, Read>> = {
  text: (message) => withText(textIn(objectIn(message, 'text'), 'body')),
  image: readFile('image'),
  video: readFile('video'),
  document: readFile('document'),
  sticker: readFile('sticker'),
  audio: readAudio,
  voice: readAudio,
  location: readLocation,
  contacts: (message) => withData(listIn(message, 'contacts')),
  order: readOrder,
  interactive: readInteractive,
  button: readButton,
  reaction: readReaction,
  edit: readEdit,
  revoke: readRevoke,
  system: readSystem,
  unsupported: readErrors,
  unknown: readErrors,
  request_welcome: () => ({ form: 'system' }),
}
