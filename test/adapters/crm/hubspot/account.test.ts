import { HttpResponse } from 'msw'
import { afterEach, describe, expect, test } from 'vitest'
import { openRig, REFRESH, SECRET } from '../../../support/crm/hubspot-rig.ts'

let rig: ReturnType<typeof openRig>
afterEach(() => {
  rig.close()
  expect(rig.hubspot.violations).toEqual([])
})

const posts = () => rig.hubspot.requests.filter((line) => line.endsWith('222/messages'))

describe('access by OAuth', () => {
  test('one refresh serves all calls until most of its lifetime is over', async () => {
    rig = openRig()
    await Promise.all([rig.writes('one'), rig.writes('two')])
    expect(rig.hubspot.refreshes).toHaveLength(1)
    expect(Object.fromEntries(rig.hubspot.refreshes[0] ?? [])).toEqual({
      grant_type: 'refresh_token',
      client_id: 'client-1',
      client_secret: SECRET,
      refresh_token: REFRESH,
    })
    rig.clock.now += 1_500_000
    await rig.writes('three')
    expect(rig.hubspot.refreshes).toHaveLength(2)
    expect(rig.hubspot.refreshes[1]?.get('refresh_token')).toBe('refresh-1')
  })

  test('a 401 refreshes once, and the call continues', async () => {
    rig = openRig()
    await rig.writes('one')
    rig.hubspot.expire()
    await rig.writes('two')
    expect(rig.hubspot.messages.map(({ text }) => text)).toEqual(['one', 'two'])
    expect(rig.hubspot.refreshes).toHaveLength(2)
  })

  test('tokens are sealed at rest and in no log', async () => {
    rig = openRig()
    await rig.writes('one')
    const kept = await rig.store.setting('vault hubspot hs')
    expect(kept).toMatch(/^[\w-]{40,}$/)
    rig.hubspot.refresh = () => HttpResponse.json({ status: 'BAD_REFRESH_TOKEN' }, { status: 400 })
    rig.hubspot.expire()
    await rig.writes('two')
    const seen = `${kept} ${rig.lines.join()}`
    for (const secret of ['refresh-1', 'access-1', REFRESH, SECRET])
      expect(seen).not.toContain(secret)
  })

  test('permanent errors are not hammered: BAD_HUB, BAD_REFRESH_TOKEN', async () => {
    rig = openRig()
    for (const status of ['BAD_HUB', 'BAD_REFRESH_TOKEN']) {
      rig.hubspot.refresh = () => HttpResponse.json({ status }, { status: 400 })
      await rig.writes(status)
    }
    for (let i = 0; i < 10; i++) await rig.advance(60_000)
    expect(rig.hubspot.refreshes).toHaveLength(1)
    expect(posts()).toEqual([])
  })

  test('a private app’s token replaces OAuth', async () => {
    rig = openRig({ hs: { refreshToken: undefined, accessToken: { env: 'TWILIO_AUTH_TOKEN' } } })
    await rig.writes('one')
    expect(rig.hubspot.refreshes).toEqual([])
    expect(posts()).toHaveLength(1)
  })
})

describe('limits and trouble', () => {
  test('a 429 pauses the whole account for as long as its policy says', async () => {
    rig = openRig()
    rig.hubspot.mishaps.push({
      when: /222\/messages/,
      status: 429,
      body: { policyName: 'TEN_SECONDLY_ROLLING' },
    })
    await rig.writes('one')
    await rig.writes('two', {}, 'whatsapp:+15550004444')
    await rig.advance(9_000)
    expect(posts()).toHaveLength(1)
    await rig.advance(60_000)
    expect(rig.hubspot.messages.map(({ text }) => text).sort()).toEqual(['one', 'two'])
  })

  test('Retry-After has priority over the policy', async () => {
    rig = openRig()
    rig.hubspot.mishaps.push({
      when: /222\/messages/,
      status: 429,
      headers: { 'retry-after': '120' },
      body: { policyName: 'SECONDLY' },
    })
    await rig.writes('one')
    await rig.advance(100_000)
    expect(posts()).toHaveLength(1)
    await rig.advance(60_000)
    expect(rig.hubspot.messages).toHaveLength(1)
  })

  for (const status of [423, 477, 502, 504, 524])
    test(`${status} is retried`, async () => {
      rig = openRig()
      rig.hubspot.mishaps.push({ when: /222\/messages/, status })
      await rig.writes('one')
      await rig.advance(60_000)
      expect(rig.hubspot.messages).toHaveLength(1)
    })

  test('a day without HubSpot loses nothing and keeps the order', async () => {
    rig = openRig()
    const down = { when: /222\/messages/, status: 503 } as const
    rig.hubspot.mishaps.push(...Array.from({ length: 40 }, () => down))
    for (const text of ['one', 'two', 'three']) await rig.writes(text)
    for (let i = 0; i < 24; i++) await rig.advance(3_600_000)
    rig.hubspot.mishaps.length = 0
    for (let i = 0; i < 24; i++) await rig.advance(3_600_000)
    expect(rig.hubspot.messages.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  })

  test('no channel is registered, at the start or later', async () => {
    rig = openRig()
    await rig.writes('one')
    await rig.gateway.crms.hs?.diagnose(rig.gateway.http)
    expect(rig.hubspot.requests.join('\n')).not.toMatch(/POST \S*custom-channels\/2026-09$/m)
  })
})

describe('the doctor', () => {
  const findings = async () =>
    (await rig.gateway.crms.hs?.diagnose(rig.gateway.http))?.filter(({ ok }) => !ok)

  test('finds no problems in a healthy account', async () => {
    rig = openRig()
    expect(await findings()).toEqual([])
  })

  test('names a channel account that is missing or off', async () => {
    rig = openRig()
    rig.hubspot.accounts.set('333', { authorized: false })
    expect(await findings()).toMatchObject([{ advice: expect.stringContaining('333 is off') }])
    rig.hubspot.accounts.delete('333')
    expect(await findings()).toMatchObject([
      { advice: expect.stringContaining('no channel account') },
    ])
  })

  test('names the missing property', async () => {
    rig = openRig()
    rig.hubspot.missingProperties = true
    expect(await findings()).toMatchObject([
      { advice: expect.stringContaining('postern_consent_whatsapp') },
    ])
  })

  test('reports tokens that don’t belong together', async () => {
    rig = openRig()
    rig.hubspot.refresh = () => HttpResponse.json({ status: 'BAD_REFRESH_TOKEN' }, { status: 400 })
    expect(await findings()).toMatchObject([{ advice: expect.stringContaining('refreshToken') }])
  })
})
