/** Uploads a contact's files to HighLevel; types it rejects become links in the text. */

import type { Media, Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { objectOf } from '../../../kit/json.ts'
import { fetchFile } from '../../kit/body.ts'
import { formOf } from '../../kit/form.ts'
import type { ContactIds } from '../account/contacts.ts'
import type { Context } from '../context.ts'

/** Larger files are linked: a worker can't hold many of them at once. */
const MAX_FILE_BYTES = 10 * 1024 * 1024

/** The extensions HighLevel accepts, by content type. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
  'video/mpeg': 'mpeg',
  'application/zip': 'zip',
  'application/x-rar-compressed': 'rar',
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
}

export type Attached = {
  readonly attachments: readonly string[]
  /** Links to files that HighLevel rejects. */
  readonly links: readonly string[]
}

/** Uploads each file that it can. */
export const attachFiles = async (
  context: Context,
  order: Order<Tell> & { readonly message: Message },
  theirs: ContactIds,
  http: Http,
): Promise<Attached> => {
  const attachments: string[] = []
  const links: string[] = []
  for (const [index, media] of (order.message.received?.media ?? []).entries()) {
    const url = await attach(context, order, { index, media }, theirs, http)
    if (url === undefined)
      links.push(context.media(order.organisation, order.message.id, index, order.at))
    else if (isPlain(url)) attachments.push(url)
    else links.push(url)
  }
  return { attachments, links }
}

/** The URL's path must end in the file's extension, without a query. */
const isPlain = (url: string): boolean => /^https:\/\/[^?#]+\.[a-z0-9]{2,5}$/i.test(url)

type File = { readonly index: number; readonly media: Media }

const attach = async (
  context: Context,
  order: Order<Tell> & { readonly message: Message },
  { index, media }: File,
  theirs: ContactIds,
  http: Http,
): Promise<string | undefined> => {
  const type = media.contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const ending = Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : undefined
  if (ending === undefined) return undefined
  const bytes = await fetchFile(
    () => context.file(order.message, index, http),
    MAX_FILE_BYTES,
    order.attempt,
  )
  if (!bytes) return undefined
  const name = `${stemOf(media, index)}.${ending}`
  const form = await formOf({
    ...theirs,
    locationId: context.config.locationId,
    attachmentUrls: '[]',
    fileAttachment: new File([bytes], name, { type }),
  })
  const { status, json } = await context.api.call(
    {
      method: 'POST',
      path: '/conversations/messages/upload',
      form,
      purpose: 'message.upload',
      expects: [400, 413, 415, 422],
    },
    http,
  )
  if (status >= 400) return undefined
  const [url] = Object.values(objectOf(json.uploadedFiles))
  return typeof url === 'string' ? url : undefined
}

const stemOf = ({ filename }: Media, index: number): string =>
  filename
    ?.replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N} _-]/gu, '_')
    .slice(0, 100) || `file-${index + 1}`
