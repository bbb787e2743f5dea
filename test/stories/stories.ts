/** Whole stories through the app; the same ones for every store and runtime. */

import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import {
  CONFIG,
  CUSTOMER,
  createWorld,
  type Sent,
  SMS,
  WHATSAPP,
  type World,
} from '../support/world.ts'

const HOUR = 3_600_000
const TO = `whatsapp:${CUSTOMER}`
const free = (text: string, more: object = {}) => ({
  from: WHATSAPP,
  to: TO,
  agent: 'ann',
  text,
  ...more,
})
const last = (world: World) => world.sent.at(-1) as Sent

/** Consent asked by an agent's message and granted by the contact. */
const granted = async (world: World) => {
  await world.call('POST', '/v1/messages', free('Good morning, this is Ann.'))
  await world.writes('YES')
}

export const stories = (name: string, makeStore: () => Promise<Store>, config: object = CONFIG) =>
  describe(`stories on ${name}`, () => {
    const story = (title: string, tell: (world: World) => Promise<void>) =>
      test(title, async () => {
        const store = await makeStore()
        try {
          await tell(await createWorld(store, config))
        } finally {
          await store.close()
        }
      })

    story(
      'an agent writes to somebody new: asked, agreed, delivered, closed, template, STOP',
      async (world) => {
        const first = await world.call('POST', '/v1/messages', free('Good morning, this is Ann.'))
        expect(first.status).toBe(202)
        expect(first.body).toMatchObject({
          status: 'held',
          reason: 'consent_pending',
          until: 'consent',
        })
        expect(world.sent).toHaveLength(1)
        expect(last(world)).toMatchObject({ To: TO, From: WHATSAPP })
        expect(JSON.parse(last(world).ContentVariables ?? '')).toEqual({
          1: 'ann',
          2: 'Acme Wealth',
        })

        await world.writes('YES')
        const bodies = world.sent.map((one) => one.Body)
        expect(bodies).toContain('Good morning, this is Ann.')
        expect(world.types()).toContain('consent.granted')
        expect(world.types()).toContain('message.released')

        await world.advance(25 * HOUR)
        const closed = await world.call('POST', '/v1/messages', free('Are you there?'))
        expect(closed.status).toBe(409)
        expect(closed.headers.get('content-type')).toContain('application/problem+json')
        expect(closed.body).toMatchObject({ reason: 'session_closed' })
        const choose = (
          closed.body.remedies as { do: string; templates?: { name: string }[] }[]
        ).find((one) => one.do === 'choose_template')
        expect(choose?.templates?.map((template) => template.name)).toContain(
          'appointment_reminder',
        )
        expect(choose?.templates?.map((template) => template.name)).not.toContain('new_terms')

        const template = {
          name: 'appointment_reminder',
          language: 'en',
          variables: { 1: 'Alex', 2: '1 December', 3: '10:00' },
        }
        const sent = await world.call('POST', '/v1/messages', {
          from: WHATSAPP,
          to: TO,
          agent: 'ann',
          template,
        })
        expect(sent.body).toMatchObject({ status: 'accepted' })
        expect(last(world).ContentSid).toMatch(/^HX/)

        await world.writes('Stop.')
        const count = world.sent.length
        const refused = await world.call('POST', '/v1/messages', {
          from: WHATSAPP,
          to: TO,
          agent: 'ann',
          template,
        })
        expect(refused.status).toBe(409)
        expect(refused.body).toMatchObject({ reason: 'consent_revoked' })
        const asked = await world.call('POST', '/v1/opt-in-requests', {
          from: WHATSAPP,
          to: TO,
          agent: 'ann',
        })
        expect(asked.body).toMatchObject({ reason: 'consent_revoked' })
        expect(world.sent).toHaveLength(count)
      },
    )

    story(
      'the CRM hears of everything once and in order, under ids that stay the same',
      async (world) => {
        await granted(world)
        for (const text of ['one', 'two', 'three']) await world.writes(text)
        const texts = world.crmEvents
          .filter((event) => event.type === 'message.received')
          .map((event) => event.data.message?.text)
        expect(texts).toEqual(['YES', 'one', 'two', 'three'])
        expect(new Set(world.crmEvents.map((event) => event.id)).size).toBe(world.crmEvents.length)
      },
    )

    story('a webhook that comes twice is one message', async (world) => {
      const more = { MessageSid: 'SMffffffffffffffffffffffffffffffff' }
      expect((await world.writes('hello', more)).status).toBe(200)
      const again = await world.writes('hello', more)
      expect(again.status).toBe(200)
      expect(await again.text()).toBe('<Response/>')
      expect(world.types().filter((type) => type === 'message.received')).toHaveLength(1)
      expect(world.sent).toHaveLength(1)
    })

    story('a forged webhook stores nothing and learns nothing', async (world) => {
      const response = await world.app.request(
        'https://gate.example.com/webhooks/acme-twilio/messages',
        {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
          },
          body: `MessageSid=SM${'1'.repeat(32)}&AccountSid=AC00000000000000000000000000000001&From=${encodeURIComponent(TO)}&To=${encodeURIComponent(WHATSAPP)}&Body=hi`,
        },
      )
      expect(response.status).toBe(403)
      expect(world.crmEvents).toEqual([])
      const contacts = await world.call('GET', '/v1/contacts')
      expect(contacts.body.contacts).toEqual([])
    })

    story('statuses merge by rank, whatever order they come in', async (world) => {
      await granted(world)
      const { body } = await world.call('POST', '/v1/messages', free('How are you?'))
      const { sid } = last(world)
      await world.status(sid, 'delivered')
      await world.status(sid, 'sent')
      const message = await world.call('GET', `/v1/messages/${body.id}`)
      expect(message.body.status).toBe('delivered')
      await world.status(sid, 'read')
      expect((await world.call('GET', `/v1/messages/${body.id}`)).body.status).toBe('read')
      const statuses = world.crmEvents.filter(
        (event) => event.type === 'message.status' && event.data.message?.id === body.id,
      )
      expect(statuses.map((event) => event.data.status)).toEqual(['delivered', 'read'])
    })

    story(
      '63016 closes the session, whatever our clock says, and names the templates',
      async (world) => {
        await granted(world)
        await world.call('POST', '/v1/messages', free('Hello again'))
        await world.status(last(world).sid, 'failed', { ErrorCode: '63016' })
        expect(world.types()).toContain('session.closed')
        const next = await world.call('POST', '/v1/messages', free('And now?'))
        expect(next.body).toMatchObject({ reason: 'session_closed' })
        await world.advance(1_000)
        await world.advance(1_000)
        await world.writes('I am here')
        expect((await world.call('POST', '/v1/messages', free('Welcome back'))).status).toBe(202)
      },
    )

    story('21610 is a revocation that the provider reports', async (world) => {
      const sms = { from: SMS, to: `sms:${CUSTOMER}`, agent: 'ann', text: 'Hello by SMS' }
      const asPhone = { From: CUSTOMER, To: '+15550001111' }
      await world.call('POST', '/v1/messages', sms)
      await world.writes('YES', asPhone)
      world.twilioAnswers.push(() =>
        Response.json({ code: 21610, message: 'unsubscribed', status: 400 }, { status: 400 }),
      )
      await world.call('POST', '/v1/messages', { ...sms, text: 'Another one' })
      expect(world.types()).toContain('consent.revoked')
      expect((await world.call('POST', '/v1/messages', sms)).body).toMatchObject({
        reason: 'consent_revoked',
      })
    })

    story('a send that times out is looked up, not repeated', async (world) => {
      await granted(world)
      world.twilioAnswers.push(() => {
        // It did reach Twilio; only the answer got lost.
        world.sent.push({ sid: `SM${'e'.repeat(32)}`, To: TO, From: WHATSAPP, Body: 'Only once' })
        throw new TypeError('terminated')
      })
      const { body } = await world.call('POST', '/v1/messages', free('Only once'))
      await world.advance(10 * 60_000)
      expect(world.sent.filter((one) => one.Body === 'Only once')).toHaveLength(1)
      const message = await world.call('GET', `/v1/messages/${body.id}`)
      expect(message.body).toMatchObject({ status: 'queued', providerId: `SM${'e'.repeat(32)}` })
    })

    story('a CRM that is down for a day gets everything afterwards, in order', async (world) => {
      for (let i = 0; i < 8; i++) world.crmAnswers.push(() => new Response('down', { status: 503 }))
      await world.writes('first')
      await world.writes('second')
      expect(world.crmEvents).toEqual([])
      await world.advance(30 * HOUR)
      const texts = world.crmEvents
        .filter((event) => event.type === 'message.received')
        .map((event) => event.data.message?.text)
      expect(texts).toEqual(['first', 'second'])
    })

    story('one contact, one agent in a line of business', async (world) => {
      await granted(world)
      const bob = await world.call('POST', '/v1/messages', free('Hello from Bob', { agent: 'bob' }))
      expect(bob.status).toBe(409)
      expect(bob.body).toMatchObject({ reason: 'contact_taken', owner: 'ann' })
      await world.call('PUT', `/v1/contacts/${encodeURIComponent(TO)}/owners/advisory`, {
        agent: 'bob',
      })
      expect(
        (await world.call('POST', '/v1/messages', free('Hello from Bob', { agent: 'bob' }))).status,
      ).toBe(202)
    })

    story('a deactivated sender says so once, and the CRM still hears the words', async (world) => {
      await world.call('PATCH', `/v1/senders/${encodeURIComponent(WHATSAPP)}`, { active: false })
      await world.advance(3_000)
      await world.writes('Is anybody there?')
      await world.writes('Hello?')
      expect(world.sent).toHaveLength(1)
      expect(last(world).Body).toContain(
        'not currently using this number to accept WhatsApp messages',
      )
      expect(world.types().filter((type) => type === 'message.received')).toHaveLength(2)
      expect((await world.call('POST', '/v1/messages', free('Hi'))).body).toMatchObject({
        reason: 'sender_inactive',
      })
    })

    story(
      'the journal verifies its own chain, and an erased contact stays opted out',
      async (world) => {
        await granted(world)
        await world.writes('STOP')
        const journal = await world.call('GET', `/v1/contacts/${encodeURIComponent(TO)}/journal`)
        expect(journal.body).toMatchObject({ chain: { ok: true } })
        const erased = await world.call('DELETE', `/v1/contacts/${encodeURIComponent(TO)}`)
        expect(erased.status).toBe(204)
        expect((await world.call('GET', `/v1/contacts/${encodeURIComponent(TO)}`)).status).toBe(404)
        expect((await world.call('POST', '/v1/messages', free('Hello again'))).body).toMatchObject({
          reason: 'consent_revoked',
        })
      },
    )

    story('an Idempotency-Key makes a repeat harmless', async (world) => {
      await granted(world)
      const key = { 'idempotency-key': 'order-4711' }
      const first = await world.call('POST', '/v1/messages', free('Once'), key)
      const second = await world.call('POST', '/v1/messages', free('Once'), key)
      expect(second.body).toEqual(first.body)
      expect(second.headers.get('idempotency-replayed')).toBe('true')
      expect((await world.call('POST', '/v1/messages', free('Other'), key)).status).toBe(422)
      expect(world.sent.filter((one) => one.Body === 'Once')).toHaveLength(1)
    })

    story('no log line has a body, a whole customer address or a secret in it', async (world) => {
      await granted(world)
      await world.writes('the canary sings')
      await world.call('POST', '/v1/messages', free('the canary answers'))
      const lines = world.logged.join('\n')
      expect(lines).not.toMatch(/canary|the-auth-token|the-api-key|thirty-two/)
      expect(lines).not.toContain(CUSTOMER)
    })
  })
