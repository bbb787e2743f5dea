/** The words that a contact can answer with. */

/** Words of the keywords, by what they mean. Data of `templates/flows`. */
export type Keywords = {
  /** Matched strictly: the whole message. */
  readonly optIn: readonly string[]
  /** Matched tolerantly, several words anywhere in a short message; these decline as well as revoke. */
  readonly optOut: readonly string[]
  /** A plain no: declines an open request, and means nothing otherwise. */
  readonly decline: readonly string[]
  readonly help: readonly string[]
}
