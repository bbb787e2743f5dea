/** Servers that all test files share, started for the first one that asks: a database server, a browser. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { launchChromium } from '../browser/chromium.ts'
import { launchPostgres } from '../database/postgres-server.ts'

type Thing = { readonly url: string; stop(): Promise<void> }

/** Lost when the machine fails, which no test waits for; and enough connections for all files. */
const HASTY = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=400']

const THINGS: Readonly<Record<string, () => Promise<Thing>>> = {
  postgres: () => launchPostgres(HASTY),
  chromium: async () => {
    const server = await launchChromium()
    return { url: server.wsEndpoint(), stop: () => server.close() }
  },
}

/** The global set-up of vitest: a desk in the main process where workers ask for a thing's URL. */
export const setup = async (): Promise<(() => Promise<void>) | undefined> => {
  if (process.env.POSTERN_TEST_SHARED) return undefined
  const started = new Map<string, Promise<Thing>>()
  const desk = createServer(async ({ url = '' }, response) => {
    const name = url.slice(1)
    const start = THINGS[name]
    if (!start) return response.writeHead(404).end()
    const known = started.get(name)
    const thing = known ?? start()
    started.set(name, thing)
    if (!known && name === 'chromium')
      thing.catch(({ message }) => console.warn(`The browser tests are left out: ${message}`))
    return thing.then(
      ({ url }) => response.end(url),
      (error) => {
        response.writeHead(503).end(error.message)
      },
    )
  })
  await new Promise<void>((listening) => desk.listen(0, '127.0.0.1', listening))
  process.env.POSTERN_TEST_SHARED = `http://127.0.0.1:${(desk.address() as AddressInfo).port}`
  return async () => {
    delete process.env.POSTERN_TEST_SHARED
    desk.close()
    desk.closeAllConnections()
    for (const thing of await Promise.allSettled(started.values()))
      if (thing.status === 'fulfilled') await thing.value.stop()
  }
}

/** The shared thing; or, outside of vitest, one of the caller's own. */
export const shared = async (name: 'postgres' | 'chromium'): Promise<Thing> => {
  const desk = process.env.POSTERN_TEST_SHARED
  if (!desk) return (THINGS[name] as () => Promise<Thing>)()
  const answer = await fetch(`${desk}/${name}`)
  const said = await answer.text()
  if (!answer.ok) throw new Error(said)
  return { url: said, stop: async () => {} }
}
