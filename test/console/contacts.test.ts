import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { ACME, MARIA } from '../support/gateway.ts'
import { contact, opened } from './browser.ts'

const HOUR = 3_600_000

it.each([
  ['a place', { location: { latitude: 1.5, longitude: 2.5, label: 'Cafe' } }, 'Cafe, 1.5, 2.5'],
  ['a button', { button: { text: 'Confirm', payload: 'ok' } }, 'Confirm'],
  ['a choice', { list: { id: 'two' } }, 'two'],
  ['a form', { flow: { data: '{"day":"Monday"}' } }, '&quot;Monday&quot;'],
])('%s stands in the thread and in the journal, where there is no text', async (_, said, shown) => {
  const { gateway, now, context } = await opened()
  const message = { form: 'message', type: 'interactive', media: [], ...said } as const
  await gateway.handle('acme', {
    kind: 'inbound',
    id: 'in-1',
    at: now(),
    sender: ACME.whatsapp,
    from: MARIA,
    aliases: [],
    providerId: 'P-1',
    message,
  } as never)
  expect((await context(contact(MARIA))).text).toContain(shown)
  expect((await context(`${contact(MARIA)}/journal`)).text).toContain(shown)
})

describe('the contacts', () => {
  const people = async () => {
    const rig = await opened()
    const [asked, agreed, stopped] = [
      'whatsapp:+15550102031',
      'whatsapp:+15550102032',
      'whatsapp:+15550102033',
    ] as const
    for (const one of [asked, agreed, stopped]) await rig.writes(one, ACME.whatsapp, 'Hello')
    for (const one of [agreed, stopped]) await rig.writes(one, ACME.whatsapp, 'YES')
    await rig.writes(stopped, ACME.whatsapp, 'STOP')
    const body = { from: ACME.whatsapp, agent: 'ana', text: 'Good morning' }
    await rig.call('POST', '/v1/messages', { ...body, agent: 'ben', to: asked })
    await rig.call('POST', '/v1/messages', { ...body, to: agreed })
    const found = async (query: string) => {
      const { text } = await rig.context(`/contacts?${query}`)
      return [asked, agreed, stopped].filter((one) =>
        text.includes(`href="/console${contact(one)}`),
      )
    }
    return { ...rig, found, asked, agreed, stopped }
  }

  it('can be found by number, part of a number, consent, session, owner, line and held messages', async () => {
    const { found, advance, signIn, writes, asked, agreed, stopped } = await people()
    expect(await found('')).toEqual([asked, agreed, stopped])
    expect(await found(`q=${encodeURIComponent('+1 555 010-2032')}`)).toEqual([agreed])
    for (const spelled of ['1 (555) 010–2032', '001 555 0102032', '555 010 2032', agreed])
      expect(await found(`q=${encodeURIComponent(spelled)}`)).toEqual([agreed])
    expect(await found('q=102033')).toEqual([stopped])
    expect(await found('q=none')).toEqual([])
    expect(await found('consent=granted')).toEqual([agreed])
    expect(await found('consent=revoked')).toEqual([stopped])
    expect(await found('owner=ana')).toEqual([agreed])
    expect(await found('owner=an')).toEqual([])
    expect(await found('line=advisory')).toEqual([asked, agreed, stopped])
    expect(await found('line=plants')).toEqual([])
    expect(await found('held=yes')).toEqual([asked])
    expect(await found('consent=granted&held=yes')).toEqual([])
    expect(await found('closing=yes')).toEqual([])
    await advance(23 * HOUR)
    await writes(agreed, ACME.whatsapp, 'Are you there?')
    await signIn()
    expect(await found('closing=yes')).toEqual([asked, stopped])
    await advance(25 * HOUR)
    await signIn()
    expect(await found('closing=yes')).toEqual([])
    expect(await found('session=closed')).toEqual([asked, agreed, stopped])
  })

  it('have pages without gaps or duplicates', async () => {
    const { context, writes } = await opened()
    for (let i = 0; i < 120; i++) await writes(`whatsapp:+1555010${2000 + i}`, ACME.whatsapp, 'Hi')
    const seen: string[] = []
    let next: string | undefined = '/contacts'
    while (next) {
      const { text } = await context(next)
      seen.push(...[...text.matchAll(/<h2><a[^>]*>.*?<bdi>([^<]*)</g)].map(([, name = '']) => name))
      next = /href="\/console([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
  })

  it('are read out as they are shown, without the spelling of the API', async () => {
    const { context, asked } = await people()
    const read = async (path: string) =>
      (await context(path)).text
        .replace(/<(?:a|form|input|option|time)\b[^>]*>/g, '')
        .replace(/<[^>]*>/g, '')
    for (const path of [contact(asked), `${contact(asked)}/journal`, '/senders', '/policy'])
      expect(await read(path)).not.toMatch(/(?:whatsapp|sms):\+/)
    expect(await read(contact(asked))).toContain('messages from WhatsApp +15550001111')
  })

  it('show their state, and let a held message be withdrawn', async () => {
    const { context, post, call, asked } = await people()
    const { text } = await context(contact(asked))
    expect(text).toMatch(/consent requested<.*session open</s)
    const [, action = ''] = /action="\/console([^"]*\/withdraw[^"]*)"/.exec(text) ?? []
    const { headers } = await post(action.replaceAll('&amp;', '&'))
    expect(headers.get('Location')).toBe(
      `/console${contact(asked)}?done=withdrawn&organisation=acme`,
    )
    const after = await context(`${contact(asked)}?done=withdrawn&organisation=acme`)
    expect(after.text).toContain('The message was withdrawn.')
    expect(after.text).not.toContain('Held messages')
    expect((await call('GET', `/v1/contacts/${asked}`)).body.held).toEqual([])
  })

  it('name no agent for a request that answers the contact, while it waits for the paused sender', async () => {
    const { context, call, writes, sendOutcomes } = await opened()
    sendOutcomes.push({ status: 'rejected', code: '63038', fault: 'sender_paused' })
    const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
    await call('POST', '/v1/messages', hello)
    await writes('whatsapp:+15550102999', ACME.whatsapp, 'Hi')
    const { text } = await context(contact('whatsapp:+15550102999'))
    expect(text).toMatch(/the gateway<\/bdi> through/)
    expect(text).toMatch(/Withdraw<span[^>]*> the message of the gateway</)
  })
})

describe('marketing', () => {
  it('can be recorded as agreed and as unwanted, and the page shows which', async () => {
    const { context, post, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const page = async () => (await context(contact(MARIA))).text
    const form = (fields: Record<string, string>) =>
      post(
        `${contact(MARIA)}/marketing`,
        new URLSearchParams({ from: ACME.whatsapp, ...fields }).toString(),
      )
    expect(await page()).toContain('Agreed to marketing in writing')
    const { headers } = await form({ status: 'granted', basis: 'paper_form' })
    expect(headers.get('Location')).toContain('done=marketing')
    expect(await page()).toContain('marketing agreed')
    expect(await page()).not.toContain('Agreed to marketing in writing')
    await form({ status: 'revoked' })
    expect(await page()).toContain('>no marketing<')
    const { body } = await call('GET', `/v1/contacts/${MARIA}`)
    expect(body.senders[0].purposes.marketing).toMatchObject({
      status: 'revoked',
      source: 'agent',
      agent: 'administrator',
    })
  })
})

describe('the journal', () => {
  it('shows events and the reasons of refusals, and that its chain holds', async () => {
    const { context, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    await writes(MARIA, ACME.whatsapp, 'STOP')
    await call('POST', '/v1/messages', { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hi' })
    const { text } = await context(`${contact(MARIA)}/journal`)
    expect(text).toContain('The chain is intact')
    expect(text).toContain('The contact wrote')
    expect(text).toContain('<span class="chip plain">consent refused</span>')
    expect(text).toContain('The contact has declined your opt-in request.')
  })

  it('names the version at which its chain is broken', async () => {
    const broken = { ok: false, brokenAtVersion: 3 }
    const wrap = (store: Store): Store => ({ ...store, verify: async () => broken })
    const { context, writes } = await opened({ wrap })
    await writes(MARIA, ACME.whatsapp, 'Hello')
    expect((await context(`${contact(MARIA)}/journal`)).text).toContain(
      'The chain is broken at version 3',
    )
  })
})
