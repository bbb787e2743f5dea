/** The rules for every answer, log line and metric, whatever the request. */

import { MARK } from './corpus.ts'
import type { House } from './house.ts'
import { CANARIES } from './planted.ts'

/** No answer is larger than this, unless it is the documentation. */
const MAX_BYTES = 64 * 1024
const SLOW_MS = 15_000

/** Sends a request and throws when the answer, or what was logged meanwhile, is not as promised. */
export const judge = async (
  house: House,
  request: Request,
  stranger: boolean,
): Promise<Response> => {
  const before = house.lines.length
  const answer = await Promise.race([house.app.fetch(request), late()])
  // A stream of events never ends by itself.
  const isStream = answer.headers.get('content-type') === 'text/event-stream'
  if (isStream) await answer.body?.cancel()
  const text = isStream ? '' : await answer.clone().text()
  const problem = answer.headers.get('content-type') === 'application/problem+json'
  if (answer.status >= 500) throw new Error(`answered ${answer.status}: ${text.slice(0, 500)}`)
  const isPage = new URL(request.url).pathname.startsWith('/console')
  const isJson = answer.headers.get('content-type')?.includes('json')
  if (answer.status >= 400 && request.method !== 'HEAD' && !isJson && !isPage)
    throw new Error(`${answer.status} is not JSON`)
  if (problem && request.method !== 'HEAD') JSON.parse(text)
  if (answer.status >= 400 && text.length > MAX_BYTES)
    throw new Error(`an error of ${text.length} bytes`)
  for (const canary of CANARIES)
    if ((stranger || problem) && text.includes(canary)) throw new Error(`told ${canary}`)
  checkLines(house, before)
  checkPrototypes()
  return answer
}

/** Every line is one JSON object and repeats nothing of what was said, or of what is secret. */
export const checkLines = ({ lines }: House, from = 0): void => {
  for (const line of lines.slice(from)) {
    JSON.parse(line)
    if (/[\n\r\u2028\u2029]/.test(line)) throw new Error(`one entry is two lines: ${line}`)
    for (const canary of [MARK, ...CANARIES])
      if (line.includes(canary)) throw new Error(`logged ${canary}: ${line}`)
    if (line.includes('"request_failed"')) throw new Error(line)
  }
}

/** What metrics say, without what is planted. */
export const checkMetrics = async ({ app }: House): Promise<void> => {
  const text = await (await app.request('/metrics')).text()
  for (const canary of [MARK, ...CANARIES])
    if (text.includes(canary)) throw new Error(`measured ${canary}`)
}

/** The journals are whole, and nothing that was accepted is stuck. */
export const checkStore = async ({ gateway }: House): Promise<void> => {
  const { store, directory, pump } = gateway
  await pump.drain()
  for (const { id } of directory.organisations) {
    let cursor: string | undefined
    do {
      const page = await store.contacts(id, { limit: 100, ...(cursor !== undefined && { cursor }) })
      for (const contact of page.items) {
        const chain = await store.verify(id, contact.id)
        if (!chain.ok) throw new Error(`the journal of ${contact.id} is broken`)
      }
      cursor = page.next
    } while (cursor !== undefined)
  }
}

const checkPrototypes = () => {
  for (const value of [{}, [], () => {}])
    if ('polluted' in value) throw new Error('a prototype was changed')
}

const late = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('no answer')), SLOW_MS).unref()
  })
