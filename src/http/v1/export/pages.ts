/** Reads lists to their end. */

import type { Page, Paged } from '../../../ports/store/page.ts'

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
