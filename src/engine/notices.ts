/** Tells open pages of this process that something about a contact was committed. */

export type Listener = {
  /** Something about the contact was committed. */
  heard(): void
  /** The process stops. */
  closed(): void
}

export type Notices = {
  /** How often to look at the store for what another process did, in milliseconds. */
  readonly lookMs: number
  tell(organisation: string, contact: string): void
  /** Returns how to stop listening, or undefined when too many listen to this contact already. */
  listen(organisation: string, contact: string, listener: Listener): (() => void) | undefined
  close(): void
}

/** Open pages per contact; more than this are not agents. */
const MAX_LISTENERS = 50

/** Notices for a process that keeps connections open. */
export const createNotices = (lookMs = 5_000): Notices => {
  const listeners = new Map<string, Set<Listener>>()
  return {
    lookMs,
    tell: (organisation, contact) => {
      for (const { heard } of listeners.get(`${organisation} ${contact}`) ?? []) heard()
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
