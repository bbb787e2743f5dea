/** A page of a list. */

export type Page = { readonly limit: number; readonly cursor?: string }
/** `next` is the cursor of the next page. */
export type Paged<T> = { readonly items: readonly T[]; readonly next?: string }
