/** Notifies open pages of this process that a contact has changed. */

export type Listener = {
  /** Something about the contact was committed. */
  changed(): void
  /** Stops the notices at shutdown. */
  closed(): void
}

export type Notices = {
  /** How often to poll the store for changes by other processes, in milliseconds. */
  readonly pollMs: number
  notify(organisation: string, contact: string): void
  /** Returns a function that stops listening; undefined if the contact has too many listeners. */
  listen(organisation: string, contact: string, listener: Listener): (() => void) | undefined
  close(): void
}

/** Open pages per contact; a contact has no more agents than this. */
const MAX_LISTENERS = 50

/** Notices for a process that keeps connections open. */
export const createNotices = (pollMs = 5_000): Notices => {
  const listeners = new Map<string, Set<Listener>>()
  return {
    pollMs,
    notify: (organisation, contact) => {
      for (const { changed } of listeners.get(`${organisation} ${contact}`) ?? []) changed()
    },
    listen: (organisation, contact, listener) => {
      const key = `${organisation} ${contact}`
      const own = listeners.get(key) ?? new Set()
      if (own.size >= MAX_LISTENERS) return undefined
      listeners.set(key, own.add(listener))
      return () => {
        own.delete(listener)
        if (own.size === 0 && listeners.get(key) === own) listeners.delete(key)
      }
    },
    close: () => {
      for (const own of [...listeners.values()]) for (const { closed } of [...own]) closed()
    },
  }
}
