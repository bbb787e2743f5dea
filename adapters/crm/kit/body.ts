/** Reads a file into memory, up to a limit. */

import { HttpError } from '../../../src/ports/errors.ts'
import { CallError } from './call-error.ts'

/** After this many attempts, a file that can't be fetched becomes a link and the message goes out. */
const MAX_ATTEMPTS = 3

/** A contact's file; undefined when it is gone, too large, or still can't be fetched after all attempts. */
export const fetchFile = async (
  open: () => Promise<Response>,
  maxBytes: number,
  attempt: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  try {
    const response = await open()
    if (!response.ok || !response.body) return undefined
    return await readUpTo(response.body, maxBytes)
  } catch (error) {
    if (!(error instanceof HttpError) || attempt >= MAX_ATTEMPTS) return undefined
    throw new CallError({ status: 'retry', code: `file_${error.code}` })
  }
}

/** The bytes; undefined when there are more than `maxBytes`. */
const readUpTo = async (
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (size > maxBytes) return undefined
    chunks.push(Uint8Array.from(chunk))
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}
