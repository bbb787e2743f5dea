/** Links as settings of the store. */

import type { Link, Links } from '../ports/links.ts'
import type { Store } from '../ports/store.ts'

/** An empty setting is one that was taken back. */
export const createLinks = ({ setting, set }: Pick<Store, 'setting' | 'set'>): Links => {
  const read = async (name: string) => (await setting(name)) || undefined
  return {
    link: async (link) => {
      const standing = await read(nameOf(link, 'ours', link.ours))
      if (standing !== undefined) return standing
      await set(nameOf(link, 'theirs', link.theirs), link.ours)
      await set(nameOf(link, 'ours', link.ours), link.theirs)
      return link.theirs
    },
    theirs: (where) => read(nameOf(where, 'ours', where.ours)),
    ours: (where) => read(nameOf(where, 'theirs', where.theirs)),
    unlink: async (where) => {
      const theirs = await read(nameOf(where, 'ours', where.ours))
      if (theirs === undefined) return
      await set(nameOf(where, 'ours', where.ours), '')
      await set(nameOf(where, 'theirs', theirs), '')
    },
  }
}

const nameOf = (
  { organisation, connection, kind }: Pick<Link, 'organisation' | 'connection' | 'kind'>,
  side: 'ours' | 'theirs',
  id: string,
) => `link ${JSON.stringify([organisation, connection, kind, side, id])}`
