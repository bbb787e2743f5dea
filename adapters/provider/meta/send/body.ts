/**
 * The body of a send:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
 */

import type { Content, Media, Message } from '../../../../src/core/model/message/message.ts'
import type { Account } from '../account.ts'
import { recipientOf } from '../address.ts'
import { interactiveOf, locationOf } from './interactive.ts'
import { templateOf } from './template.ts'

/** The request's JSON; our id comes back in each status. */
export const bodyOf = (account: Account, message: Message): string =>
  JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(message.address),
    ...partOf(account, message),
    ...(message.replyTo?.providerId && { context: { message_id: message.replyTo.providerId } }),
    biz_opaque_callback_data: message.id,
  })

type Part = Readonly<Record<string, unknown>>

const partOf = (account: Account, { content, rendered }: Message): Part => {
  switch (content?.kind) {
    case 'template':
      return { type: 'template', template: templateOf(content) }
    case 'media':
      return fileOf(account, content, rendered)
    case 'location':
      return locationOf(content.location)
    case 'interactive':
      return interactiveOf(content, rendered)
    case 'reaction':
      return {
        type: 'reaction',
        reaction: { message_id: content.to.providerId, emoji: content.emoji },
      }
    default:
      return textOf(rendered ?? content?.text ?? '')
  }
}

const textOf = (body: string): Part => ({
  type: 'text',
  text: { body, preview_url: /https?:\/\//i.test(body) },
})

/** One file per message; the gate knows by `limits.maxMedia`. */
const fileOf = (
  account: Account,
  { media: [file], text }: Extract<Content, { kind: 'media' }>,
  rendered: string | undefined,
): Part => {
  const caption = rendered ?? text
  if (!file) return textOf(caption ?? '')
  const kind = kindOf(file)
  return {
    type: kind,
    [kind]: {
      ...referenceOf(account, file),
      ...(caption && CAPTIONED.has(kind) ? { caption } : {}),
      // Without a name, the contact sees "Untitled".
      ...(kind === 'document' ? { filename: fileNameOf(file) } : {}),
    },
  }
}

const CAPTIONED: ReadonlySet<string> = new Set(['image', 'video', 'document'])

/** A file that Meta has is sent by its id, any other by its address. */
const referenceOf = ({ graphUrl }: Account, { url }: Media): Part => {
  const id =
    url.startsWith(`${graphUrl}/`) && /^\/(?:v[\d.]+\/)?(\d+)$/.exec(URL.parse(url)?.pathname ?? '')
  return id ? { id: id[1] } : { link: url }
}

type Kind = 'image' | 'video' | 'audio' | 'sticker' | 'document'

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ...[
    ['jpg', 'image/jpeg'] as const,
    ['jpeg', 'image/jpeg'] as const,
    ['png', 'image/png'] as const,
  ],
  ...[
    ['webp', 'image/webp'] as const,
    ['mp4', 'video/mp4'] as const,
    ['3gp', 'video/3gpp'] as const,
  ],
  ...[['aac', 'audio/aac'] as const, ['amr', 'audio/amr'] as const, ['mp3', 'audio/mpeg'] as const],
  ...[['m4a', 'audio/mp4'] as const, ['ogg', 'audio/ogg'] as const],
])

/** By its type, else by its name; all but pictures, video and audio go as documents. */
const kindOf = ({ contentType, url, filename }: Media): Kind => {
  const name = filename ?? URL.parse(url)?.pathname ?? ''
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? EXTENSIONS.get(extension) ?? ''
  if (type === 'image/webp') return 'sticker'
  if (type === 'image/jpeg' || type === 'image/png') return 'image'
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'document'
}

/** The given name, else the last part of the address. */
const fileNameOf = ({ filename, url }: Media): string => {
  if (filename) return filename
  const last = URL.parse(url)?.pathname.split('/').at(-1)
  try {
    return decodeURIComponent(last ?? '') || 'document'
  } catch {
    return last || 'document'
  }
}
