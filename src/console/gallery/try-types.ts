/** What the page of the composer's look gives to its script. */

/** The three parties of the composer, and its token. */
export type TryComposer = {
  readonly from: string
  readonly to: string
  readonly agent: string
  readonly token: string
}
