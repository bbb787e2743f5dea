import { describe, expect, it } from 'vitest'
import { keepTallies } from '../../../src/engine/periodic/tally.ts'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'
import { openedConsole } from '../rig.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

type Rig = Pick<Awaited<ReturnType<typeof openedConsole>>, 'writes' | 'call'>

/** Two messages in, a consent, one message out with our own replies, one refused. */
const busy = async ({ writes, call }: Rig) => {
  await writes(MARIA, ACME.whatsapp, 'Hello')
  await writes(MARIA, ACME.whatsapp, 'YES')
  const message = { from: ACME.whatsapp, agent: 'ana', text: 'Good morning' }
  await call('POST', '/v1/messages', { ...message, to: MARIA })
  await call('POST', '/v1/messages', { ...message, to: MARIA, agent: 'ben' })
}

/** The number over a name. */
const counter = (page: string, name: string): number =>
  Number(new RegExp(`<strong>(\\d+)</strong> <span>${name}`).exec(page)?.[1])

describe('the overview', () => {
  it('counts recent events, and shows up to when', async () => {
    const rig = await openedConsole()
    await busy(rig)
    const page = await rig.context('/overview')
    const names = ['Messages in', 'Messages out', 'Refused', 'Consents', 'Opt-outs']
    expect(names.map((name) => counter(page, name))).toEqual([2, 3, 1, 1, 0])
    expect(page).toContain('contact taken')
    expect(page).toMatch(/Counted up to <time datetime="2026-11-24T09:00/)
  })

  it('counts the same from the database, after a restart and repeated passes', async () => {
    const rig = await openedConsole()
    await busy(rig)
    await rig.advance(HOUR)
    for (let i = 0; i < 3; i++) await keepTallies(rig.gateway)
    expect(await rig.gateway.store.tallies('acme', 0, rig.now())).not.toEqual([])
    const page = await rig.context('/overview')
    expect(counter(page, 'Messages in')).toBe(2)
    expect(counter(page, 'Messages out')).toBe(3)
  })

  it('shows a day, a week or a month', async () => {
    const rig = await openedConsole()
    await busy(rig)
    await rig.advance(3 * DAY)
    await rig.signIn()
    const shown = async (range: string) =>
      counter(await rig.context(`/overview?range=${range}`), 'Messages in')
    expect([await shown('day'), await shown('week'), await shown('month')]).toEqual([0, 2, 2])
    await rig.advance(10 * DAY)
    await rig.signIn()
    expect([await shown('week'), await shown('month')]).toEqual([0, 2])
    expect((await rig.look('/overview?range=constructor')).status).toBe(422)
  })

  it('has every chart’s figures in a table, and a text for empty charts', async () => {
    const rig = await openedConsole()
    expect(await rig.context('/overview')).toContain('No messages.')
    await busy(rig)
    await keepTallies(rig.gateway)
    const page = await rig.context('/overview')
    expect(page).toContain('>24 Nov 2026, 09:00</time></th><td>2</td><td>3</td>')
    expect(page).toContain('src="/console/charts.js"')
    expect(page).toMatch(/CRM lag, on average<\/figcaption>\s*<div class="plot"/)
  })

  it('counts a single organisation, and by sender', async () => {
    const rig = await openedConsole()
    await busy(rig)
    await rig.writes('sms:+15550102032', ACME.sms, 'Hello')
    const page = await rig.context('/overview')
    expect(page).toMatch(
      /<th scope="row"><span class="number"><span class="channel">SMS<\/span> <bdi>\+15550001111<\/bdi><\/span><\/th><td>1<\/td>/,
    )
    expect(counter(await rig.context('/overview?organisation=zen'), 'Messages in')).toBe(0)
  })
})

describe('counts', () => {
  it('survive an erasure, and name no contact', async () => {
    const { gateway, writes, call, advance, now } = createRig()
    await busy({ writes, call })
    await advance(HOUR)
    await keepTallies(gateway)
    await call('DELETE', `/v1/contacts/${MARIA}`)
    const kept = await gateway.store.tallies('acme', 0, now())
    expect(kept.filter(({ what }) => what === 'received')).toMatchObject([{ n: 2 }])
    expect(JSON.stringify(kept)).not.toContain('4915112345678')
  })

  it('are the same when two processes count at once', async () => {
    const { gateway, writes, call, advance, now } = createRig()
    await busy({ writes, call })
    await advance(HOUR)
    await Promise.all([keepTallies(gateway), keepTallies(gateway)])
    const kept = await gateway.store.tallies('acme', 0, now())
    expect(kept.filter(({ what }) => what === 'received')).toMatchObject([{ n: 2 }])
  })
})

it('the templates show how often each was sent in 30 days', async () => {
  const rig = await openedConsole()
  const usage = async (name: string) => {
    const page = await rig.context(`/templates?from=${encodeURIComponent(ACME.whatsapp)}`)
    const [, card = ''] = page.split(`<h2>${name} `)
    return Number(/<dt>Sent<\/dt><dd>(\d+)/.exec(card)?.[1])
  }
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  expect(await usage('reminder')).toBe(0)
  const template = { name: 'reminder', language: 'en', variables: { 1: 'Maria', 2: 'Monday' } }
  await rig.call('POST', '/v1/messages', { from: ACME.whatsapp, to: MARIA, agent: 'ana', template })
  expect(await usage('reminder')).toBe(1)
  await rig.advance(HOUR)
  await keepTallies(rig.gateway)
  expect(await usage('reminder')).toBe(1)
  await rig.advance(31 * DAY)
  await rig.signIn()
  expect(await usage('reminder')).toBe(0)
})

it('the templates show the outcome of their messages, and a phone preview', async () => {
  const rig = await openedConsole()
  const template = { name: 'reminder', language: 'en', variables: { 1: 'Maria', 2: 'Monday' } }
  const sends = (to: string) =>
    rig.call('POST', '/v1/messages', { from: ACME.whatsapp, to, agent: 'ana', template })
  for (const text of ['Hello', 'YES']) await rig.writes(MARIA, ACME.whatsapp, text)
  const { body } = await sends(MARIA)
  for (const status of ['delivered', 'read'])
    await rig.gateway.handle('acme', {
      kind: 'receipt',
      id: status,
      at: rig.now(),
      sender: ACME.whatsapp,
      message: body.id,
      status,
    } as never)
  await rig.writes('whatsapp:+15550104000', ACME.whatsapp, 'STOP')
  expect((await sends('whatsapp:+15550104000')).status).toBe(409)
  const page = await rig.context(`/templates?from=${encodeURIComponent(ACME.whatsapp)}`)
  const [, card = ''] = page.split('<h2>reminder ')
  const [usage = ''] = /<dl class="usage"[\s\S]*?<\/dl>/.exec(card) ?? []
  expect([...usage.matchAll(/<dd>(\d+)/g)].map(([, n]) => Number(n))).toEqual([1, 1, 1, 0, 1])
  expect(card).toContain('this provider does not report it')
  const [, offer = ''] = page.split('<h2>offer ')
  expect(offer).toMatch(/<mark><bdi[^>]*>Maria</)
  expect(offer).toMatch(/phone-buttons"><li><bdi[^>]*>Shop</)
})

it('a list of templates missing at the provider is reported', async () => {
  const rig = await openedConsole()
  const { policies } = rig.gateway
  Object.assign(policies, { templates: async () => undefined })
  expect(await rig.context('/templates')).toContain('The list of templates is not available')
})

describe('a sender', () => {
  const quiet = { quietHours: { enabled: true, applyTo: 'all' } }

  it('shows when its quiet hours end, and by day when they begin', async () => {
    const rig = await openedConsole({ policy: quiet })
    expect(await rig.context('/senders')).toMatch(/now<\/span> until <time datetime="2026-11-24T2/)
    await rig.advance(12 * HOUR)
    await rig.signIn()
    const page = await rig.context('/senders')
    expect(page).toMatch(/<dd>from <time datetime="2026-11-24T23:00/)
    expect(page).toContain('for everything an agent starts')
  })

  it('shows that it has none, or why and until when it doesn’t send', async () => {
    const rig = await openedConsole()
    const [sender] = rig.gateway.directory.organisations[0]?.senders ?? []
    expect(await rig.context('/senders')).toContain('<dt>Quiet hours</dt><dd>none</dd>')
    if (sender) await rig.gateway.policies.pause(sender, rig.now() + HOUR, '130429')
    expect(await rig.context('/senders')).toMatch(
      /code 130429\)\. It resumes automatically at <time datetime="2026-11-24T10:00/,
    )
    const path = `/v1/senders/${encodeURIComponent(ACME.sms)}`
    await rig.call('PATCH', path, { active: false, reason: 'The branch has moved' })
    expect(await rig.context('/senders')).toMatch(/Reason: <bdi[^>]*>The branch has moved</)
  })
})
