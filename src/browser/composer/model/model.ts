/** The composer's actions; draws nothing. */

import type { Reply } from './ask.ts'
import { keepDraft } from './draft.ts'
import { createFiles } from './files.ts'
import { inOrder } from './order.ts'
import type { State } from './sync.ts'
import { createSync, type Options, PAGE, type Sync, type Thread } from './sync.ts'
import type { Failure, Media, Parties, Remedy, Template } from './wire.ts'
import type { Words } from './words.ts'

export type { State } from './sync.ts'

export type Model = ReturnType<typeof createModel>

/** Starts at once; `stop` ends all that it does. */
export const createModel = (options: Options) => {
  const sync = createSync(options)
  sync.start()
  return { ...createActions(sync, options), setToken: sync.setToken, stop: sync.stop }
}

const createActions = (sync: Sync, { words, emit }: Options) => {
  const { ask, upload, state, set, now, refresh, fail, expire, start } = sync
  let attempt: { readonly about: string; readonly key: string } | undefined
  const contactPath = () => `/v1/contacts/${encodeURIComponent(state().parties.to)}`

  const show = (answer: Extract<Reply<unknown>, { ok: false }>) => {
    if (answer.status === 401) expire()
    else set({ failure: failureOf(answer, words) })
  }
  /** Runs an action, then shows its result. */
  const act = async (reply: Reply<unknown> | Promise<Reply<unknown>>): Promise<boolean> => {
    const answer = await reply
    if (!answer.ok) show(answer)
    await refresh()
    return answer.ok
  }

  const send = async (content: Written | { template: object }): Promise<boolean> => {
    if (state().sending) return false
    const about = JSON.stringify([state().parties, content])
    // The same text after an attempt in doubt: under the same key it is sent once.
    if (attempt?.about !== about) attempt = { about, key: newKey() }
    set({ sending: true, failure: undefined })
    const reply = await ask<Sent>(
      'POST',
      '/v1/messages',
      { ...state().parties, ...content },
      attempt.key,
    )
    if (!isInDoubt(reply)) attempt = undefined
    emitResult(reply, emit)
    if (reply.ok && !('template' in content)) {
      const { text = '', media = [] } = content
      if (state().text === text) type('')
      const isSent = ({ media: one }: { readonly media?: Media }) => one && media.includes(one)
      set({ files: state().files.filter((file) => !isSent(file)) })
    }
    const sent = await act(reply)
    set({ sending: false })
    return sent
  }
  const type = (text: string) => {
    keepDraft(state().home, text)
    set({ text })
  }

  const turnTo = (parties: Parties) => {
    set({ parties, failure: undefined, picking: false })
    start()
  }

  return {
    type,
    ...createFiles(sync, words, upload, show),
    /** The text, or the files with the text as their caption; not while a file is being uploaded. */
    send: async () => {
      if (!isReady(state())) return false
      const { text, files } = state()
      const media = files.flatMap((file) => file.media ?? [])
      const written = { ...(text.trim() && { text }), ...(media.length > 0 && { media }) }
      return send(written)
    },
    sendTemplate: async ({ name, language }: Template, variables: Record<string, string>) => {
      const sent = await send({ template: { name, language, variables } })
      if (sent) set({ picking: false })
      return sent
    },
    pick: (picking: boolean, picked?: Template) => set({ picking, picked, failure: undefined }),
    dismiss: () => set({ failure: undefined }),
    requestOptIn: async () => {
      const reply = await ask<{ readonly sentence?: string }>(
        'POST',
        '/v1/opt-in-requests',
        state().parties,
        newKey(),
      )
      // At night it waits, and the sentence says until when.
      const notice = (reply.ok && reply.body.sentence) || words.requested
      if (await act(reply)) set({ notice })
    },
    settleDoubt: (is: 'opt_out' | 'other') =>
      act(ask('POST', `${contactPath()}/doubt`, { is, agent: state().parties.agent })),
    recordStop: () =>
      act(
        ask('PUT', `${contactPath()}/consent`, { status: 'revoked', agent: state().parties.agent }),
      ),
    setMarketing: (consent: { status: 'revoked' } | { status: 'granted'; basis: string }) =>
      act(
        ask('PUT', `${contactPath()}/purposes/marketing`, {
          ...consent,
          agent: state().parties.agent,
        }),
      ),
    own: (agent: string | null) => {
      const line = encodeURIComponent(state().composer?.line ?? '')
      return act(ask('PUT', `${contactPath()}/owners/${line}`, { agent }))
    },
    cancel: (message: string) => act(ask('POST', `/v1/messages/${message}/cancel`)),
    /** For a message that may have been sent: send again, or discard. */
    resolve: (message: string, how: 'resend' | 'discard') =>
      act(ask('POST', `/v1/messages/${message}/${how}`)),
    /** A scoped id exists only on WhatsApp. */
    canChangeChannel: () => state().home.to.includes(':+'),
    useChannel: ({ channel, sender }: Extract<Remedy, { do: 'use_channel' }>) => {
      const to = state().home.to.replace(/^\w+/, channel)
      turnTo({ ...state().parties, from: sender, to })
    },
    goHome: () => turnTo(state().home),
    loadEarlier: async () => {
      const page = new URLSearchParams({ limit: String(PAGE), cursor: state().earlier ?? '' })
      const thread = await ask<Thread>('GET', `${contactPath()}/messages?${page}`)
      if (!thread.ok) return fail(thread)
      const known = new Set(state().messages.map(({ id }) => id))
      const older = thread.body.messages.filter(({ id }) => !known.has(id)).reverse()
      set({ messages: inOrder([...older, ...state().messages]), earlier: thread.body.next })
    },
    refresh: () => void refresh(),
    now,
  }
}

type Written = { readonly text?: string; readonly media?: readonly Media[] }

/** Whether there is something to send. */
export const isReady = ({ text, files, sending }: State): boolean =>
  !sending &&
  (text.trim() !== '' || files.length > 0) &&
  files.every(({ media }) => media !== undefined)

type Sent = { readonly id: string; readonly status: string }

/** Events for the page: accepted or refused. An attempt in doubt is neither. */
const emitResult = (reply: Reply<Sent>, emit: Options['emit']): void => {
  if (reply.ok) emit('postern:sent', { id: reply.body.id, status: reply.body.status })
  if (reply.ok || isInDoubt(reply) || reply.status === 401) return
  const { reason, detail, remedies = [] } = reply.problem
  emit('postern:refused', { reason, sentence: detail, remedies })
}

const failureOf = (
  { status, problem }: Extract<Reply<unknown>, { ok: false }>,
  words: Words,
): Failure =>
  status === 0
    ? { sentence: words.offline, reason: undefined, remedies: [], isOutage: true }
    : {
        sentence: problem.detail ?? words.notSent,
        reason: problem.reason,
        remedies: problem.remedies ?? [],
        ...(status >= 500 && { isOutage: true }),
      }

/** It may have succeeded: only the same key can tell. After a refusal, the next try gets a new key. */
const isInDoubt = (reply: Reply<unknown>): boolean =>
  !reply.ok &&
  (reply.status === 0 || reply.status >= 500 || reply.problem.reason === 'idempotency_in_flight')

/** `crypto.randomUUID` is missing in pages over plain HTTP. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36)).join('')
