/** The way of a request to the gateway: over a network, to one of the processes that live. */

import { PUBLIC_URL } from '../../support/configuration.ts'
import type { World } from '../world.ts'
import type { Process } from './process.ts'

export type Request_ = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
}

export type Reply = { readonly status: number; readonly body: string }

/** Undefined = nobody answered, for whatever reason. */
export type Knock = (request: Request_, onReply: (reply: Reply | undefined) => void) => void

/** `onAnswered` is called in the moment in which a process gives its answer away. */
export const createKnock = (world: World, processes: () => readonly Process[]): Knock => {
  const { random } = world
  const latency = () => random.between(1, 40)

  const answer = async (process: Process, request: Request_): Promise<Reply | undefined> => {
    const { method, path, headers, body } = request
    const response = await process.app.fetch(
      new Request(`${PUBLIC_URL}${path}`, {
        method,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        body,
      }),
    )
    const text = await response.text()
    return process.isAlive ? { status: response.status, body: text } : undefined
  }

  return (request, onReply) => {
    let isOpen = true
    const close = (reply: Reply | undefined) => {
      if (isOpen) onReply(reply)
      isOpen = false
    }
    world.after(latency(), () => {
      const alive = processes().filter(({ isAlive }) => isAlive)
      if (alive.length === 0) return close(undefined)
      const process = random.pick(alive)
      world.after(
        process.stalledUntil - world.now(),
        () => {
          void answer(process, request).then((reply) => world.after(latency(), () => close(reply)))
        },
        process,
      )
      world.after(request.timeoutMs, () => close(undefined))
    })
  }
}
