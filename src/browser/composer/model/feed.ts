/** Says when to reload: on the gateway's events, or at intervals where streams don't work. */

export type FeedEvent = {
  readonly event: 'changed' | 'beat' | 'expired' | 'lost'
  readonly at?: string
}

const POLL_MS = 5_000
const POLL_HIDDEN_MS = 30_000
/** The gateway beats every five seconds: after this the line is dead, or something holds it back. */
const SILENCE_MS = 20_000
const FIRST_WAIT_MS = 1_000
const MAX_WAIT_MS = 30_000

/**
 * Follows until stopped, or until the token has expired. Only a visible tab holds a
 * connection: a browser has six of them for one host, and an agent more tabs than that.
 */
export const follow = (
  open: (signal: AbortSignal) => Promise<Response>,
  onEvent: (event: FeedEvent) => void,
): (() => void) => {
  const ended = new AbortController()

  const stream = async (): Promise<'again' | 'poll' | 'expired'> => {
    const line = new AbortController()
    const cut = () => line.abort()
    const cutHidden = () => document.hidden && cut()
    let silent = false
    let received = false
    const listen = () =>
      setTimeout(() => {
        silent = !received
        cut()
      }, SILENCE_MS)
    let silence = listen()
    ended.signal.addEventListener('abort', cut)
    document.addEventListener('visibilitychange', cutHidden)
    try {
      const response = await open(line.signal)
      if (response.status === 401) return 'expired'
      if (response.status === 501 || response.status === 404) return 'poll'
      if (!response.ok || !response.body) return 'again'
      for await (const { event, at } of events(response.body)) {
        clearTimeout(silence)
        silence = listen()
        received = true
        if (event === 'changed' || event === 'beat') onEvent({ event, at })
      }
      return 'again'
    } catch {
      // The stream opened but sent nothing: a proxy buffers the events.
      return silent ? 'poll' : 'again'
    } finally {
      clearTimeout(silence)
      ended.signal.removeEventListener('abort', cut)
      document.removeEventListener('visibilitychange', cutHidden)
    }
  }

  const run = async () => {
    let streams = true
    let waitMs = FIRST_WAIT_MS
    while (!ended.signal.aborted) {
      if (document.hidden || !streams) {
        onEvent({ event: 'changed' })
        await pause(document.hidden ? POLL_HIDDEN_MS : POLL_MS, ended.signal)
        continue
      }
      const startedAt = Date.now()
      const next = await stream()
      if (ended.signal.aborted) return
      if (next === 'expired') return onEvent({ event: 'expired' })
      if (next === 'poll') streams = false
      if (next === 'poll' || document.hidden) continue
      waitMs = Date.now() - startedAt > SILENCE_MS ? FIRST_WAIT_MS : waitMs
      onEvent({ event: 'lost' })
      await pause(waitMs * (0.5 + Math.random() / 2), ended.signal)
      waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)
    }
  }
  void run()
  return () => ended.abort()
}

/** Ends early when the tab is shown or hidden. */
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    document.addEventListener('visibilitychange', done)
    signal.addEventListener('abort', done)
  })

/** https://html.spec.whatwg.org/multipage/server-sent-events.html, as far as the gateway uses it. */
async function* events(body: ReadableStream<Uint8Array>) {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader()
  let buffer = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    buffer += value
    const blocks = buffer.split('\n\n')
    buffer = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, event = '', data = '{}'] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
      yield { event, at: (JSON.parse(data) as { at: string }).at }
    }
  }
}
