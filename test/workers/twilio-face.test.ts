/** The API that a CRM knows as Twilio's, in workerd and on D1. */

import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { createD1Store } from '../../adapters/store/d1.ts'
import { loadData } from '../../src/runtime/worker/data.ts'
import { ACCOUNT, ENV, faceConfig, TOKEN } from '../support/crm/twilio-face-config.ts'
import { CUSTOMER, createWorld, WHATSAPP } from '../support/world.ts'
import { emptied } from './database.ts'

await loadData(env.ASSETS)

it('sends, shows, lists and deletes', async () => {
  const store = await createD1Store(await emptied(), { hashKey: 'the hash key of the test' })
  const config = faceConfig({ policy: { flow: 'disclaimer' } })
  const world = await createWorld(store, config, undefined, ENV)
  const call = async (method: string, path: string, form?: Record<string, string>) => {
    const response = await world.app.request(`https://gate.example.com${path}`, {
      method,
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
      ...(form && { body: new URLSearchParams(form) }),
    })
    await world.gateway.pump.drain()
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const messages = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`
  await world.writes('Hi')
  const form = { From: WHATSAPP, To: `whatsapp:${CUSTOMER}`, Body: 'Hello' }
  const { status, body } = await call('POST', messages, form)
  expect([status, body.status]).toEqual([201, 'queued'])
  expect(world.sent).toHaveLength(1)
  const first = await call('GET', `${messages}?PageSize=1`)
  expect(first.body.messages).toMatchObject([{ sid: body.sid }])
  const second = await call('GET', first.body.next_page_uri)
  expect(second.body).toMatchObject({ messages: [{ body: 'Hi' }], next_page_uri: null })
  expect((await call('POST', body.uri, { Body: '' })).body).toMatchObject({ body: '' })
  expect((await call('DELETE', body.uri)).status).toBe(204)
  expect(await call('GET', body.uri)).toMatchObject({ status: 404, body: { code: 20404 } })
})
