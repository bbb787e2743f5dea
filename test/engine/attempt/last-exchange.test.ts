import { expect, test } from 'vitest'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer } from '../../../src/ports/http.ts'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'

const answering = (answer: () => Promise<HttpAnswer>) =>
  createRig({
    http: Object.assign(answer, { stream: () => Promise.reject(new Error('no streams')) }) as Http,
    side: {
      asks: ({ effect, message }) => ({
        method: 'POST',
        url: 'https://crm.example/hooks?key=hidden',
        headers: { authorization: 'Bearer hidden', 'content-type': 'application/json' },
        body: JSON.stringify({ type: effect.type, said: message?.received?.text }),
        connection: 'acme-crm',
        purpose: effect.type,
      }),
    },
  })

const dead = async (rig: ReturnType<typeof createRig>) => {
  rig.crmOutcomes.push({ status: 'rejected', code: 'gone' })
  await rig.writes(MARIA, ACME.whatsapp, 'Is my contract ready?')
  return rig.call('GET', '/v1/dead-letters')
}

test('a dead letter shows the last request and answer, without texts and secrets', async () => {
  const rig = answering(async () => ({
    status: 410,
    headers: new Headers({ 'content-type': 'text/plain', 'set-cookie': 'hidden' }),
    body: new TextEncoder().encode('The hook is gone.'),
  }))
  const { body } = await dead(rig)
  expect(body.deadLetters).toHaveLength(1)
  expect(body.deadLetters[0].lastExchange).toEqual({
    at: '2026-11-24T09:00:00.000Z',
    durationMs: 0,
    request: {
      method: 'POST',
      url: 'https://crm.example/hooks?…',
      headers: { 'content-type': 'application/json' },
      body: '{"type":"message.received","said":"(words)"}',
    },
    answer: { status: 410, headers: { 'content-type': 'text/plain' }, body: 'The hook is gone.' },
  })
  expect(JSON.stringify(body)).not.toMatch(/contract|hidden/)
  expect(body.connections).toEqual([{ connection: 'acme-crm', count: 1 }])
})

test('a dead letter says why there was no answer', async () => {
  const rig = answering(async () => {
    throw new HttpError('timeout', true)
  })
  const [{ lastExchange }] = (await dead(rig)).body.deadLetters
  expect(lastExchange).toMatchObject({ error: 'timeout' })
  expect(lastExchange.answer).toBeUndefined()
})
