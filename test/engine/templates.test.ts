/** Lists of templates that can't be read: an unknown list is not an empty one, and only its users wait for it. */

import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Template } from '../../src/core/model/message/template.ts'
import { createMemoryStore } from '../support/database/memory-store.ts'
import { ACME, createRig, MARIA, type Rig } from '../support/gateway.ts'

const HOUR = 3_600_000
const TO = MARIA
const reminder = { name: 'reminder', language: 'en', variables: { 1: 'Maria', 2: 'Monday' } }
const message = (more: object) => ({ from: ACME.whatsapp, to: TO, agent: 'ana', ...more })

/** A gateway that has just started; its provider's list is what `list` says. */
const started = (
  list: (known: () => Promise<readonly Template[]>) => Promise<readonly Template[]>,
  { store = createMemoryStore({ hashKey: 'k' }), policy = { flow: 'disclaimer' } as object } = {},
) => {
  const rig = createRig({ wrap: () => store, policy })
  const provider = rig.gateway.providers['acme-phone']
  if (!provider) throw new Error('no provider')
  const known = () => real('whatsapp:+15550001111', rig.gateway.http)
  const real = provider.templates
  let asked = 0
  Object.assign(provider, {
    templates: () => {
      asked += 1
      return list(known)
    },
  })
  return { rig, store, asked: () => asked }
}
const fails = async () => Promise.reject(new Error('down'))
const statusOf = async (rig: Rig, id: string) => (await rig.call('GET', `/v1/messages/${id}`)).body

test('free text whose session closes before the morning is answered with templates of the list', async () => {
  const quietHours = { enabled: true, applyTo: 'all' }
  const rig = createRig({ policy: { flow: 'disclaimer', sessionMs: 15 * HOUR, quietHours } })
  await rig.writes(TO, ACME.whatsapp, 'Good morning')
  await rig.advance(13 * HOUR)
  const { body } = await rig.call('POST', '/v1/messages', message({ text: 'Hello' }))
  expect(body).toMatchObject({ status: 409, reason: 'session_closed' })
  expect(body.remedies[0]).toMatchObject({ do: 'choose_template' })
})

