/** Routes for operators: liveness, readiness, metrics. None of them needs a key. */

import type { Hono } from 'hono'
import type { Gateway } from '../engine/gateway.ts'
import { errorMessage } from '../ports/errors.ts'
import { readyAt, writeSetting } from '../ports/settings.ts'
import { protect, respond } from './kit/answer.ts'

/** Mounts `/healthz`, `/readyz` and, unless it is off, `/metrics`. */
export const serveOperations = (app: Hono, gateway: Gateway, showMetrics: boolean): void => {
  const { directory, store, clock, metrics, log } = gateway
  app.get('/healthz', (c) => respond(c, { status: 200, body: { status: 'ok' } }))

  const probe = createProbe(gateway)
  app.get('/readyz', async (c) => {
    try {
      await probe()
      return respond(c, { status: 200, body: { status: 'ready' } })
    } catch (error) {
      log.error('not_ready', { error: errorMessage(error) })
      return respond(c, { status: 503, body: { status: 'not_ready' } })
    }
  })

  if (!showMetrics) return
  app.get('/metrics', async (c) => {
    const { ready, dead, oldestAt } = await store.depth()
    metrics.gauge('postern_outbox_depth', ready, { state: 'ready' })
    metrics.gauge('postern_outbox_depth', dead, { state: 'dead' })
    const age = oldestAt === undefined ? 0 : Math.max(0, clock() - oldestAt) / 1000
    metrics.gauge('postern_outbox_oldest_seconds', age)
    const { queues, doubtful, wakes } = await store.figures(clock() + CLOSING_MS)
    for (const connection of Object.keys(directory.connections)) {
      const queue = queues.find((one) => one.connection === connection)
      metrics.gauge('postern_queue_depth', queue?.waiting ?? 0, { connection })
      const waited = queue ? Math.max(0, clock() - queue.oldestAt) / 1000 : 0
      metrics.gauge('postern_queue_oldest_seconds', waited, { connection })
    }
    metrics.gauge('postern_attempts_in_doubt', doubtful)
    metrics.gauge('postern_sessions_closing', wakes)
    protect(c)
    return c.text(metrics.text(), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  })
}

/** `postern_sessions_closing` looks this far ahead. */
const CLOSING_MS = 3_600_000

/** Asking needs no key, so that it must not cost a write each time. */
const PROBE_EVERY_MS = 1_000

/** Resolves if the database accepted a write within the last second. */
const createProbe = ({ store }: Pick<Gateway, 'store'>) => {
  let last: { readonly at: number; readonly done: Promise<void> } | undefined
  return (): Promise<void> => {
    const now = Date.now()
    if (last === undefined || Math.abs(now - last.at) >= PROBE_EVERY_MS)
      last = { at: now, done: writeSetting(store, readyAt, now) }
    return last.done
  }
}
