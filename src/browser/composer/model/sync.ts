/** The composer's state, kept in sync with the gateway; draws nothing. */

import { createAsk, type Reply } from './ask.ts'
import { readDraft } from './draft.ts'
import { follow } from './feed.ts'
import { inOrder } from './order.ts'
import type { Attached, Composer, Failure, Message, Parties, Template } from './wire.ts'
import type { Words } from './words.ts'

export type State = {
  readonly parties: Parties
  /** The sender and contact that the page named, before a change of channel. */
  readonly home: Parties
  readonly composer?: Composer | undefined
  /** Ordered by the time of sending, oldest first. */
  readonly messages: readonly Message[]
  /** The cursor of earlier messages. */
  readonly earlier?: string | undefined
  readonly text: string
  /** They go with the text. */
  readonly files: readonly Attached[]
  readonly sending: boolean
  readonly picking: boolean
  /** The template that the list begins with. */
  readonly picked?: Template | undefined
  /** Why the last action failed. */
  readonly failure?: Failure | undefined
  /** Why the composer as a whole can't work. */
  readonly trouble?: string | undefined
  /** For a screen reader. */
  readonly notice: string
}

/** Follows one contact. */
export type Sync = ReturnType<typeof createSync>

export type Options = {
  readonly src: string
  readonly parties: Parties
  readonly token: string
  readonly words: Words
  /** Asks for a redraw. */
  readonly changed: (state: State) => void
  /** A new token is needed, or soon will be. */
  readonly expiring: (expired: boolean) => void
  /** Fires an event on the page: `postern:sent`, `postern:refused`. */
  readonly emit: (event: string, detail: object) => void
}

export const PAGE = 30
const WARN_MS = 60_000
const GRACE_MS = 3_000
/** A larger gap is not network delay: the clock was moved. */
const JUMP_MS = 3_000

/** Begins with `start`; `stop` ends all that it does. */
export const createSync = (options: Options) => {
  const { src, parties, words, changed, expiring } = options
  let token = options.token
  let state = firstState(parties)
  let offsetMs: number | undefined
  let loading: Promise<void> | undefined
  let again = false
  let unfollow = () => {}
  let stopped = false
  let expired: string | undefined
  let accepted: string | undefined
  let warned: string | undefined
  let warning: ReturnType<typeof setTimeout> | undefined
  const { ask, upload } = createAsk(src, () => token)

  const set = (patch: Partial<State>) => {
    if (stopped) return
    state = { ...state, ...patch }
    changed(state)
  }
  const now = () => Date.now() + (offsetMs ?? 0)

  const load = async () => {
    const { from, to, agent } = state.parties
    const who = new URLSearchParams({ from, to, agent })
    const used = token
    const [composer, thread] = await Promise.all([
      ask<Composer>('GET', `/v1/composer?${who}`),
      ask<Thread>('GET', `/v1/contacts/${encodeURIComponent(to)}/messages?limit=${PAGE}`),
    ])
    // The page or the agent has switched to another contact meanwhile.
    if (stopped || state.parties.from !== from) return
    if (!composer.ok) return fail(composer)
    accepted = used
    offsetMs = Date.parse(composer.body.at) - Date.now()
    warn()
    const wasOpen = state.composer?.text.status === 'accepted'
    const isOpen = composer.body.text.status === 'accepted'
    set({
      composer: composer.body,
      ...(thread.ok && join(state, thread.body)),
      trouble: undefined,
      notice: isOpen && !wasOpen && state.composer ? words.opened : state.notice,
    })
  }

  /** Loads one at a time; a request during a load triggers another one. */
  const refresh = (): Promise<void> => {
    again = loading !== undefined
    loading ??= (async () => {
      await load()
      while (again) {
        again = false
        await load()
      }
    })().finally(() => {
      loading = undefined
    })
    return loading
  }

  const fail = (reply: Failed) =>
    reply.status === 401 ? expire() : set({ trouble: troubleOf(reply, words) })
  /** The page has a moment to set a new token before the agent sees a message. */
  const expire = () => {
    if (expired === token) return
    expired = token
    unfollow()
    expiring(true)
    // A token that never worked and is not old is another gateway's, or none.
    const isOver = accepted === token || expiryOf(token) <= now()
    const trouble = isOver ? words.expired : words.wrongToken
    setTimeout(() => expired === token && set({ trouble }), GRACE_MS)
  }

  const start = () => {
    unfollow()
    const open = openFeed(src, token, state.parties)
    unfollow = follow(open, ({ event, at }) => {
      if (event === 'expired') return expire()
      const offset = at === undefined ? offsetMs : Date.parse(at) - Date.now()
      const jumped = Math.abs((offset ?? 0) - (offsetMs ?? 0)) > JUMP_MS
      if (event !== 'beat' || jumped || state.trouble) void refresh()
    })
  }
  const warn = () => {
    clearTimeout(warning)
    const left = expiryOf(token) - now() - WARN_MS
    if (warned === token || !Number.isFinite(left)) return
    warning = setTimeout(
      () => {
        warned = token
        expiring(false)
      },
      Math.max(0, left),
    )
  }

  return {
    ask,
    upload,
    state: () => state,
    set,
    now,
    refresh,
    fail,
    expire,
    start,
    setToken: (renewed: string) => {
      token = renewed
      start()
    },
    stop: () => {
      stopped = true
      unfollow()
      clearTimeout(warning)
    },
  }
}

type Failed = Extract<Reply<unknown>, { ok: false }>

/** A gateway that can't be reached, one that fails, and one that says no. */
const troubleOf = ({ status, problem }: Failed, words: Words): string => {
  if (status >= 500) return words.gatewayDown
  return (status > 0 && problem.detail) || words.reconnecting
}

const openFeed = (src: string, token: string, { from, to, agent }: Parties) => {
  const path = `/v1/composer/events?${new URLSearchParams({ from, to, agent })}`
  const headers = { Authorization: `Bearer ${token}` }
  return (signal: AbortSignal) => fetch(src + path, { headers, signal, credentials: 'omit' })
}

const firstState = (parties: Parties): State => ({
  parties,
  home: parties,
  messages: [],
  text: readDraft(parties),
  files: [],
  sending: false,
  picking: false,
  notice: '',
})

export type Thread = { readonly messages: readonly Message[]; readonly next?: string }

/** Merges the newest page with the loaded messages, unless there is a gap. */
const join = (
  { messages, earlier }: State,
  thread: Thread,
): Pick<State, 'messages' | 'earlier'> => {
  const fresh = [...thread.messages].reverse()
  const ids = new Set(fresh.map(({ id }) => id))
  const meets = messages.some(({ id }) => ids.has(id))
  if (!meets) return { messages: inOrder(fresh), earlier: thread.next }
  const before = messages.filter(({ id }) => !ids.has(id))
  return { messages: inOrder([...before, ...fresh]), earlier }
}

/** When the token ends; it says so itself. */
const expiryOf = (token: string): number => {
  try {
    const claim = token.slice(token.indexOf('_') + 1, token.indexOf('.'))
    return JSON.parse(atob(claim.replaceAll('-', '+').replaceAll('_', '/'))).at(-1)
  } catch {
    // An invalid token, not an expired one.
    return Number.POSITIVE_INFINITY
  }
}
