import { describe, expect, it } from 'vitest'
import { ACME, MARIA } from '../support/gateway.ts'
import { contact, FORM, opened } from './browser.ts'

describe('a contact in doubt', () => {
  const OTHER = 'whatsapp:+15550102034'
  const WORDS = 'no longer interested'
  const doubtful = async () => {
    const rig = await opened()
    for (const one of [MARIA, OTHER] as const) {
      await rig.writes(one, ACME.whatsapp, 'Hello')
      await rig.writes(one, ACME.whatsapp, 'YES')
    }
    await rig.writes(MARIA, ACME.whatsapp, WORDS)
    const page = async (address: string = MARIA) => (await rig.context(contact(address))).text
    /** Presses a button of the contact's page, with the fields of its form. */
    const press = async (label: string, address: string = MARIA, headers: object = FORM) => {
      const text = await page(address)
      const form = [
        ...text.matchAll(/<form[^>]*action="\/console([^"]*)"[^>]*>(.*?)<\/form>/gs),
      ].find(([, , inside = '']) => inside.includes(label))
      if (!form) throw new Error(`no button ${label}`)
      const [, action = '', inside = ''] = form
      const fields = [...inside.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      )
      const body = new URLSearchParams(fields).toString()
      return rig.post(action.replaceAll('&amp;', '&'), body, headers)
    }
    const consent = async (address: string) =>
      (await rig.call('GET', `/v1/contacts/${address}`)).body.senders[0].consent
    return { ...rig, page, press, consent }
  }

  it('is listed under "Possible opt-out" with the words and the time', async () => {
    const { context, consent } = await doubtful()
    const all = (await context('/contacts')).text
    const [, link = ''] = /href="\/console([^"]*)"[^>]*>Possible opt-out</.exec(all) ?? []
    const { text } = await context(link.replaceAll('&amp;', '&'))
    const { doubt } = await consent(MARIA)
    expect(text).toContain(`href="/console${contact(MARIA)}`)
    expect(text).not.toContain(contact(OTHER))
    expect(text).toMatch(/<q><bdi[^>]*>no longer interested<\/bdi><\/q>/i)
    expect(text).toContain(`since <time datetime="${doubt.at}"`)
  })

  it.each([
    ['They want to stop messages', 'opt_out', { status: 'revoked', source: 'agent' }],
    ['something else', 'other', { status: 'granted' }],
  ])('is settled by the button "%s", and the journal says who', async (label, is, after) => {
    const { page, press, consent, call, context } = await doubtful()
    expect(await page()).toContain('What did the contact mean?')
    const { status, headers } = await press(label)
    expect([status, headers.get('Location')]).toEqual([
      303,
      `/console${contact(MARIA)}?done=settled&organisation=acme`,
    ])
    const now = await consent(MARIA)
    expect(now).toMatchObject(after)
    expect(now.doubt).toBeUndefined()
    expect(await page()).not.toContain('What did the contact mean?')
    expect((await context('/contacts?doubt=true')).text).toContain(
      'No contacts match. <a href="/console/contacts',
    )
    const { body } = await call('GET', `/v1/contacts/${MARIA}/journal`)
    const inputs = body.entries.map(({ input }: { input: { doubt?: unknown } }) => input.doubt)
    expect(inputs).toContainEqual({ is, agent: 'administrator' })
  })

  it('can’t be settled or stopped from another site', async () => {
    const { press, consent } = await doubtful()
    const foreign = { ...FORM, 'Sec-Fetch-Site': 'cross-site' }
    for (const label of ['They want to stop messages', 'Contact asked to stop'])
      expect((await press(label, MARIA, foreign)).status).toBe(403)
    expect(await consent(MARIA)).toMatchObject({ status: 'granted', doubt: expect.anything() })
  })

  it('can be recorded as having asked to stop, in doubt or not', async () => {
    const { press, consent, page } = await doubtful()
    expect(await page(OTHER)).not.toContain('What did the contact mean?')
    const { headers } = await press('Contact asked to stop', OTHER)
    expect(headers.get('Location')).toContain('done=stopped')
    expect(await consent(OTHER)).toMatchObject({ status: 'revoked', agent: 'administrator' })
    const stopOf = /name="from" value="whatsapp:[^"]*"><button type="submit">Contact asked to stop/
    expect(await page(OTHER)).not.toMatch(stopOf)
  })
})

describe('a misread opt-out', () => {
  const SENTENCE = 'Please stop sending me these messages'
  const misread = async (words = SENTENCE) => {
    const rig = await opened()
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    await rig.writes(MARIA, ACME.whatsapp, 'YES')
    await rig.writes(MARIA, ACME.whatsapp, words)
    const consent = async () =>
      (await rig.call('GET', `/v1/contacts/${MARIA}`)).body.senders[0].consent
    const page = async () => (await rig.context(contact(MARIA))).text
    const corrects = async (fields: Readonly<Record<string, string>>) =>
      rig.post(`${contact(MARIA)}/correction`, new URLSearchParams(fields).toString())
    return { ...rig, consent, page, corrects }
  }

  it('is corrected with a reason, and page and journal name the person', async () => {
    const { page, corrects, consent, context, call } = await misread()
    expect(await consent()).toMatchObject({ status: 'revoked' })
    const before = await page()
    expect(before).toContain(`<q><bdi class="said" dir="auto">${SENTENCE}</bdi></q>`)
    const [, message = ''] = /name="corrects" value="([^"]*)"/.exec(before) ?? []
    const reason = 'She meant a meeting.'
    const { status, headers } = await corrects({
      corrects: message,
      reason,
      from: ACME.whatsapp,
    })
    expect([status, headers.get('Location')]).toEqual([
      303,
      `/console${contact(MARIA)}?done=corrected&organisation=acme`,
    ])
    expect(await consent()).toMatchObject({ status: 'granted', reason, agent: 'administrator' })
    const after = await page()
    expect(after).not.toContain('Read as an opt-out')
    expect(after).toMatch(/Corrected<\/dt><dd><bdi[^>]*>She meant a meeting\./)
    expect((await context(`${contact(MARIA)}/journal`)).text).toMatch(
      /<bdi[^>]*>administrator<\/bdi> corrected a misread opt-out: <bdi[^>]*>She meant/,
    )
    const body = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Good morning' }
    expect((await call('POST', '/v1/messages', body)).body.status).toBe('accepted')
  })

  it('stays an opt-out without a reason', async () => {
    const { page, corrects, consent } = await misread()
    const [, message = ''] = /name="corrects" value="([^"]*)"/.exec(await page()) ?? []
    const refused = await corrects({ corrects: message, reason: ' ', from: ACME.whatsapp })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('reason: is required with corrects')
    expect(await consent()).toMatchObject({ status: 'revoked' })
  })

  it('can’t be corrected for a lone STOP, which only the contact can lift', async () => {
    const { page, corrects, consent } = await misread('STOP')
    const { message } = await consent()
    const text = await page()
    expect(text).not.toContain('Read as an opt-out')
    expect(text).toContain('only the contact can lift it')
    expect(text).not.toContain('Record consent')
    expect((await corrects({ corrects: message, reason: 'So.' })).status).toBe(409)
    expect(await consent()).toMatchObject({ status: 'revoked' })
  })
})
