/** Finds or creates records in another system once, even when two events need one at the same time. */

import { createKeyedQueue } from '../../../src/engine/keyed-queue.ts'
import type { Links } from '../../../src/ports/store/links.ts'

/** A record of ours, and its contact. */
export type RecordOf = {
  readonly organisation: string
  readonly kind: string
  readonly ours: string
  readonly contact: string
}

export type Records = {
  /**
   * The other system's id: from the link, else from `find`, else from `make`. Two concurrent calls for one
   * record create one.
   */
  findOrMake(
    record: RecordOf,
    find: () => Promise<string | undefined>,
    make: () => Promise<string>,
  ): Promise<string>
  theirs(record: Pick<RecordOf, 'organisation' | 'kind' | 'ours'>): Promise<string | undefined>
  ours(record: {
    readonly organisation: string
    readonly kind: string
    readonly theirs: string
  }): Promise<string | undefined>
  keep(record: RecordOf, theirs: string): Promise<string>
  /** The record is gone in the other system, or was replaced. */
  forget(record: Pick<RecordOf, 'organisation' | 'kind' | 'ours'>): Promise<void>
}

/**
 * The records of one connection.
 *
 * @example createRecords(links, 'acme-hubspot').theirs({ organisation, kind: 'contact', ours })
 */
export const createRecords = (links: Links, connection: string): Records => {
  const queue = createKeyedQueue()
  const keep: Records['keep'] = (record, theirs) => links.link({ ...record, connection, theirs })
  const theirs: Records['theirs'] = ({ organisation, kind, ours }) =>
    links.theirs({ organisation, connection, kind, ours })
  return {
    keep,
    theirs,
    ours: (record) => links.ours({ ...record, connection }),
    forget: ({ organisation, kind, ours }) =>
      links.unlink({ organisation, connection, kind, ours }),
    findOrMake: (record, find, make) =>
      queue(`${record.organisation} ${record.kind} ${record.ours}`, async () => {
        const known = await theirs(record)
        if (known !== undefined) return known
        return keep(record, (await find()) ?? (await make()))
      }),
  }
}
