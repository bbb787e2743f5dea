import { expect, test } from 'vitest'
import { createNotices } from '../../../../src/engine/notices.ts'
import type { Store } from '../../../../src/ports/store.ts'
import { ACME, createRig, MARIA, type Rig } from '../../../support/gateway.ts'
import { newFolder, startGateway } from '../../../support/running.ts'

const PARTIES = { from: ACME.whatsapp, to: MARIA, agent: 'ana' }
const PATH = `/v1/composer/events?from=${ACME.whatsapp}&to=${MARIA}&agent=ana`
const NEVER = 2 ** 31 - 1

/** Opens the stream with a token; `next` waits for its next event, undefined when it has ended. */
const follow = async (rig: Rig) => {
  const { token } = (await rig.call('POST', '/v1/composer-tokens', PARTIES)).body
  const response = await rig.app.request(PATH, { headers: { Authorization: `Bearer ${token}` } })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const next = async (): Promise<{ event: string; at: string } | undefined> => {
    const { done, value } = await reader.read()
    if (done) return undefined
    const [, event = '', data = ''] =
      /^event: (\w+)\ndata: (.*)\n\n$/.exec(new TextDecoder().decode(value)) ?? []
    return { event, ...JSON.parse(data) }
  }
  return { next, cancel: () => reader.cancel() }
}

test('an open page is notified at once of commits about its contact only', async () => {
  const rig = createRig({ notices: createNotices(NEVER) })
  const { next } = await follow(rig)
  expect(await next()).toEqual({ event: 'changed', at: new Date(rig.now()).toISOString() })
  await rig.writes('whatsapp:+15550104444', ACME.whatsapp, 'I am somebody else')
  await rig.advance(1_000)
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  expect(await next()).toEqual({ event: 'changed', at: new Date(rig.now()).toISOString() })
})

test('another process’s commits are found by polling', async () => {
  let other = 0
  const wrap = (store: Store): Store => ({
    ...store,
    load: async (key) => {
      const loaded = await store.load(key)
      return loaded && { ...loaded, version: loaded.version + other }
    },
  })
  const rig = createRig({ wrap, notices: createNotices(1) })
  const { next, cancel } = await follow(rig)
  expect((await next())?.event).toBe('changed')
  expect((await next())?.event).toBe('beat')
  other = 1
  for (let event = await next(); event?.event !== 'changed'; event = await next())
    expect(event?.event).toBe('beat')
  await cancel()
})

test('the stream ends with its token, and with the process', async () => {
  const notices = createNotices(NEVER)
  const rig = createRig({ notices })
  const [one, other] = [await follow(rig), await follow(rig)]
  await one.next()
  await other.next()
  await rig.advance(15 * 60_000)
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  expect((await one.next())?.event).toBe('end')
  expect(await one.next()).toBeUndefined()
  expect((await other.next())?.event).toBe('end')

  const last = await follow(rig)
  await last.next()
  notices.close()
  expect((await last.next())?.event).toBe('end')
  expect(await last.next()).toBeUndefined()
})

test('a client that opens too many pages for one contact must wait until one is closed', async () => {
  const rig = createRig({ notices: createNotices(NEVER) })
  const pages = await Promise.all(Array.from({ length: 50 }, () => follow(rig)))
  const refused = await rig.call('GET', PATH)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('60')
  await pages[0]?.cancel()
  const { next } = await follow(rig)
  expect((await next())?.event).toBe('changed')
})

test('a HEAD request opens no page', async () => {
  const rig = createRig({ notices: createNotices(NEVER) })
  const headers = { Authorization: `Bearer ${ACME.key}` }
  for (let asked = 0; asked < 60; asked++) {
    const response = await rig.app.request(PATH, { method: 'HEAD', headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
  }
  const { next } = await follow(rig)
  expect((await next())?.event).toBe('changed')
})

test('a gateway without streams says so', async () => {
  const { status, body } = await createRig().call('GET', PATH)
  expect(status).toBe(501)
  expect(body.reason).toBe('no_streams')
})

test('a stopping process ends the streams of open pages and doesn’t wait for them', async () => {
  const gateway = await startGateway(newFolder())
  const response = await fetch(`${gateway.url}${PATH}`, {
    headers: { Authorization: 'Bearer sandbox' },
  })
  const stream = response.text()
  expect(await gateway.stop()).toBe(0)
  expect(await stream).toMatch(/event: end\n/)
  expect(gateway.printed()).not.toContain('stopped_late')
})
