/** The way of a process's requests to the provider and the CRM, with all that can happen on it. */

import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../src/ports/http.ts'
import type { World } from '../world.ts'
import type { Process } from './process.ts'

/** A server at the far end. `mishap` says beforehand what will go wrong with this request. */
export type Server = {
  readonly mishap: (request: HttpRequest) => Mishap | undefined
  readonly answer: (request: HttpRequest) => Reply
  /** It is about to be asked. */
  readonly onCall?: (process: Process, request: HttpRequest) => void
}

export type Reply = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Mishap =
  | { readonly kind: 'unreachable' }
  /** No answer comes; `arrivesAfterMs` = the request arrives all the same. */
  | { readonly kind: 'timeout'; readonly arrivesAfterMs?: number }
  /** Another answer than that of the server; `arrives` = it has done its work before. */
  | { readonly kind: 'reply'; readonly reply: Reply; readonly arrives: boolean }
  | { readonly kind: 'slow'; readonly byMs: number }

const TIMEOUT_MS = 10_000

export const createNetwork = (world: World, serverOf: (url: string) => Server) => {
  const { random } = world

  return (process: Process): Http => {
    const send = (request: HttpRequest): Promise<HttpAnswer> =>
      new Promise((resolve, reject) => {
        if (!process.isAlive) return
        const server = serverOf(request.url)
        server.onCall?.(process, request)
        const { timeoutMs = TIMEOUT_MS } = request
        const mishap = server.mishap(request)
        const label = `${process.name} asks ${request.purpose}`
        world.log(mishap ? `${label} (${mishap.kind})` : label)
        const give = (reply: Reply) => resolve(toAnswer(reply))
        const later = (ms: number, run: () => void) => world.after(ms, run, process)
        const there = random.between(5, 200)
        const back = random.between(5, 200)
        switch (mishap?.kind) {
          case 'unreachable':
            return later(there, () => reject(new HttpError('connect', false)))
          case 'timeout':
            if (mishap.arrivesAfterMs !== undefined)
              world.after(mishap.arrivesAfterMs, () => void server.answer(request))
            return later(timeoutMs, () => reject(new HttpError('timeout', true)))
          case 'reply':
            return world.after(there, () => {
              if (mishap.arrives) server.answer(request)
              later(back, () => give(mishap.reply))
            })
          default: {
            const slowMs = mishap?.byMs ?? 0
            world.after(there, () => {
              const reply = server.answer(request)
              if (slowMs + there + back < timeoutMs) later(back + slowMs, () => give(reply))
              else later(timeoutMs - there, () => reject(new HttpError('timeout', true)))
            })
          }
        }
      })
    return Object.assign(send, {
      stream: () => Promise.reject(new HttpError('connect', false)),
    })
  }
}

const bytes = new TextEncoder()

const toAnswer = ({ status, body, headers = {} }: Reply): HttpAnswer => ({
  status,
  headers: new Headers(headers),
  body: bytes.encode(typeof body === 'string' ? body : JSON.stringify(body ?? {})),
})
