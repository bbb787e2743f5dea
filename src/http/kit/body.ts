/** Reads a request's raw bytes, never more than the cap. */

import { ProblemError } from './problem.ts'

const EMPTY = new Uint8Array()

/** The body as it came. Throws 413 beyond `maxBytes`, 415 for an encoded body, 400 for a part of one. */
export const readBody = async (request: Request, maxBytes: number): Promise<Uint8Array> => {
  try {
    return await read(request, maxBytes)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    // The client went away or was cut off for being too slow: not our fault.
    throw new ProblemError('incomplete', 'The request body ended early.')
  }
}

const read = async (request: Request, maxBytes: number): Promise<Uint8Array> => {
  if (request.headers.get('content-encoding'))
    throw new ProblemError('unsupported_media_type', 'Content-Encoding is not supported.')
  const announced = request.headers.get('content-length')
  if (announced !== null && !request.headers.has('transfer-encoding')) {
    if (Number(announced) > maxBytes) throw tooLarge(maxBytes)
    // The server holds a body to the length it announced, so that this can't grow.
    const body = new Uint8Array(await request.arrayBuffer())
    if (body.length > maxBytes) throw tooLarge(maxBytes)
    return body
  }
  return request.body ? readStream(request.body, maxBytes) : EMPTY
}

const readStream = async (stream: ReadableStream<Uint8Array>, maxBytes: number) => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return body
}

const tooLarge = (maxBytes: number) =>
  new ProblemError('too_large', `The body is larger than ${maxBytes / 1024} KiB.`)
