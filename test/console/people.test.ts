import { describe, expect, it } from 'vitest'
import { type Admin, sharedAdmin } from '../../src/config/admins.ts'
import { hashKey } from '../../src/config/fields.ts'
import { ACME, MARIA } from '../support/gateway.ts'
import { contact, KEY, openConsole } from './browser.ts'

describe('people who sign in by name', () => {
  const ANA = 'the key of ana, which is long'
  const BEN = 'the key of ben, which is long'
  const NAMED = {
    admins: [
      { name: 'ana', role: 'administrator', keyHash: hashKey(ANA) },
      { name: 'ben', role: 'viewer', keyHash: hashKey(BEN) },
      { name: 'cleo', role: 'administrator', keyHash: hashKey('short') },
      sharedAdmin(KEY),
    ] satisfies Admin[],
  }
  const sender = `/senders/${encodeURIComponent(ACME.sms)}?organisation=acme`

  it('use their own key, and no other', async () => {
    const { signIn, context } = openConsole(NAMED)
    expect((await context('/login')).text).toContain('<label>Name')
    expect((await signIn(BEN, 'ana')).status).toBe(403)
    expect((await signIn(ANA, 'nobody')).status).toBe(403)
    expect((await signIn('short', 'cleo')).status).toBe(403)
    expect((await signIn(ANA, 'ana')).status).toBe(303)
    expect((await context('/overview')).status).toBe(200)
  })

  it('appear in the list of changes, with the time', async () => {
    const { signIn, post, context, call, now } = openConsole(NAMED)
    await call('PATCH', `/v1/senders/${encodeURIComponent(ACME.sms)}`, { active: false })
    await signIn(ANA, 'ana')
    await post(sender, 'active=true')
    const { body } = await call('GET', '/v1/audit')
    const at = new Date(now()).toISOString()
    expect(body.changes).toHaveLength(2)
    expect(body.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ at, who: 'ana', action: 'sender_activated', subject: ACME.sms }),
        expect.objectContaining({ who: 'api', action: 'sender_deactivated' }),
      ]),
    )
    const { text } = await context('/audit?organisation=acme')
    expect(text).toContain('<bdi class="said" dir="auto">ana</bdi>')
    expect(text).toContain('Sender activated</h2>')
    const byAna = (await context('/audit?organisation=acme&who=ana')).text
    expect([byAna.includes('activated</h2>'), byAna.includes('deactivated</h2>')]).toEqual([
      true,
      false,
    ])
    const off = (await context('/audit?organisation=acme&action=sender_deactivated')).text
    expect([off.includes('Sender activated</h2>'), off.includes('deactivated</h2>')]).toEqual([
      false,
      true,
    ])
    const none = (await context('/audit?organisation=acme&who=eve')).text
    expect(none).toContain('No changes match. <a href="/console/audit')
    expect((await context('/audit?organisation=zen')).text).toContain('No changes yet')
  })

  it('appear by name in the contact’s journal', async () => {
    const { signIn, post, context, writes, call } = openConsole(NAMED)
    await writes(MARIA, ACME.whatsapp, 'Hello')
    await call('POST', '/v1/messages', {
      from: ACME.whatsapp,
      to: MARIA,
      agent: 'zoe',
      text: 'Good morning',
    })
    await signIn(ANA, 'ana')
    const { body: known } = await call('GET', `/v1/contacts/${MARIA}`)
    const [held] = known.held
    await post(`${contact(MARIA)}/held/${held.message}/withdraw?organisation=acme`)
    await post(`${contact(MARIA)}/stop?organisation=acme`, `from=${ACME.whatsapp}`)
    const { text } = await context(`${contact(MARIA)}/journal?organisation=acme`)
    expect(text).toMatch(/A held message was withdrawn by <bdi[^>]*>ana</)
    expect(text).toMatch(/<bdi[^>]*>ana<\/bdi> recorded consent revoked/)
  })

  it('see everything as viewers, but can change nothing', async () => {
    const { signIn, post, context, call } = openConsole(NAMED)
    await signIn(BEN, 'ben')
    const { text } = await context('/senders?organisation=acme')
    expect(text).toContain(encodeURIComponent(ACME.sms))
    expect(text).toContain('Signed in as <strong>ben</strong>')
    expect(text).not.toContain('Deactivate')
    const refused = await post(sender, 'active=false')
    expect([refused.status, refused.text.includes('only an administrator')]).toEqual([403, true])
    const { body } = await call('GET', '/v1/senders')
    expect(body.senders).toMatchObject([{ state: 'active' }, { state: 'active' }])
    expect((await call('GET', '/v1/audit')).body.changes).toEqual([])
  })
})
