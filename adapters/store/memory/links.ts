/** The links between our records and theirs, in memory. */

import type { Link, LinkKey, Links } from '../../../src/ports/links.ts'

export type MemoryLinks = {
  readonly port: Links
  forget(organisation: string, contact: string): void
  move(organisation: string, from: string, to: string): void
}

/** `contactOf` gives the contact that remains, if there is one. */
export const createMemoryLinks = (
  contactOf: (organisation: string, contact: string) => string | undefined,
): MemoryLinks => {
  const links = new Map<string, Link>()
  const nameOf = (key: LinkKey, ours: string) =>
    JSON.stringify([key.organisation, key.connection, key.kind, ours])
  return {
    port: {
      link: async (link) => {
        const name = nameOf(link, link.ours)
        const contact = contactOf(link.organisation, link.contact)
        if (contact !== undefined && !links.has(name)) links.set(name, { ...link, contact })
        return links.get(name)?.theirs ?? link.theirs
      },
      theirs: async ({ ours, ...key }) => links.get(nameOf(key, ours))?.theirs,
      ours: async ({ theirs, ...key }) =>
        [...links.values()]
          .filter((link) => link.theirs === theirs && nameOf(link, '') === nameOf(key, ''))
          .map((link) => link.ours)
          .sort()[0],
      unlink: async ({ ours, ...key }) => {
        links.delete(nameOf(key, ours))
      },
    },
    forget: (organisation, contact) => {
      for (const [name, link] of links)
        if (link.organisation === organisation && link.contact === contact) links.delete(name)
    },
    move: (organisation, from, to) => {
      for (const [name, link] of links)
        if (link.organisation === organisation && link.contact === from)
          links.set(name, { ...link, contact: to })
    },
  }
}
