/** Reads the parameters of a request; the Content-Type names their encoding. */

import { type Params, readParams } from '../params.ts'
import { TwilioError } from './error.ts'

export type Posted = {
  readonly params: Params
  /** The part that a repeated request shares with the first: not the boundary, which clients choose each time. */
  readonly bytes: Uint8Array
}

const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data'
/** Content types that clients send by default when they write a form's text themselves. */
const FORMS: readonly string[] = ['', FORM, 'text/plain']

/** Reads a form in either encoding. Throws 20001 for any other body. */
export const readPosted = async (
  header: string | undefined,
  bytes: Uint8Array,
): Promise<Posted> => {
  if (bytes.length === 0) return { params: new Map(), bytes }
  const [type = ''] = (header ?? '').split(';').map((part) => part.trim().toLowerCase())
  if (FORMS.includes(type)) return { params: readParams(decodeForm(bytes, header)), bytes }
  if (type !== MULTIPART)
    throw new TwilioError(20001, `Send a form: Content-Type must be ${FORM} or ${MULTIPART}.`)
  const text = (await readMultipart(header ?? '', bytes)).toString()
  return { params: readParams(text), bytes: new TextEncoder().encode(text) }
}

const readMultipart = async (type: string, bytes: Uint8Array): Promise<URLSearchParams> => {
  const body = new Uint8Array(bytes)
  const form = await new Response(body, { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
  if (!form) throw new TwilioError(20001, 'The multipart form is not complete.')
  const params = new URLSearchParams()
  for (const [name, value] of form) {
    if (typeof value !== 'string')
      throw new TwilioError(
        20001,
        `${name.slice(0, 50)} is a file. Files can't be uploaded here: send its web address as MediaUrl.`,
      )
    // The parser puts U+FFFD in the place of bytes that are not UTF-8.
    if (value.includes('\ufffd')) decoderOf('utf-8')(bytes)
    params.append(name, value)
  }
  return params
}

/** In the charset that the header names, else UTF-8. */
const decodeForm = (bytes: Uint8Array, header = ''): string => {
  const [, charset = 'utf-8'] = /;\s*charset="?([\w.:-]+)/i.exec(header) ?? []
  const decode = decoderOf(/^utf-?8$/i.test(charset) ? 'utf-8' : charset)
  // Escapes are bytes in that charset: undo them before decoding.
  const recode = (part: string) =>
    encodeURIComponent(decode(Buffer.from(unescaped(part), 'latin1')))
  return Buffer.from(bytes)
    .toString('latin1')
    .split('&')
    .map((pair) => pair.split(/=(.*)/s, 2).map(recode).join('='))
    .join('&')
}

/** Throws for bytes that the charset doesn't have: the customer would get a question mark in their place. */
const decoderOf = (charset: string): ((bytes: Uint8Array) => string) => {
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true })
  } catch {
    throw new TwilioError(20001, 'The charset of the Content-Type is not known. Send UTF-8.')
  }
  return (bytes) => {
    try {
      return decoder.decode(bytes)
    } catch {
      throw new TwilioError(20001, `The form has bytes that are not ${charset}. Send UTF-8.`)
    }
  }
}

const unescaped = (part: string): string =>
  part
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
