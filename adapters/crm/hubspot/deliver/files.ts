/** Uploads a contact's files to HubSpot before the message that shows them: docs/hubspot.md */

import type { Media, Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import type { Json } from '../../../kit/json.ts'
import { fetchFile } from '../../kit/body.ts'
import { formOf } from '../../kit/form.ts'
import { idOf } from '../account/api.ts'
import type { Context } from '../context.ts'

type About = Order<Tell> & { readonly message: Message }

/** Larger files are linked: a worker can't hold many of them at once. */
const MAX_FILE_BYTES = 20 * 1024 * 1024
const UPLOAD_TIMEOUT_MS = 60_000
const FOLDER = '/postern'

export type Attached = {
  readonly attachments: readonly Json[]
  /** A link to a file that couldn't be uploaded. */
  readonly links: readonly string[]
}

/** Uploads each file once: its id is stored before the message is posted. */
export const attachFiles = async (
  context: Context,
  order: About,
  http: Http,
): Promise<Attached> => {
  const { message, organisation, contact, at } = order
  const attachments: Json[] = []
  const links: string[] = []
  for (const [index, media] of (message.received?.media ?? []).entries()) {
    const key = `${message.id} ${index}`
    const known = await context.recordLinks.get(organisation, 'file', key)
    const fileId = known ?? (await upload(context, order, { index, media }, http))
    if (fileId === undefined) {
      links.push(context.media(organisation, message.id, index, at))
      continue
    }
    if (known === undefined)
      await context.recordLinks.put({ organisation, contact }, 'file', key, fileId)
    attachments.push({ type: 'FILE', fileId, fileUsageType: usageOf(message, media) })
  }
  return { attachments, links }
}

const usageOf = ({ received }: Message, { contentType = '' }: Media): string => {
  if (received?.type === 'sticker') return 'STICKER'
  if (received?.type === 'voice' || contentType.startsWith('audio/ogg')) return 'VOICE_RECORDING'
  if (contentType.startsWith('image/')) return 'IMAGE'
  return contentType.startsWith('audio/') ? 'AUDIO' : 'OTHER'
}

/** Undefined when the file is gone, too large, or of a type that HubSpot rejects. */
const upload = async (
  { api, paths, file }: Context,
  order: About,
  { index, media }: { readonly index: number; readonly media: Media },
  http: Http,
): Promise<string | undefined> => {
  const bytes = await fetchFile(
    () => file(order.message, index, http),
    MAX_FILE_BYTES,
    order.attempt,
  )
  if (!bytes) return undefined
  const name = nameOf(media, index)
  const { status, json } = await api.call(
    {
      method: 'POST',
      path: paths.files,
      form: await formOf({
        file: new File([bytes], name, { type: media.contentType ?? '' }),
        fileName: name,
        folderPath: FOLDER,
        // Only users of the account can open it.
        options: JSON.stringify({ access: 'PRIVATE' }),
      }),
      purpose: 'file.upload',
      timeoutMs: UPLOAD_TIMEOUT_MS,
      expect: [400, 413, 415, 422],
    },
    http,
  )
  return status < 300 ? idOf(json.id) : undefined
}

/** HubSpot recognises a file by its extension. */
const nameOf = ({ filename, contentType = '' }: Media, index: number): string => {
  const stem = filename?.replace(/[^\p{L}\p{N}. _-]/gu, '_').slice(-100)
  if (stem && /\.\w+$/.test(stem)) return stem
  const ending = /^[a-z]+\/([a-z0-9]{2,5})\b/.exec(contentType)?.[1] ?? 'bin'
  return `${stem || `file-${index + 1}`}.${ending === 'jpeg' ? 'jpg' : ending}`
}
