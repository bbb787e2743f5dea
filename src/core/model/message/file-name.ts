/** The name of a file: its sender's name for it, else one by its type. */

import type { Media } from './received.ts'

/** Usual endings; https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/bmp': 'bmp',
  'image/tiff': 'tiff',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/calendar': 'ics',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
}

/** File types that agents can upload: those that a channel may carry, and none that a browser would run. */
export const FILE_TYPES: readonly string[] = Object.keys(ENDINGS)

const KINDS: readonly string[] = ['image', 'audio', 'video']

/** Endings of other files in CRMs, so that they are not taken for a type that a channel carries. */
const OTHERS: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  tif: 'image/tiff',
  svg: 'image/svg+xml',
  avif: 'image/avif',
  webm: 'video/webm',
  avi: 'video/x-msvideo',
  exe: 'application/x-msdownload',
  msi: 'application/x-msi',
  dmg: 'application/x-apple-diskimage',
  apk: 'application/vnd.android.package-archive',
  jar: 'application/java-archive',
  bat: 'application/x-bat',
  js: 'text/javascript',
  html: 'text/html',
  htm: 'text/html',
  rar: 'application/vnd.rar',
  '7z': 'application/x-7z-compressed',
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(OTHERS),
  // The first type of an ending is its usual one.
  ...Object.entries(ENDINGS)
    .reverse()
    .map(([type, ending]) => [ending, type] as const),
])

/** A server's word for a file that it knows nothing of. */
const UNTYPED = /^(?:application|binary)\/octet-stream$/

/** The content type as declared, else as the ending of its name says; undefined if neither does. */
export const mediaTypeOf = ({ contentType, filename, url }: Media): string | undefined => {
  const type = (contentType?.split(';')[0] ?? '').trim().toLowerCase()
  if (type !== '' && !UNTYPED.test(type)) return type
  for (const name of [filename ?? '', URL.parse(url)?.pathname ?? '']) {
    const found = TYPES.get(/\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '')
    if (found) return found
  }
  return undefined
}

/** The name that the provider passed on, else one such as `image-1.jpg`. */
export const fileNameOf = ({ filename, contentType = '' }: Media, index: number): string => {
  if (filename) return filename
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  const ending = Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : undefined
  const main = type.split('/')[0] ?? ''
  const kind = ending === 'vcf' ? 'contact' : KINDS.includes(main) ? main : 'document'
  return `${kind}-${index + 1}.${ending ?? 'bin'}`
}
