/** Says when to look again: by the gateway's events, and by the clock where there are none. */

export type News = { readonly event: 'changed' | 'beat' | 'expired' | 'lost'; readonly at?: string }

const POLL_MS = 5_000
const POLL_HIDDEN_MS = 30_000
/** The gateway beats every five seconds: after this the line is dead, or something holds it back. */
const SILENCE_MS = 20_000
const MOST_WAIT_MS = 30_000

/** Follows until stopped, or until the token has expired. */
export const follow = (
  open: (signal: AbortSignal) => Promise<Response>,
  hear: (news: News) => void,
): (() => void) => {
  const ended = new AbortController()

  const stream = async (): Promise<'again' | 'poll' | 'expired'> => {
    const line = new AbortController()
    const cut = () => line.abort()
    let silence = setTimeout(cut, SILENCE_MS)
    let heard = false
    ended.signal.addEventListener('abort', cut)
    try {
      const response = await open(line.signal)
      if (response.status === 401) return 'expired'
      if (response.status === 501 || response.status === 404) return 'poll'
      if (!response.ok || !response.body) return 'again'
      for await (const { event, at } of events(response.body)) {
        clearTimeout(silence)
        silence = setTimeout(cut, SILENCE_MS)
        heard = true
        if (event === 'changed' || event === 'beat') hear({ event, at })
      }
      return 'again'
    } catch {
      // A line that was opened and stayed silent: a proxy keeps the events to itself.
      return line.signal.aborted && !heard && !ended.signal.aborted ? 'poll' : 'again'
    } finally {
      clearTimeout(silence)
      ended.signal.removeEventListener('abort', cut)
    }
  }

  const run = async () => {
    let waitMs = 1_000
    while (!ended.signal.aborted) {
      const startedAt = Date.now()
      const next = await stream()
      if (ended.signal.aborted) return
      if (next === 'expired') return hear({ event: 'expired' })
      if (next === 'poll') break
      waitMs = Date.now() - startedAt > SILENCE_MS ? 1_000 : Math.min(waitMs * 2, MOST_WAIT_MS)
      hear({ event: 'lost' })
      await pause(waitMs * (0.5 + Math.random() / 2), ended.signal)
    }
    while (!ended.signal.aborted) {
      hear({ event: 'changed' })
      await pause(document.hidden ? POLL_HIDDEN_MS : POLL_MS, ended.signal)
    }
  }
  void run()
  return () => ended.abort()
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
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
