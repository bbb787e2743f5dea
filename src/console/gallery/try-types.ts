/** Data for the script of the composer's style page. */

/** The three parties of the composer, and its token. */
export type TryComposer = {
  readonly from: string
  readonly to: string
  readonly agent: string
  readonly token: string
}
