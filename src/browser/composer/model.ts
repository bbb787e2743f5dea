/** What the composer knows and can do; it draws nothing. */

import { type Ask, createAsk, type Reply } from './ask.ts'
import { keepDraft, readDraft } from './draft.ts'
import { follow } from './feed.ts'
import type { Composer, Failure, Message, Parties, Remedy, Template } from './wire.ts'
import type { Words } from './words.ts'

export type State = {
  readonly parties: Parties
  /** The sender and contact that the page named, before a change of channel. */
  readonly home: Parties
  readonly composer?: Composer | undefined
  /** Oldest first. */
  readonly messages: readonly Message[]
  /** Where the messages before these are. */
  readonly earlier?: string | undefined
  readonly text: string
  readonly sending: boolean
  readonly picking: boolean
  /** What the last action came to, where it failed. */
  readonly failure?: Failure | undefined
  /** What keeps the whole composer from working. */
  readonly trouble?: string | undefined
  /** For a screen reader. */
  readonly notice: string
}

export type Model = ReturnType<typeof createModel>

type Options = {
  readonly src: string
  readonly parties: Parties
  readonly token: string
  readonly words: Words
  /** Something is to be drawn. */
  readonly changed: (state: State) => void
  /** A new token is needed, or soon will be. */
  readonly expiring: (expired: boolean) => void
}

const PAGE = 30
const WARN_MS = 60_000
const GRACE_MS = 3_000
/** A larger gap is not network delay: the clock was moved. */
const JUMP_MS = 3_000

