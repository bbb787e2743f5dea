import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/runtime/app.ts'
import { basic, KEY, openFace } from '../../support/crm/twilio-face.ts'
import { ACME, createRig } from '../../support/gateway.ts'

const ask = (app: ReturnType<typeof createApp>, key: string | undefined, clientAddress: string) =>
  app.request(
    '/v1/senders',
    { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } },
    { clientAddress },
  )

describe('wrong API keys', () => {
  it('are slowed down by their address, but right keys aren’t', async () => {
    const { gateway, advance } = createRig()
    const app = createApp(gateway)
    const guess = async (address: string) => ask(app, `guess-${Math.random()}`, address)
    for (let i = 0; i < 10; i++) expect((await guess('192.0.2.1')).status).toBe(401)
    const refused = await guess('192.0.2.1')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '2'])
    expect(await refused.json()).toMatchObject({ reason: 'rate_limited' })
    expect((await guess('192.0.2.2')).status).toBe(401)
    expect((await ask(app, ACME.key, '192.0.2.1')).status).toBe(200)
    await advance(2_000)
    expect((await guess('192.0.2.1')).status).toBe(401)
    expect((await guess('192.0.2.1')).status).toBe(429)
  })

  it('don’t include missing keys', async () => {
    const app = createApp(createRig().gateway)
    for (let i = 0; i < 12; i++) expect((await ask(app, undefined, '192.0.2.1')).status).toBe(401)
  })
})

it('wrong tokens at the Twilio API are slowed down too, by the connection’s address', async () => {
  const face = await openFace()
  const list = '/2010-04-01/Accounts.json'
  const statusOf = async (password: string) =>
    (await face.get(list, { authorization: basic(KEY.sid, password) })).status
  for (let i = 0; i < 10; i++) expect(await statusOf(`wrong-${i}`)).toBe(401)
  const { status, headers, body } = await face.get(list, { authorization: basic('AC1', 'wrong') })
  expect([status, headers.get('retry-after'), body.code]).toEqual([429, '2', 20429])
  expect(await statusOf(KEY.secret)).toBe(200)
  await face.close()
})
