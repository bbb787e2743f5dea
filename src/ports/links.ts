/** What a record of ours is called on the other side, so that adapters keep no state elsewhere. */

/** One pair of names. Erasing the contact erases it. */
export type Link = {
  readonly organisation: string
  readonly connection: string
  /** The adapter's own word for what is linked, such as `conversation`. */
  readonly kind: string
  readonly ours: string
  readonly theirs: string
  /** The id of the contact that it belongs to. */
  readonly contact: string
}

type Where = Pick<Link, 'organisation' | 'connection' | 'kind'>

export interface Links {
  /** The first writer of (organisation, connection, kind, ours) wins; gives the `theirs` that stands now. */
  link(link: Link): Promise<string>
  theirs(where: Where & Pick<Link, 'ours'>): Promise<string | undefined>
  ours(where: Where & Pick<Link, 'theirs'>): Promise<string | undefined>
  unlink(where: Where & Pick<Link, 'ours'>): Promise<void>
}
