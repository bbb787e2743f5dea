import { describe, expect, it, test } from 'vitest'
import { ACME, MARIA } from '../support/gateway.ts'
import { contact, opened } from './browser.ts'

describe('an administrator', () => {
  it('records a consent with its basis and proof', async () => {
    const { context, post, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const fields = { basis: 'paper_form', evidence: 'form 4711', from: ACME.whatsapp }
    const { headers } = await post(
      `${contact(MARIA)}/consent`,
      new URLSearchParams(fields).toString(),
    )
    expect(headers.get('Location')).toContain('done=agreed')
    const { text } = await context(contact(MARIA))
    expect(text).toMatch(/Basis<\/dt><dd>paper form.*form 4711.*administrator/s)
    const { body } = await call('GET', `/v1/contacts/${MARIA}`)
    expect(body.senders[0].consent).toMatchObject({ status: 'granted', basis: 'paper_form' })
  })

  it.each(['', '+1 555 000 9999', 'yes'])(
    'can’t deactivate a sender or erase a contact with "%s" instead of the number',
    async (typed) => {
      const { post, writes, call } = await opened()
      await writes(MARIA, ACME.whatsapp, 'Hello')
      const confirm = new URLSearchParams({ confirm: typed, active: 'false' }).toString()
      const sender = await post(`/senders/${encodeURIComponent(ACME.sms)}`, confirm)
      expect([sender.status, sender.text]).toEqual([422, expect.stringContaining(ACME.sms)])
      expect((await post(`${contact(MARIA)}/erasure`, confirm)).status).toBe(422)
      const { body } = await call('GET', '/v1/senders')
      expect(body.senders).toMatchObject([{ state: 'active' }, { state: 'active' }])
      expect((await call('GET', `/v1/contacts/${MARIA}`)).status).toBe(200)
    },
  )

  it('erases a contact after typing its number, and the changes name the person', async () => {
    const { context, post, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const typed = new URLSearchParams({ confirm: '+49 1511 2345678' }).toString()
    const { headers } = await post(`${contact(MARIA)}/erasure`, typed)
    expect(headers.get('Location')).toBe('/console/contacts?done=erased&organisation=acme')
    expect((await call('GET', `/v1/contacts/${MARIA}`)).status).toBe(404)
    const { text } = await context('/audit')
    expect(text).toMatch(/Contact erased.*administrator/s)
    expect(text).not.toContain('15112345678')
  })

  it('hands a contact over and releases it, and the journal names the person', async () => {
    const { context, post, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const owner = async () => (await call('GET', `/v1/contacts/${MARIA}`)).body.senders[0].owner
    const path = `${contact(MARIA)}/owners/advisory`
    expect((await post(path, 'agent=ben')).headers.get('Location')).toContain('done=handed_over')
    expect(await owner()).toBe('ben')
    expect((await post(path)).headers.get('Location')).toContain('done=released')
    expect(await owner()).toBe(null)
    const { text } = await context(`${contact(MARIA)}/journal`)
    expect(text).toMatch(/administrator<\/bdi> handed the contact over to <bdi[^>]*>ben/)
    expect(text).toMatch(/released in Advisory by <bdi[^>]*>administrator/)
  })
})

test('a sender’s templates show their approval and variables', async () => {
  const { context } = await opened()
  const { text } = await context(`/templates?from=${encodeURIComponent(ACME.whatsapp)}`)
  expect(text).toMatch(/new_terms.*pending.*Variables<\/dt><dd>none/s)
  expect(text).toMatch(/reminder.*approved.*Hello .*\{\{1\}\}.*, we meet on .*\{\{2\}\}.*1, 2/s)
})

test('a dead letter is listed with its code, and retried on request', async () => {
  const { context, post, writes, crmOutcomes, events } = await opened()
  crmOutcomes.push({ status: 'rejected', code: '410' })
  await writes(MARIA, ACME.whatsapp, 'Hello')
  expect(events).not.toContain('message.received')
  const { text } = await context('/dead-letters')
  expect(text).toMatch(/acme-crm.*message\.received.*410/s)
  expect(text).toContain(`href="/console${contact(MARIA)}?organisation=acme"`)
  expect(text).not.toContain('<code>con_')
  const [, action = ''] = /formaction="\/console([^"]*\/replay[^"]*)"/.exec(text) ?? []
  expect((await post(action.replaceAll('&amp;', '&'))).status).toBe(303)
  expect(events).toContain('message.received')
  expect((await context('/dead-letters')).text).toContain('No dead letters.')
})