/** Starts at once; `stop` ends all that it does. */
export const createModel = (options: Options) => {
  const { src, parties, words, changed, expiring } = options
  let token = options.token
  let state: State = {
    parties,
    home: parties,
    messages: [],
    text: readDraft(parties),
    sending: false,
    picking: false,
    notice: '',
  }
  let offsetMs: number | undefined
  let attempt: { readonly about: string; readonly key: string } | undefined
  let loading: Promise<void> | undefined
  let again = false
  let unfollow = () => {}
  let stopped = false
  let expired: string | undefined
  let warned: string | undefined
  let warning: ReturnType<typeof setTimeout> | undefined
  const ask: Ask = createAsk(src, () => token)

  const set = (patch: Partial<State>) => {
    if (stopped) return
    state = { ...state, ...patch }
    changed(state)
  }
  const now = () => Date.now() + (offsetMs ?? 0)

  const look = async () => {
    const { from, to, agent } = state.parties
    const who = new URLSearchParams({ from, to, agent })
    const [composer, thread] = await Promise.all([
      ask<Composer>('GET', `/v1/composer?${who}`),
      ask<Thread>('GET', `/v1/contacts/${encodeURIComponent(to)}/messages?limit=${PAGE}`),
    ])
    // The page or the agent has turned to something else meanwhile.
    if (stopped || state.parties.from !== from) return
    if (!composer.ok) return fail(composer)
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

  /** One look at a time; who asks meanwhile gets another one afterwards. */
  const refresh = (): Promise<void> => {
    again = loading !== undefined
    loading ??= (async () => {
      await look()
      while (again) {
        again = false
        await look()
      }
    })().finally(() => {
      loading = undefined
    })
    return loading
  }

  const fail = ({ status, problem }: Extract<Reply<unknown>, { ok: false }>) => {
    if (status === 401) expire()
    else
      set({ trouble: status === 0 ? words.reconnecting : (problem.detail ?? words.reconnecting) })
  }
  /** The page gets a moment to bring a new token before the agent hears of it. */
  const expire = () => {
    if (expired === token) return
    expired = token
    unfollow()
    expiring(true)
    setTimeout(() => expired === token && set({ trouble: words.expired }), GRACE_MS)
  }

  const start = () => {
    unfollow()
    const { from, to, agent } = state.parties
    const path = `/v1/composer/events?${new URLSearchParams({ from, to, agent })}`
    const headers = { Authorization: `Bearer ${token}` }
    const open = (signal: AbortSignal) =>
      fetch(src + path, { headers, signal, credentials: 'omit', cache: 'no-store' })
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

  /** Does something, then shows what it came to. */
  const act = async (reply: Reply<unknown> | Promise<Reply<unknown>>): Promise<boolean> => {
    const answer = await reply
    if (!answer.ok) {
      if (answer.status === 401) expire()
      else set({ failure: failureOf(answer, words) })
    }
    await refresh()
    return answer.ok
  }

  const send = async (content: { text: string } | { template: object }): Promise<boolean> => {
    if (state.sending) return false
    const about = JSON.stringify([state.parties, content])
    // The same words again, after an attempt in doubt: under the same key they leave once.
    if (attempt?.about !== about) attempt = { about, key: newKey() }
    set({ sending: true, failure: undefined })
    const reply = await ask('POST', '/v1/messages', { ...state.parties, ...content }, attempt.key)
    if (!isInDoubt(reply)) attempt = undefined
    if (reply.ok && 'text' in content && state.text === content.text) type('')
    const sent = await act(reply)
    set({ sending: false })
    return sent
  }
  const type = (text: string) => {
    keepDraft(state.home, text)
    set({ text })
  }

  const actions = {
    type,
    send: () => (state.text.trim() ? send({ text: state.text }) : Promise.resolve(false)),
    sendTemplate: async ({ name, language }: Template, variables: Record<string, string>) => {
      const sent = await send({ template: { name, language, variables } })
      if (sent) set({ picking: false })
      return sent
    },
    pick: (picking: boolean) => set({ picking, failure: undefined }),
    dismiss: () => set({ failure: undefined }),
    requestOptIn: async () => {
      if (await act(ask('POST', '/v1/opt-in-requests', state.parties, newKey())))
        set({ notice: words.requested })
    },
    own: (agent: string | null) => {
      const { parties, composer } = state
      const contact = encodeURIComponent(parties.to)
      const path = `/v1/contacts/${contact}/owners/${encodeURIComponent(composer?.line ?? '')}`
      return act(ask('PUT', path, { agent }))
    },
    cancel: (message: string) => act(ask('POST', `/v1/messages/${message}/cancel`)),
    /** A scoped id is known on WhatsApp alone. */
    canChangeChannel: () => state.home.to.includes(':+'),
    useChannel: ({ channel, sender }: Extract<Remedy, { do: 'use_channel' }>) => {
      const to = state.home.to.replace(/^\w+/, channel)
      set({ parties: { ...state.parties, from: sender, to }, failure: undefined, picking: false })
      start()
    },
    goHome: () => {
      set({ parties: state.home, failure: undefined, picking: false })
      start()
    },
    loadEarlier: async () => {
      const contact = encodeURIComponent(state.parties.to)
      const page = new URLSearchParams({ limit: String(PAGE), cursor: state.earlier ?? '' })
      const thread = await ask<Thread>('GET', `/v1/contacts/${contact}/messages?${page}`)
      if (!thread.ok) return fail(thread)
      const known = new Set(state.messages.map(({ id }) => id))
      const older = thread.body.messages.filter(({ id }) => !known.has(id)).reverse()
      set({ messages: [...older, ...state.messages], earlier: thread.body.next })
    },
    refresh: () => void refresh(),
    now,
  }
  start()
  return {
    ...actions,
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

type Thread = { readonly messages: readonly Message[]; readonly next?: string }

/** The newest page beside what was loaded before, unless there is a gap between them. */
const join = (
  { messages, earlier }: State,
  thread: Thread,
): Pick<State, 'messages' | 'earlier'> => {
  const fresh = [...thread.messages].reverse()
  const ids = new Set(fresh.map(({ id }) => id))
  const meets = messages.some(({ id }) => ids.has(id))
  if (!meets) return { messages: fresh, earlier: thread.next }
  const before = messages.filter(({ id }) => !ids.has(id))
  return { messages: [...before, ...fresh], earlier }
}

const failureOf = (
  { status, problem }: Extract<Reply<unknown>, { ok: false }>,
  words: Words,
): Failure =>
  status === 0
    ? { sentence: words.offline, remedies: [] }
    : { sentence: problem.detail ?? words.notSent, remedies: problem.remedies ?? [] }

/** It may have been done: only the same key finds out. After a clear no, the next try is a new one. */
const isInDoubt = (reply: Reply<unknown>): boolean =>
  !reply.ok &&
  (reply.status === 0 || reply.status >= 500 || reply.problem.reason === 'idempotency_in_flight')

/** `crypto.randomUUID` is missing in pages over plain HTTP. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36)).join('')

/** When the token ends; it says so itself. */
const expiryOf = (token: string): number => {
  try {
    const claim = token.slice(token.indexOf('_') + 1, token.indexOf('.'))
    return JSON.parse(atob(claim.replaceAll('-', '+').replaceAll('_', '/'))).at(-1)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
