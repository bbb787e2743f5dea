/** A server on a port of its own, which can go away and come back. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type Arrived = {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type LocalServer = {
  readonly url: string
  /** Refuses connections, and breaks those that it has. */
  down(): Promise<void>
  up(): Promise<void>
}

export const startServer = async (
  answer: (arrived: Arrived, response: ServerResponse) => unknown,
): Promise<LocalServer> => {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return // Whoever asked was killed meanwhile.
    }
    const { method = '', headers } = request
    const url = new URL(request.url ?? '/', 'http://stand.in')
    answer({ method, url, headers, body: Buffer.concat(chunks).toString() }, response)
  })
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    down: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    up: () => listen(port),
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

export const answerJson = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** Looks again and again. Throws after two minutes. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> => {
  for (const startedAt = Date.now(); !(await holds()); await sleep(5))
    if (Date.now() - startedAt > 120_000) throw new Error(`still waiting until ${what}`)
}
