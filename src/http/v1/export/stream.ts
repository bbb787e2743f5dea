/** Reads lists to their end, and writes an answer while it is read. */

import type { Page, Paged } from '../../../ports/store.ts'
import type { Caller } from '../../kit/route.ts'

const PAGE = 100

/** Every item of a list, a page at a time. */
export async function* allPages<T>(read: (page: Page) => Promise<Paged<T>>): AsyncGenerator<T> {
  let cursor: string | undefined
  do {
    const { items, next } = await read({ limit: PAGE, ...(cursor && { cursor }) })
    yield* items
    cursor = next
  } while (cursor !== undefined)
}

/** No faster than it is read. A failure cuts it off. */
export const streamOf = (
  { gateway }: Caller,
  parts: AsyncGenerator<Uint8Array>,
): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      try {
        const { done, value } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        const cause = error instanceof Error ? error.message : 'unknown'
        gateway.log.error('answer_cut_off', { error: cause })
        controller.error(error)
      }
    },
    cancel: async () => void (await parts.return(undefined)),
  })
