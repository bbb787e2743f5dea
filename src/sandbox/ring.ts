/** Short lists kept in the store's settings, so that the sandbox outlives a restart. */

import { readSetting, type SettingStore, sandboxList, writeSetting } from '../ports/settings.ts'

type Item = { readonly id: string }

/** Lists by name, each of the last `max` items, oldest first. */
export type Rings<T extends Item> = {
  list(name: string): Promise<readonly T[]>
  /** An item whose id is on the list already takes the former one's place. */
  add(name: string, item: T): Promise<void>
}

/** One process owns the sandbox, so what is in memory is the truth and the store its copy. */
export const createRings = <T extends Item>(
  store: SettingStore,
  prefix: string,
  max: number,
): Rings<T> => {
  const rings = new Map<string, T[]>()
  let writing: Promise<unknown> = Promise.resolve()

  const load = async (name: string): Promise<T[]> => {
    const known = rings.get(name)
    if (known) return known
    const stored = await readSetting(store, sandboxList<T>(prefix, name))
    const ring = rings.get(name) ?? [...(stored ?? [])]
    rings.set(name, ring)
    return ring
  }

  const write = async (name: string, item: T) => {
    const ring = await load(name)
    const place = ring.findIndex(({ id }) => id === item.id)
    ring.splice(place < 0 ? ring.length : place, place < 0 ? 0 : 1, item)
    ring.splice(0, ring.length - max)
    await writeSetting(store, sandboxList<T>(prefix, name), ring)
  }

  return {
    list: async (name) => [...(await load(name))],
    add: (name, item) => {
      const done = writing.then(() => write(name, item))
      writing = done.catch(() => {})
      return done
    },
  }
}
