import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/core/model/message/message.ts'
import { createComposerTokens } from '../../src/tokens/composer-token.ts'
import { createMediaLinks } from '../../src/tokens/media-link.ts'
import { ACME, createRig, MARIA, type Rig, ZEN } from '../support/gateway.ts'

const PARTIES = { from: ACME.whatsapp, to: MARIA, agent: 'ana' }
const BY_SMS = { from: ACME.sms, to: MARIA.replace('whatsapp', 'sms'), agent: 'ana' }
const MINUTE = 60_000

const query = ({ from, to, agent }: typeof PARTIES) =>
  `?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}&agent=${agent}`
const owner = (to: string) => `/v1/contacts/${encodeURIComponent(to)}/owners/advisory`

/** A gateway, and requests with a token for Ana and Maria. */
const open = async (rig: Rig = createRig()) => {
  const { token, expiresAt } = (await rig.call('POST', '/v1/composer-tokens', PARTIES)).body
  const ask = (method: string, path: string, body?: unknown, headers: object = {}) =>
    rig.call(method, path, body, { Authorization: `Bearer ${token}`, ...headers })
  return { rig, token, expiresAt, ask }
}

describe('a composer token', () => {
  test('allows a page all actions of the composer', async () => {
    const { rig, ask } = await open()
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    await rig.writes(MARIA, ACME.whatsapp, 'YES')
    expect((await ask('GET', `/v1/composer${query(PARTIES)}`)).body).toMatchObject({
      at: new Date(rig.now()).toISOString(),
      line: 'advisory',
      text: { status: 'accepted' },
    })
    expect((await ask('POST', '/v1/messages', { ...PARTIES, text: 'Hi' })).status).toBe(202)
    const { messages } = (await ask('GET', `/v1/contacts/${MARIA}/messages`)).body
    expect(messages[0]).toMatchObject({ text: 'Hi', agent: 'ana' })
    expect((await ask('GET', `/v1/templates?from=${ACME.whatsapp}`)).status).toBe(200)
    expect((await ask('POST', '/v1/opt-in-requests', PARTIES)).body.reason).toBe('consent_granted')
    expect((await ask('PUT', owner(MARIA), { agent: 'ben' })).body.senders[0].owner).toBe('ben')
  })

  test('records the contact’s marketing wish, and can’t lift their own stop', async () => {
    const { rig, ask } = await open()
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    const path = `/v1/contacts/${MARIA}/purposes/marketing`
    const record = (body: object) => ask('PUT', path, { agent: 'ana', ...body })
    const yes = { status: 'granted', basis: 'telephone' }
    expect((await record(yes)).status).toBe(200)
    const composer = () => ask('GET', `/v1/composer${query(PARTIES)}`)
    expect((await composer()).body.marketing).toMatchObject({ status: 'granted', source: 'agent' })
    expect((await record({ status: 'revoked' })).status).toBe(200)
    expect((await record(yes)).status).toBe(200)
    for (const [body, status] of [
      [{ ...yes, agent: 'ben' }, 403],
      [{ status: 'granted' }, 403],
      [{ ...yes, basis: 'web_form' }, 403],
    ] as const)
      expect((await record(body)).status).toBe(status)
    await rig.gateway.handle('acme', {
      ...{ kind: 'preference', id: 'p1', at: rig.now(), address: MARIA },
      ...{ source: 'provider', marketing: 'stop' },
    })
    expect((await record(yes)).body).toMatchObject({
      reason: 'marketing_not_allowed',
      because: 'stopped',
    })
  })

  test('reaches the same person on the other channels of the line', async () => {
    const { ask } = await open()
    const { status, body } = await ask('POST', '/v1/messages', { ...BY_SMS, text: 'Hi' })
    expect(status).toBe(202)
    expect((await ask('POST', `/v1/messages/${body.id}/cancel`)).body.status).toBe('cancelled')
  })

  test('ignores later conversations of another line', async () => {
    const elsewhere = (message: Message) =>
      message.received?.text === 'Hello' ? message : { ...message, line: 'service' }
    const rig = createRig({
      wrap: (store) => ({
        ...store,
        messages: async (...asked) => {
          const { items, ...rest } = await store.messages(...asked)
          return { ...rest, items: items.map(elsewhere) }
        },
      }),
    })
    const { ask } = await open(rig)
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    for (let written = 0; written < 5; written++) {
      await rig.advance(1_000)
      await rig.writes(MARIA, ACME.whatsapp, 'To somebody else')
    }
    const { messages } = (await ask('GET', `/v1/contacts/${MARIA}/messages?limit=2`)).body
    expect(messages).toEqual([expect.objectContaining({ text: 'Hello' })])
  })

  test('reaches no other contact, agent, line or route', async () => {
    const { rig, ask } = await open()
    const other = 'whatsapp:+15550104444'
    await rig.call('POST', '/v1/messages', { ...PARTIES, to: other, text: 'Hello' })
    const held = await rig.call('POST', '/v1/messages', { ...PARTIES, agent: 'ben', text: 'Hi' })
    const walk = [
      ['GET', `/v1/composer${query({ ...PARTIES, to: other })}`, 403],
      ['GET', `/v1/composer${query({ ...PARTIES, agent: 'ben' })}`, 403],
      ['GET', `/v1/composer${query({ ...PARTIES, from: ZEN.whatsapp })}`, 403],
      ['GET', `/v1/composer/events${query({ ...PARTIES, to: other })}`, 403],
      ['POST', '/v1/messages', 403, { ...PARTIES, to: other, text: 'Hi' }],
      ['POST', '/v1/messages', 403, { ...PARTIES, agent: 'ben', text: 'Hi' }],
      ['POST', '/v1/opt-in-requests', 403, { ...PARTIES, to: other }],
      ['GET', `/v1/contacts/${encodeURIComponent(other)}/messages`, 403],
      ['PUT', owner(other), 403, { agent: 'ana' }],
      ['PUT', owner(MARIA).replace('advisory', 'plants'), 403, { agent: 'ana' }],
      ['POST', `/v1/messages/${held.body.id}/cancel`, 404],
      ['GET', `/v1/templates?from=${ZEN.whatsapp}`, 403],
      ['POST', '/v1/composer-tokens', 403, PARTIES],
      ['GET', '/v1/contacts', 403],
      ['GET', `/v1/contacts/${MARIA}`, 403],
      ['GET', `/v1/contacts/${MARIA}/journal`, 403],
      ['DELETE', `/v1/contacts/${MARIA}`, 403],
      ['PUT', `/v1/contacts/${MARIA}/consent`, 403, { status: 'granted', basis: 'web_form' }],
      ['PATCH', `/v1/senders/${ACME.whatsapp}`, 403, { active: false }],
    ] as const
    for (const [method, path, status, body] of walk)
      expect((await ask(method, path, body)).status, `${method} ${path}`).toBe(status)
  })

  test('can’t take the contact from a colleague', async () => {
    const { rig, ask } = await open()
    await rig.call('PUT', owner(MARIA), { agent: 'ben' })
    const taking = await ask('PUT', owner(MARIA), { agent: 'ana' })
    expect(taking.status).toBe(409)
    expect(taking.body).toMatchObject({ reason: 'contact_taken', owner: 'ben' })
    await rig.call('PUT', owner(MARIA), { agent: null })
    expect((await ask('PUT', owner(MARIA), { agent: 'ana' })).status).toBe(200)
  })

  test('doesn’t get another’s answer under the same idempotency key', async () => {
    const { rig, ask } = await open()
    const key = { 'Idempotency-Key': 'one' }
    const first = await rig.call('POST', '/v1/messages', { ...PARTIES, text: 'Hi' }, key)
    const own = await ask('POST', '/v1/messages', { ...PARTIES, text: 'Hi' }, key)
    const again = await ask('POST', '/v1/messages', { ...PARTIES, text: 'Hi' }, key)
    expect(own.body.id).not.toBe(first.body.id)
    expect(again.body.id).toBe(own.body.id)
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
  })

  test('is valid for 15 minutes, and only for its purpose', async () => {
    const { rig, ask, expiresAt } = await open()
    expect(Date.parse(expiresAt)).toBe(rig.now() + 15 * MINUTE)
    await rig.advance(15 * MINUTE - 1)
    expect((await ask('GET', `/v1/composer${query(PARTIES)}`)).status).toBe(200)
    await rig.advance(1)
    const late = await ask('GET', `/v1/composer${query(PARTIES)}`)
    expect(late.status).toBe(401)
    expect(late.body.detail).toBe('This composer token has expired.')
  })

  test('can’t be forged', async () => {
    const { rig, token } = await open()
    const [claim = '', tag = ''] = token.slice('composer_'.length).split('.')
    const fields = JSON.parse(Buffer.from(claim, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify(fields.with(3, 'ben'))).toString('base64url')
    const secret = 'the secret of the test'
    const link = createMediaLinks({ publicUrl: '', secret }).make('acme', 'm', 0, rig.now())
    const foreign = createComposerTokens('another secret')
    for (const bad of [
      `composer_${forged}.${tag}`,
      `composer_${claim}.${tag.slice(1)}`,
      `composer_${link.slice('/media/'.length)}`,
      foreign.make({ organisation: 'acme', ...PARTIES } as never, rig.now()).token,
      'composer_',
    ]) {
      const Authorization = `Bearer ${bad}`
      const answer = await rig.call('GET', `/v1/composer${query(PARTIES)}`, undefined, {
        Authorization,
      })
      expect(answer.status, bad).toBe(401)
    }
  })
})

describe('a page of another origin', () => {
  test('may ask about a token’s rights, and read answers and refusals', async () => {
    const { rig, ask } = await open()
    const preflight = await rig.app.request('/v1/messages', {
      method: 'OPTIONS',
      headers: { Origin: 'https://crm.example', 'Access-Control-Request-Method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-allow-headers': expect.stringContaining('Authorization'),
    })
    expect(preflight.headers.has('access-control-allow-credentials')).toBe(false)
    const bad = await ask('POST', '/v1/messages', { ...PARTIES, agent: 'ben', text: 'Hi' })
    expect(bad.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('may not even ask about server routes', async () => {
    const { rig } = await open()
    for (const path of ['/v1/senders', '/v1/composer-tokens', '/v1/contacts', '/openapi.json']) {
      const answer = await rig.app.request(path, { method: 'OPTIONS' })
      expect(answer.headers.has('access-control-allow-origin'), path).toBe(false)
    }
  })
})
