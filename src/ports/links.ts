/** What a record of ours is called on the other side of a connection. */

export type LinkKey = {
  readonly organisation: string
  readonly connection: string
  /** What sort of record it is, in the words of the connection's adapter. */
  readonly kind: string
}

export type Link = LinkKey & {
  readonly ours: string
  readonly theirs: string
  /** Whom it belongs to: it goes when the contact is erased, and moves when contacts are merged. */
  readonly contact: string
}

/** Every method throws `BusyError` rather than wait for long. */
export interface Links {
  /**
   * The first writer wins: resolves to the `theirs` that stands. A link of a contact that is not
   * stored, or was erased meanwhile, is not kept.
   */
  link(link: Link): Promise<string>
  theirs(key: LinkKey & { readonly ours: string }): Promise<string | undefined>
  /** Several of ours may be one record of theirs; then it is always the same one of them. */
  ours(key: LinkKey & { readonly theirs: string }): Promise<string | undefined>
  unlink(key: LinkKey & { readonly ours: string }): Promise<void>
}
