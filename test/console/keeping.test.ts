import { describe, expect, it, test } from 'vitest'
import { applyRetention } from '../../src/engine/periodic/retention.ts'
import { ACME, createRig, MARIA } from '../support/gateway.ts'
import { openedConsole, pathOf } from './rig.ts'

const DAY = 86_400_000

describe('a legal hold', () => {
  it('keeps a contact from being erased until lifted, and the journal names the person', async () => {
    const { context, post, writes, call } = await openedConsole()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    await post(`${pathOf(MARIA)}/legal-hold`, { status: 'set', reason: 'Case 4711' })
    const page = await context(pathOf(MARIA))
    expect(page).toContain('Case 4711')
    expect(page).not.toContain('Type the number to erase')
    const refused = await call('DELETE', `/v1/contacts/${MARIA}`)
    expect([refused.status, refused.body.reason]).toEqual([409, 'legal_hold'])
    expect((await post(`${pathOf(MARIA)}/erasure`, { confirm: MARIA })).status).toBe(409)
    await post(`${pathOf(MARIA)}/legal-hold`, { status: 'lifted', reason: 'Closed' })
    const journal = await context(`${pathOf(MARIA)}/journal`)
    expect(journal).toMatch(/administrator<\/bdi> set a legal hold: <bdi[^>]*>Case 4711/)
    expect(journal).toMatch(/administrator<\/bdi> lifted a legal hold: <bdi[^>]*>Closed/)
    expect((await call('DELETE', `/v1/contacts/${MARIA}`)).status).toBe(204)
  })

  it('needs a reason', async () => {
    const { call, writes } = createRig()
    const path = `/v1/contacts/${MARIA}/legal-hold`
    const body = { status: 'set', agent: 'ana', reason: 'Case 4711' }
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const { status, body: problem } = await call('PUT', path, { ...body, reason: ' ' })
    expect([status, problem.errors[0].field]).toEqual([422, 'reason'])
    expect((await call('PUT', path, body)).body.legalHold).toMatchObject({ agent: 'ana' })
  })

  it('protects texts and contacts from retention until lifted', async () => {
    const { call, writes, advance, gateway } = createRig({
      policy: { retention: { wordsDays: 1, contactDays: 60 } },
    })
    await writes(MARIA, ACME.whatsapp, 'The secret plan')
    const path = `/v1/contacts/${MARIA}/legal-hold`
    await call('PUT', path, { status: 'set', agent: 'ana', reason: 'Case' })
    const texts = async () =>
      (await call('GET', `/v1/contacts/${MARIA}/messages`)).body.messages.map(
        ({ text }: { text?: string }) => text,
      )
    await advance(3 * DAY)
    await applyRetention(gateway)
    expect(await texts()).toContain('The secret plan')
    await advance(2_000 * DAY)
    await applyRetention(gateway)
    expect((await call('GET', `/v1/contacts/${MARIA}`)).status).toBe(200)
    expect(await texts()).toContain('The secret plan')
    await call('PUT', path, { status: 'lifted', agent: 'ana', reason: 'Closed' })
    await advance(2 * DAY)
    await applyRetention(gateway)
    expect((await call('GET', `/v1/contacts/${MARIA}`)).status).toBe(404)
  })
})

it('a contact’s evidence pack can be downloaded', async () => {
  const { context, look, writes } = await openedConsole()
  await writes(MARIA, ACME.whatsapp, 'Hello')
  expect(await context(pathOf(MARIA))).toContain(`${pathOf(MARIA)}/evidence`)
  const answer = await look(`${pathOf(MARIA)}/evidence`)
  expect(answer.headers.get('Content-Type')).toBe('application/zip')
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect(String.fromCharCode(...bytes.slice(0, 2))).toBe('PK')
})

