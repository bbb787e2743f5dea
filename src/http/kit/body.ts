/** Reads a request's body: its raw bytes, never more than the cap, and the JSON in them. */

import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { readJsonBody } from '../../core/json.ts'
import { invalid, ProblemError } from './problem.ts'

const EMPTY = new Uint8Array()

/** The raw body. Throws 413 beyond `maxBytes`, 415 for an encoded body, 400 for an incomplete one. */
export const readBody = async (c: Context, maxBytes: number): Promise<Uint8Array> => {
  const request = c.req.raw
  const incoming = incomingOf(c)
  const header = (name: string) => (incoming ? incoming.headers[name] : request.headers.get(name))
  if (header('content-encoding'))
    throw new ProblemError('unsupported_media_type', 'Content-Encoding is not supported.')
  if (Number(header('content-length')) > maxBytes) throw tooLarge(maxBytes)
  if (incoming) return orIncomplete(readIncoming(incoming, maxBytes))
  return request.body ? readWhole(request.body, maxBytes) : EMPTY
}

/** A whole body from its stream. Throws 413 beyond `maxBytes`, 400 for a part of one. */
export const readWhole = (
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> => orIncomplete(readStream(body, maxBytes))

const orIncomplete = (reading: Promise<Uint8Array>): Promise<Uint8Array> =>
  reading.catch((error) => {
    if (error instanceof ProblemError) throw error
    // The client went away or was cut off for being too slow: not our fault.
    throw new ProblemError('incomplete', 'The request body ended early.')
  })

/** Node's own request, where `@hono/node-server` hands it over. Reading it spares a web stream. */
const incomingOf = (c: Context): IncomingMessage | undefined =>
  (c.env as { readonly incoming?: IncomingMessage } | undefined)?.incoming

const readIncoming = (incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let length = 0
    const take = (chunk: Uint8Array) => {
      chunks.push(chunk)
      length += chunk.length
      if (length <= maxBytes) return
      // The server discards the rest, for a moment.
      incoming.off('data', take).off('end', finish).off('close', finish).pause()
      reject(tooLarge(maxBytes))
    }
    const finish = () => {
      // Also a client that has hung up has sent all of it; what is buffered can still be read.
      for (let rest = incoming.read(); rest; rest = incoming.read()) take(rest)
      if (incoming.complete) resolve(join(chunks, length))
      else reject(new Error('aborted'))
    }
    if (incoming.destroyed) finish()
    else incoming.on('data', take).once('end', finish).once('close', finish)
  })

const readStream = async (
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return join(chunks, length)
}

const join = (chunks: readonly Uint8Array[], length: number): Uint8Array => {
  const [first] = chunks
  if (chunks.length <= 1) return first ?? EMPTY
  const whole = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}

const tooLarge = (maxBytes: number) => {
  const mebibytes = maxBytes / 1024 ** 2
  const max = Number.isInteger(mebibytes) ? `${mebibytes} MiB` : `${maxBytes / 1024} KiB`
  return new ProblemError('too_large', `The body is larger than ${max}.`)
}

/** The JSON of a body. Throws 400 if it is none, 422 for a name that is given twice: which one counts would be a guess. */
export const parseJson = (body: Uint8Array): unknown => {
  const read = readJsonBody(body)
  if (read.status === 'not_json')
    throw new ProblemError('not_json', 'The body is not JSON in UTF-8.')
  if (read.status === 'faulty') throw invalid(read.field.slice(0, 100), read.problem)
  return read.json
}
