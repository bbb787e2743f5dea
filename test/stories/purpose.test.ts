/** Purposes and quiet hours: stories through the API. */

import { describe, expect, it } from 'vitest'
import { openWorld, SMS, sandboxConfig } from '../support/sandbox.ts'

const ANN = 'whatsapp:+15550102030'
const ANN_SMS = 'sms:+15550102030'
const HOUR = 3_600_000
/** In Tampa, where it is three in the morning when a story begins. */
const FLORIDA = 'sms:+18135550123'

const marketing = { purpose: 'marketing' }
const quiet = { quietHours: { enabled: true } }
const nothing = { purposes: { marketing: { requires: 'nothing' } } }

const purposeOf = async (world: Awaited<ReturnType<typeof openWorld>>, address: string) =>
  (await world.contact(address)).senders.map(({ purposes }) => purposes.marketing)

describe('a purpose', () => {
  it('is named in the request, agreed by YES, and ended by a tap', async () => {
    const world = await openWorld()
    const request = { from: SMS, to: ANN_SMS, agent: 'ana', purposes: ['marketing'] }
    const asked = await world.call('POST', '/v1/opt-in-requests', request)
    expect(asked.body).toMatchObject({ status: 'accepted' })
    expect((await world.phone(ANN_SMS)).at(-1)?.text).toContain('your account and our offers')
    const message = await world.call('GET', `/v1/messages/${asked.body.id}`)
    expect(message.body).toMatchObject({ automatic: 'opt_in_request', agent: 'ana' })
    await world.writes(ANN_SMS, 'YES')
    expect(await world.consent(ANN_SMS)).toMatchObject({ purposes: ['marketing'] })
    const agreed = { status: 'granted', source: 'contact', message: expect.any(String) }
    for (const wish of await purposeOf(world, ANN_SMS)) expect(wish).toMatchObject(agreed)
    const sent = await world.sends(ANN_SMS, 'Spring rates', marketing)
    expect(sent.body).toMatchObject({ status: 'accepted' })
    const kept = await world.call('GET', `/v1/messages/${sent.body.id}`)
    expect(kept.body).toMatchObject(marketing)
    await world.writes(ANN_SMS, '', { button: { text: 'Stop promotions' } })
    expect((await world.events()).at(-1)).toMatchObject({
      type: 'purpose.changed',
      data: { purpose: 'marketing', status: 'revoked', by: 'contact' },
    })
    expect((await world.sends(ANN_SMS, 'More rates', marketing)).body).toMatchObject({
      reason: 'marketing_not_allowed',
      because: 'stopped',
      sentence: expect.stringContaining('opted out of marketing'),
    })
    expect((await world.sends(ANN_SMS, 'Your card is ready')).body.status).toBe('accepted')
  })

  it('stopped on one number is stopped on all', async () => {
    const world = await openWorld(sandboxConfig({}, nothing))
    await world.agrees(ANN)
    await world.agrees(ANN_SMS)
    expect((await world.sends(ANN_SMS, 'Spring rates', marketing)).body.status).toBe('accepted')
    const stop = { status: 'revoked', agent: 'ben' }
    await world.call('PUT', `/v1/contacts/${ANN}/purposes/marketing`, stop)
    for (const to of [ANN, ANN_SMS])
      expect((await world.sends(to, 'Spring rates', marketing)).body).toMatchObject({
        reason: 'marketing_not_allowed',
        because: 'stopped',
      })
  })

  it('that the request can’t name is not requested, and an unknown one is an error', async () => {
    const purposes = { lottery: { label: 'our lottery' } }
    const own = { wording: { opt_in_request: '{organisation}: may we text you? YES or STOP' } }
    const world = await openWorld(sandboxConfig({}, { purposes, ...own }))
    const ask = (...named: readonly string[]) =>
      world.call('POST', '/v1/opt-in-requests', {
        ...{ from: SMS, to: ANN_SMS, agent: 'ana' },
        purposes: named,
      })
    expect((await ask('lottery')).body).toMatchObject({
      reason: 'purpose_unnamed',
      purpose: 'lottery',
      sentence: expect.stringContaining('our lottery'),
    })
    expect((await ask('raffle')).body.errors).toEqual([
      { field: 'purposes', problem: 'must be one of service, marketing, lottery' },
    ])
  })

  it('has a limit: the third offer of a day is the last, in Florida, until one is a day old', async () => {
    const world = await openWorld(sandboxConfig({}, nothing))
    await world.agrees(FLORIDA)
    const offer = () => world.sends(FLORIDA, 'Spring rates', marketing)
    for (const _ of [1, 2, 3]) expect((await offer()).body.status).toBe('accepted')
    expect((await offer()).body).toMatchObject({
      reason: 'frequency_limit',
      max: 3,
      remedies: [{ do: 'wait_until' }],
    })
    expect((await world.sends(FLORIDA, 'Your card is ready')).body.status).toBe('accepted')
    await world.advance(24 * HOUR)
    expect((await offer()).body.status).toBe('accepted')
  })

  it("has the organisation's own limit, too", async () => {
    const frequency = [{ purpose: 'marketing', max: 1, perMs: 7 * 24 * HOUR }]
    const world = await openWorld(sandboxConfig({}, { ...nothing, frequency }))
    await world.agrees('sms:+4915112345678')
    const offer = () => world.sends('sms:+4915112345678', 'Spring rates', marketing)
    expect((await offer()).body.status).toBe('accepted')
    expect((await offer()).body).toMatchObject({ reason: 'frequency_limit', max: 1 })
  })
})

