/** The other side's ids of our records. */

export type LinkKey = {
  readonly organisation: string
  readonly connection: string
  /** The kind of record, named by the connection's adapter. */
  readonly kind: string
}

export type Link = LinkKey & {
  readonly ours: string
  readonly theirs: string
  /** The contact it belongs to: erased and merged together with it. */
  readonly contact: string
}

/** Every method throws `BusyError` rather than wait for long. */
export interface Links {
  /**
   * The first writer wins: resolves to the stored `theirs`. A link of a contact that is not
   * stored, or was erased meanwhile, is not kept.
   */
  link(link: Link): Promise<string>
  theirs(key: LinkKey & { readonly ours: string }): Promise<string | undefined>
  /** If several of our records share one of theirs, always returns the same one. */
  ours(key: LinkKey & { readonly theirs: string }): Promise<string | undefined>
  unlink(key: LinkKey & { readonly ours: string }): Promise<void>
}