it('a connection’s dead letters are retried together', async () => {
  const { context, post, writes, crmOutcomes, events } = await openedConsole()
  const rejected = { status: 'rejected', code: 'http_410' } as const
  crmOutcomes.push(...Array.from({ length: 30 }, () => rejected))
  await writes(MARIA, ACME.whatsapp, 'Hello')
  await writes('whatsapp:+15550102032', ACME.whatsapp, 'Hello')
  crmOutcomes.length = 0
  const page = await context('/dead-letters')
  expect(page).toContain('acme-crm <span class="count">')
  expect(page).toContain('http_410')
  const before = events.length
  await post('/dead-letters/replay', { connection: 'other' })
  expect(events.length).toBe(before)
  await post('/dead-letters/replay', { connection: 'acme-crm' })
  expect(events.length).toBeGreaterThan(before + 1)
  expect(await context('/dead-letters')).toContain('No dead letters.')
})

it('a dead letter without an address names its contact without a link, which would lead to an error page', async () => {
  const effect = { kind: 'send', id: 'tsk_1', message: 'no longer stored' } as const
  const { context, writes, crmOutcomes, call } = await openedConsole({
    wrap: (store) => ({
      ...store,
      deadLetters: async (...asked) => {
        const found = await store.deadLetters(...asked)
        return { ...found, items: found.items.map((letter) => ({ ...letter, effect })) }
      },
    }),
  })
  crmOutcomes.push({ status: 'rejected', code: 'http_410' })
  await writes(MARIA, ACME.whatsapp, 'Hello')
  const [letter] = (await call('GET', '/v1/dead-letters')).body.deadLetters
  expect(letter).not.toHaveProperty('address')
  const page = await context('/dead-letters')
  expect(page).toContain(`<code>${letter.contact}</code>`)
  expect(page).not.toContain(pathOf(letter.contact))
  expect(page).not.toContain('undefined')
})

it('observations are listed with the reason, and an empty list says so', async () => {
  const observing = await openedConsole({ policy: { enforce: 'observe' } })
  expect(await observing.context('/observations')).toContain('Nothing was observed')
  await observing.writes(MARIA, ACME.whatsapp, 'Hello')
  await observing.call('POST', '/v1/messages', {
    from: ACME.whatsapp,
    to: MARIA,
    agent: 'ana',
    text: 'Good morning',
  })
  const page = await observing.context('/observations')
  expect(page).toContain('consent pending')
  expect(page).toContain('would be held')
})

it('an error page keeps the navigation for a signed-in person', async () => {
  const { context } = await openedConsole()
  expect(await context('/nowhere')).toContain('<nav aria-label="Console"')
  expect(await context(pathOf('whatsapp:+15550109999'))).toContain('<nav aria-label="Console"')
})

test('selected dead letters are retried, and the page shows request and answer', async () => {
  const headers = new Headers({ 'content-type': 'application/json' })
  const answer = async () => ({
    status: 400,
    headers,
    body: new TextEncoder().encode('{"message":"phone is not valid"}'),
  })
  const { context, post, writes, crmOutcomes, call } = await openedConsole({
    http: Object.assign(answer, { stream: () => Promise.reject(new Error('none')) }),
    side: {
      asks: ({ effect }) => ({
        method: 'POST',
        url: 'https://crm.example/contacts',
        body: JSON.stringify({ text: 'Hello', event: effect.type }),
        connection: 'acme-crm',
        purpose: effect.type,
      }),
    },
  })
  for (let i = 0; i < 3; i++) crmOutcomes.push({ status: 'rejected', code: 'http_400' })
  await writes(MARIA, ACME.whatsapp, 'Hello')
  const page = await context('/dead-letters')
  expect(page).toContain('POST https://crm.example/contacts')
  expect(page).toContain('phone is not valid')
  expect(page).toContain('Try all 3 again')
  const [first = '', second = ''] = [...page.matchAll(/name="ids" value="([^"]+)"/g)].map(
    ([, id]) => id,
  )
  const { headers: moved } = await post(`/dead-letters/${encodeURIComponent(first)}/replay`)
  expect(moved.get('Location')).toContain('done=replayed')
  const none = await post('/dead-letters/replay')
  expect(none.headers.get('Location')).toContain('done=none_selected')
  await post('/dead-letters/replay', { ids: second })
  expect((await call('GET', '/v1/dead-letters')).body.deadLetters).toHaveLength(1)
  expect(await context('/dead-letters?connection=acme-phone')).toContain(
    'No dead letters at acme-phone.',
  )
})