describe('after a start without the provider’s list', () => {
  test('a template is accepted, checked when the list arrives, and sent as the contact reads it', async () => {
    let isDown = true
    const { rig } = started((known) => (isDown ? fails() : known()))
    const sent = await rig.call('POST', '/v1/messages', message({ template: reminder }))
    expect(sent).toMatchObject({ status: 202, body: { status: 'accepted' } })
    await rig.advance(HOUR)
    expect(rig.sent).toEqual([])
    expect(await statusOf(rig, sent.body.id)).toMatchObject({ status: 'accepted' })
    isDown = false
    await rig.advance(10_000)
    await rig.advance(10_000)
    expect(rig.sent[0]?.message?.content).toMatchObject({ templateId: 'HX-reminder' })
    expect(await statusOf(rig, sent.body.id)).toMatchObject({
      status: 'queued',
      text: 'Hello Maria, we meet on Monday.',
    })
  })

  test('a missing or incomplete one fails when the list arrives', async () => {
    let isDown = true
    const { rig } = started((known) => (isDown ? fails() : known()))
    const ids: string[] = []
    for (const template of [
      { ...reminder, name: 'nothing_like_it' },
      { ...reminder, variables: { 1: 'Maria' } },
    ])
      ids.push((await rig.call('POST', '/v1/messages', message({ template }))).body.id)
    isDown = false
    await rig.advance(10_000)
    await rig.advance(10_000)
    const found = await Promise.all(ids.map((id) => statusOf(rig, id)))
    expect(found).toMatchObject([
      { status: 'failed', reason: 'template_unavailable' },
      { status: 'failed', reason: 'template_invalid' },
    ])
    expect(rig.sent).toEqual([])
  })

  test('a template held for consent is released by the YES, and sent when the list arrives', async () => {
    let isDown = true
    const { rig } = started((known) => (isDown ? fails() : known()), {
      policy: { flow: 'consent' },
    })
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    const { body } = await rig.call('POST', '/v1/messages', message({ template: reminder }))
    expect(body.status).toBe('held')
    await rig.writes(MARIA, ACME.whatsapp, 'YES')
    expect(await statusOf(rig, body.id)).toMatchObject({ status: 'accepted' })
    isDown = false
    await rig.advance(10_000)
    await rig.advance(10_000)
    expect(await statusOf(rig, body.id)).toMatchObject({ status: 'queued' })
  })

  test('a request for consent is also accepted, and its template filled in later', async () => {
    let isDown = true
    const { rig } = started((known) => (isDown ? fails() : known()), {
      policy: { flow: 'consent' },
    })
    const asked = await rig.call('POST', '/v1/opt-in-requests', {
      from: ACME.whatsapp,
      to: TO,
      agent: 'ana',
    })
    expect(asked.status).toBe(202)
    isDown = false
    await rig.advance(10_000)
    await rig.advance(10_000)
    expect(rig.sent[0]?.message?.content).toMatchObject({
      templateId: 'HX-opt_in_request',
      variables: { 1: 'ana', 2: 'Acme Wealth' },
    })
    await rig.writes(MARIA, ACME.whatsapp, 'YES')
    expect(rig.events).toContain('consent.granted')
  })

  test('a template expires if no list arrives for four hours', async () => {
    const { rig } = started(fails)
    const { body } = await rig.call('POST', '/v1/messages', message({ template: reminder }))
    await rig.advance(4 * HOUR)
    expect(await statusOf(rig, body.id)).toMatchObject({
      status: 'expired',
      code: 'templates_unknown',
    })
  })

  test('an agent reads that the list can’t be read, not that there is no template', async () => {
    const { rig } = started(fails)
    const sentence = expect.stringContaining("The list of templates can't be read right now.")
    const remedies = expect.arrayContaining([{ do: 'try_later' }])
    const { body } = await rig.call('POST', '/v1/messages', message({ text: 'Hello' }))
    expect(body).toMatchObject({ reason: 'session_closed', sentence, remedies })
    const query = `from=${ACME.whatsapp}&to=${TO}&agent=ana`.replaceAll('+', '%2B')
    const composer = await rig.call('GET', `/v1/composer?${query}`)
    expect(composer.body).toMatchObject({ text: { sentence }, template: { sentence, remedies } })
  })

  test('a failure in a closed session is explained with the templates that may be sent', async () => {
    const { rig } = started((known) => known())
    rig.sendOutcomes.push({ status: 'rejected', code: '63016', fault: 'session_closed' })
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    const sent = await rig.call('POST', '/v1/messages', message({ text: 'Good morning' }))
    const { status, remedies } = await statusOf(rig, sent.body.id)
    expect([status, remedies[0].do]).toEqual(['failed', 'choose_template'])
  })

  test('the list of templates isn’t reported as empty', async () => {
    const { rig } = started(fails)
    const path = `/v1/templates?from=${encodeURIComponent(ACME.whatsapp)}`
    const { status, body } = await rig.call('GET', path)
    expect([status, body.reason]).toEqual([503, 'templates_unknown'])
  })
})

test('the last list survives a restart', async () => {
  const before = started((known) => known())
  const path = `/v1/templates?from=${encodeURIComponent(ACME.whatsapp)}`
  await before.rig.call('GET', path)
  const { rig } = started(fails, { store: before.store })
  await rig.call('POST', '/v1/messages', message({ template: reminder }))
  expect(rig.sent[0]?.message).toMatchObject({ rendered: 'Hello Maria, we meet on Monday.' })
  const unknown = { ...reminder, name: 'nothing_like_it' }
  expect((await rig.call('POST', '/v1/messages', message({ template: unknown }))).status).toBe(409)
})

test('free text in an open session needs no list', async () => {
  const { rig, asked } = started((known) => known())
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  const { status } = await rig.call('POST', '/v1/messages', message({ text: 'Good morning' }))
  expect([status, asked()]).toEqual([202, 0])
  expect(rig.sent).toHaveLength(1)
})

test('only users of a hanging list wait, for three seconds in total', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { rig, asked } = started(() => new Promise(() => {}))
  const sending = rig.call('POST', '/v1/messages', message({ template: reminder }))
  await rig.writes('whatsapp:+4915187654321', ACME.whatsapp, 'Hello')
  const free = await rig.call(
    'POST',
    '/v1/messages',
    message({ to: 'whatsapp:+4915187654321', text: 'Hi' }),
  )
  expect(free.status).toBe(202)
  await vi.advanceTimersByTimeAsync(3_000)
  await rig.advance(3_000)
  expect((await sending).status).toBe(202)
  const again = await rig.call('POST', '/v1/messages', message({ template: reminder }))
  expect([again.status, asked()]).toEqual([202, 1])
})
