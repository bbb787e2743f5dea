/** Short lists kept in the store's settings, so that the sandbox outlives a restart. */

import { readSetting, type SettingStore, sandboxList, writeSetting } from '../ports/settings.ts'

type Item = { readonly id: string }

/** Lists by name, each of the last `max` items, oldest first. */
export type BoundedLists<T extends Item> = {
  list(name: string): Promise<readonly T[]>
  /** An item replaces the one with the same id. */
  add(name: string, item: T): Promise<void>
  /** Clears all lists, after pending writes. The caller removes the settings. */
  clear(): Promise<void>
}

/** One process owns the sandbox, so memory is authoritative and the store a copy. */
export const createBoundedLists = <T extends Item>(
  store: SettingStore,
  prefix: string,
  max: number,
): BoundedLists<T> => {
  const lists = new Map<string, T[]>()
  let writing: Promise<unknown> = Promise.resolve()

  const load = async (name: string): Promise<T[]> => {
    const known = lists.get(name)
    if (known) return known
    const stored = await readSetting(store, sandboxList<T>(prefix, name))
    const items = lists.get(name) ?? [...(stored ?? [])]
    lists.set(name, items)
    return items
  }

  const write = async (name: string, item: T) => {
    const items = await load(name)
    const place = items.findIndex(({ id }) => id === item.id)
    items.splice(place < 0 ? items.length : place, place < 0 ? 0 : 1, item)
    items.splice(0, items.length - max)
    await writeSetting(store, sandboxList<T>(prefix, name), items)
  }

  return {
    list: async (name) => [...(await load(name))],
    add: (name, item) => {
      const done = writing.then(() => write(name, item))
      writing = done.catch(() => {})
      return done
    },
    clear: async () => {
      await writing
      lists.clear()
    },
  }
}
