/** Asks a file's URL for type and size if the CRM doesn't give them. */

import { LRUCache } from 'lru-cache'
import type { Input, Media } from '../core/model/message/message.ts'
import type { HttpAnswer } from '../ports/http.ts'
import type { Dependencies } from './contracts.ts'

/** How long a message waits for this; after that the provider decides. */
const TIMEOUT_MS = 3_000
const KNOWN_MS = 5 * 60_000
const MAX_KNOWN = 1_000
const MAX_REDIRECTS = 3

type Facts = Pick<Media, 'contentType' | 'bytes'>

/** Adds type and size to an outbound message's files. A file without an answer stays unchanged. */
export const createInspect = ({
  directory,
  http,
  clock,
}: Pick<Dependencies, 'directory' | 'http' | 'clock'>) => {
  const { inspect, allowPrivate } = directory.files
  /** Uploaded here, so type and size are already checked. */
  const own = `${directory.publicUrl}/files/`
  const known = new LRUCache<string, { readonly at: number; readonly facts: Promise<Facts> }>({
    max: MAX_KNOWN,
  })

  const head = async (url: string, connection: string): Promise<HttpAnswer | undefined> => {
    let target = url
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await http({
        method: 'HEAD',
        url: target,
        connection,
        purpose: 'file',
        timeoutMs: TIMEOUT_MS,
        allowPrivate,
      })
      if (answer.status === 200) return answer
      const location = answer.status >= 300 && answer.status < 400 && answer.headers.get('location')
      const next = location ? URL.parse(location, target) : null
      if (!next) return undefined
      target = next.href
    }
    return undefined
  }

  const ask = async (url: string, connection: string): Promise<Facts> => {
    try {
      const answer = await head(url, connection)
      if (!answer) return {}
      const contentType = answer.headers.get('content-type') ?? undefined
      const length = answer.headers.get('content-length') ?? ''
      // A compressed answer has another length.
      const isPlain = !answer.headers.has('content-encoding')
      return {
        ...(contentType !== undefined && { contentType }),
        ...(isPlain && /^\d{1,15}$/.test(length) && { bytes: Number(length) }),
      }
    } catch {
      // Many servers answer only GET.
      return {}
    }
  }

  const factsOf = (url: string, connection: string): Promise<Facts> => {
    const before = known.get(url)
    if (before && Math.abs(clock() - before.at) < KNOWN_MS) return before.facts
    const facts = ask(url, connection)
    known.set(url, { at: clock(), facts })
    return facts
  }

  return async <I extends Input>(input: I, connection: string | undefined): Promise<I> => {
    if (!inspect || input.kind !== 'outbound' || input.content.kind !== 'media') return input
    const media = await Promise.all(
      input.content.media.map(async (file): Promise<Media> => {
        if (!/^https?:\/\//i.test(file.url) || file.url.startsWith(own)) return file
        if (file.contentType !== undefined && file.bytes !== undefined) return file
        // The CRM's own values take precedence.
        return { ...(await factsOf(file.url, connection ?? '')), ...file }
      }),
    )
    return { ...input, content: { ...input.content, media } }
  }
}