it('the opt-in template can’t be sent by hand', async () => {
  const world = await openWorld()
  const template = { name: 'opt_in_request', variables: { 1: 'Ana', 2: 'Bank', 3: 'you' } }
  const sent = await world.sends(ANN, '', { text: undefined, template })
  expect(sent.body).toMatchObject({ reason: 'template_reserved', template: 'opt_in_request' })
})

describe('at night', () => {
  const open = async () => {
    const world = await openWorld(sandboxConfig({ timeZone: 'Europe/Berlin' }, quiet))
    await world.call('PATCH', `/v1/contacts/${FLORIDA}`, { region: 'US-FL' })
    return world
  }

  it('an opt-in request waits, can be withdrawn, and is sent in the morning', async () => {
    const world = await open()
    const first = await world.asks(FLORIDA)
    expect(first).toMatchObject({
      status: 202,
      body: {
        status: 'held',
        reason: 'quiet_hours',
        until: '2027-01-15T14:00:00.000Z',
        sentence: expect.stringMatching(/The opt-in request goes out on January 15 at/),
      },
    })
    expect(await world.phone(FLORIDA)).toEqual([])
    const { id } = first.body
    const withdrawn = await world.call('POST', `/v1/messages/${id}/cancel`)
    expect(withdrawn.body).toMatchObject({ status: 'cancelled', automatic: 'opt_in_request' })
    const second = await world.asks(FLORIDA)
    expect(second.body.status).toBe('held')
    await world.advance(7 * HOUR)
    const [request, ...more] = await world.phone(FLORIDA)
    expect(request).toMatchObject({ automatic: 'opt_in_request' })
    expect(more).toEqual([])
    const message = await world.call('GET', `/v1/messages/${second.body.id}`)
    expect(message.body.history.map(({ status }: { status: string }) => status)).toEqual(
      expect.arrayContaining(['held', 'accepted']),
    )
  })

  it('a first message waits, and its request is sent in the morning', async () => {
    const world = await open()
    expect((await world.sends(FLORIDA)).body).toMatchObject({
      status: 'held',
      reason: 'quiet_hours',
    })
    await world.advance(7 * HOUR)
    expect(await world.phone(FLORIDA)).toHaveLength(1)
    await world.writes(FLORIDA, 'YES')
    expect((await world.phone(FLORIDA)).at(-1)?.text).toBe('Hello, Ana here')
  })

  it('marketing waits and gives the end in the contact’s and the agent’s time; service doesn’t wait', async () => {
    const world = await open()
    const record = (path: string, body: object) =>
      world.call('PUT', `/v1/contacts/${FLORIDA}/${path}`, body)
    await world.call('PATCH', `/v1/contacts/${FLORIDA}`, { timeZone: 'America/New_York' })
    await record('consent', { status: 'granted', basis: 'web_form' })
    await record('purposes/marketing', { status: 'granted', basis: 'web_form' })
    expect((await world.sends(FLORIDA, 'Your card is ready')).body.status).toBe('accepted')
    const held = await world.sends(FLORIDA, 'Spring rates', marketing)
    expect(held.body.status).toBe('held')
    expect(held.body.sentence).toMatch(/their time, which is January 15 at 2:00 PM for you/)
    await record('purposes/marketing', { status: 'revoked' })
    const message = await world.call('GET', `/v1/messages/${held.body.id}`)
    expect(message.body).toMatchObject({ status: 'failed', reason: 'marketing_not_allowed' })
  })

  it('an answer may be sent for an hour, and not for a day', async () => {
    const world = await openWorld(sandboxConfig({}, { ...quiet, ...nothing }))
    await world.agrees(FLORIDA)
    const offer = () => world.sends(FLORIDA, 'The rates you asked for', marketing)
    expect((await offer()).body.status).toBe('accepted')
    await world.advance(HOUR)
    expect((await offer()).body).toMatchObject({ status: 'held', reason: 'quiet_hours' })
  })

  it('a British test number, a German Sunday and an Indian evening are quiet as well', async () => {
    const world = await openWorld(sandboxConfig({}, { ...quiet, ...nothing, flow: 'disclaimer' }))
    const offer = async (to: string) =>
      (await world.sends(to, 'Spring rates', marketing)).body.status
    // Friday, 8 in London, 9 in Berlin, 13:30 in Delhi.
    expect(await offer('sms:+4915112345678')).toBe('accepted')
    expect(await offer('sms:+919876543210')).toBe('accepted')
    await world.advance(13 * HOUR)
    expect(await offer('sms:+447700900123')).toBe('held')
    expect(await offer('sms:+919876543210')).toBe('held')
    await world.advance(38 * HOUR)
    expect(await offer('sms:+4915112345678')).toBe('held')
  })
})

describe('the organisation’s own texts', () => {
  it('a switched-off keyword means nothing, and all others still work', async () => {
    const world = await openWorld(sandboxConfig({}, { keywords: { not: ['END'] } }))
    await world.agrees(ANN)
    await world.writes(ANN, 'End.')
    expect(await world.consent(ANN)).toMatchObject({ status: 'granted' })
    expect((await world.consent(ANN)).doubt).toBeUndefined()
    await world.writes(ANN, 'Quit')
    expect(await world.consent(ANN)).toMatchObject({
      status: 'revoked',
      reading: { version: expect.stringMatching(/ without end$/) },
    })
  })

  it('agents read them, with our values', async () => {
    const sentences = {
      quiet_hours: 'Zu spät: {now}.',
      consent_revoked: 'No more. {yes} undoes it.',
    }
    const world = await openWorld(sandboxConfig({}, { sentences }))
    await world.agrees(ANN)
    await world.writes(ANN, 'STOP')
    expect((await world.sends(ANN)).body.sentence).toBe('No more. YES undoes it.')
  })
})
