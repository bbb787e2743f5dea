/** A list in pages. */

export type Page = { readonly limit: number; readonly cursor?: string }
/** `next` is the cursor of the next page. */
export type Paged<T> = { readonly items: readonly T[]; readonly next?: string }

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
