import { describe, expect, it } from 'vitest'
import { ACME } from '../support/gateway.ts'
import { openedConsole } from './rig.ts'

const [HELD, OPEN, DOUBT] = [
  'whatsapp:+15550102031',
  'whatsapp:+15550102032',
  'whatsapp:+15550102033',
] as const
const HOUR = 3_600_000

/** One whose message is held, one who agreed and waits for an answer, one in doubt. */
const people = async () => {
  const rig = await openedConsole()
  for (const one of [HELD, OPEN, DOUBT]) await rig.writes(one, ACME.whatsapp, 'Hello')
  for (const one of [OPEN, DOUBT]) await rig.writes(one, ACME.whatsapp, 'YES')
  await rig.writes(DOUBT, ACME.whatsapp, 'no longer interested')
  await rig.call('POST', '/v1/messages', message(HELD))
  const found = async (query: string) => {
    const text = await rig.context(`/inbox?${query}`)
    return [HELD, OPEN, DOUBT].filter((one) => text.includes(`contact=${encodeURIComponent(one)}`))
  }
  return { ...rig, found }
}

const message = (to: string) => ({ from: ACME.whatsapp, to, agent: 'ana', text: 'Your invoice' })

describe('the inbox', () => {
  it('lists contacts that need attention', async () => {
    const { found } = await people()
    expect(await found('')).toEqual([HELD, OPEN, DOUBT])
    expect(await found('need=doubt')).toEqual([DOUBT])
    expect(await found('need=held')).toEqual([HELD])
    expect(await found('need=unanswered')).toEqual([OPEN, DOUBT])
    expect(await found('need=closing')).toEqual([])
  })

  it('shows contacts whose session closes within an hour', async () => {
    const { found, advance, signIn } = await people()
    await advance(23.5 * HOUR)
    await signIn()
    expect(await found('need=closing')).toEqual([HELD, OPEN, DOUBT])
    await advance(HOUR)
    expect(await found('need=closing')).toEqual([])
  })

  it('counts a person’s answer, but not an automatic reply', async () => {
    const { found, call } = await people()
    await call('POST', '/v1/messages', message(OPEN))
    expect(await found('need=unanswered')).toEqual([DOUBT])
  })

  it.each([
    ['a number with blanks', 'q=%2B1+555+010-2032', [OPEN]],
    ['its last digits', 'q=102033', [DOUBT]],
    ['words of the contact', 'q=LONGER+interested', [DOUBT]],
    ['words of an agent', 'q=invoice', [HELD, OPEN]],
    ['nothing', 'q=zebra', []],
  ])('is searched by %s', async (_, query, expected) => {
    const { found, call } = await people()
    await call('POST', '/v1/messages', message(OPEN))
    expect(await found(query)).toEqual(expected)
  })

  it('lists by owner, and unassigned contacts', async () => {
    const { found, call } = await people()
    await call('PUT', `/v1/contacts/${OPEN}/owners/advisory`, { agent: 'zoe' })
    expect(await found('owner=zoe')).toEqual([OPEN])
    expect(await found('owner=none')).toEqual([DOUBT])
    expect(await found('owner=zo')).toEqual([])
  })

  it('marks contacts as new that the person hasn’t opened since', async () => {
    const { found, post, writes } = await people()
    expect(await found('need=unread')).toEqual([HELD, OPEN, DOUBT])
    await post('/inbox/token', { from: ACME.whatsapp, to: OPEN })
    expect(await found('need=unread')).toEqual([HELD, DOUBT])
    await writes(OPEN, ACME.whatsapp, 'Are you there?')
    expect(await found('need=unread')).toEqual([HELD, DOUBT])
  })

  it('says so if no message waits, and if a contact is unknown', async () => {
    const { context } = await openedConsole()
    expect(await context('/inbox')).toContain('No contacts yet')
    expect(await context('/inbox?need=doubt')).toContain(
      'No contact needs attention here. <a href="/console/inbox',
    )
    expect(await context('/inbox?contact=whatsapp:%2B15550109999')).toContain(
      'There is no contact with this address.',
    )
  })

  it('opens the composer for the signed-in person, with a token only for that contact', async () => {
    const { context, post, call } = await people()
    const page = await context(`/inbox?contact=${encodeURIComponent(OPEN)}`)
    expect(page).toContain('src="/composer.js"')
    expect(page).toContain('&quot;agent&quot;:&quot;administrator&quot;')
    const { status, text } = await post('/inbox/token', { from: ACME.whatsapp, to: OPEN })
    expect(status).toBe(200)
    const headers = { Authorization: `Bearer ${JSON.parse(text).token}` }
    const path = (to: string) =>
      `/v1/composer?from=${ACME.whatsapp}&to=${encodeURIComponent(to)}&agent=administrator`
    expect((await call('GET', path(OPEN), undefined, headers)).status).toBe(200)
    expect((await call('GET', path(DOUBT), undefined, headers)).status).toBe(403)
  })

  it('hands a colleague’s contact to the person who asks for it', async () => {
    const { context, post, call } = await people()
    await call('PUT', `/v1/contacts/${OPEN}/owners/advisory`, { agent: 'zoe' })
    expect(await context(`/inbox?contact=${encodeURIComponent(OPEN)}`)).toContain('Assign to me')
    const { headers } = await post(`/contacts/${encodeURIComponent(OPEN)}/owners/advisory`, {
      agent: 'administrator',
      back: 'inbox',
    })
    expect(headers.get('Location')).toMatch(/^\/console\/inbox\?contact=/)
    const { body } = await call('GET', `/v1/contacts/${OPEN}`)
    expect(body.senders[0].owner).toBe('administrator')
  })
})
