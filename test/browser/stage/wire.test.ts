import { Webhook } from 'standardwebhooks'
import twilio from 'twilio'
import { expect, it } from 'vitest'
import { SANDBOX_ACCOUNT, SANDBOX_WEBHOOK_SECRET } from '../../../src/sandbox/configuration.ts'
import { violations } from '../../support/browser/browser.ts'
import { openTheatre } from '../../support/browser/stage.ts'
import { describe, openForAll } from '../../support/browser/test.ts'

const theatre = openForAll(openTheatre)

describe('the wire view', () => {
  it('shows a signed CRM request, and copies it as curl', async () => {
    const { page, events, writes, close } = await theatre().openStage({
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await writes("It's me")
    const received = events.getByRole('listitem').filter({ hasText: 'message.received' })
    await received.getByText('message.received', { exact: true }).click()
    await received.getByText('webhook-signature: v1,').waitFor()
    await received.getByRole('button', { name: 'Copy as curl' }).click()
    await received.getByText('Copied.').waitFor()
    const curl = String(await page.evaluate('navigator.clipboard.readText()'))
    const header = (name: string) => new RegExp(`'${name}: ([^']+)'`).exec(curl)?.[1] ?? ''
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
    const headers = Object.fromEntries(names.map((name) => [name, header(name)]))
    const body = /--data-raw '(.*)'$/s.exec(curl)?.[1]?.replaceAll("'\\''", "'") ?? ''
    const key = new Webhook(SANDBOX_WEBHOOK_SECRET).sign(
      headers['webhook-id'] ?? '',
      new Date(Number(headers['webhook-timestamp']) * 1000),
      body,
    )
    expect(headers['webhook-signature']).toBe(key)
    expect(JSON.parse(body)).toMatchObject({ type: 'message.received' })
    await close()
  })

  it('shows the CRM’s request in Twilio’s form, with a signature that Twilio’s library accepts', async () => {
    const { page, events, writes, close, complaints } = await theatre().openStage({
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await writes("It's me")
    const received = events.getByRole('listitem').filter({ hasText: 'message.received' })
    await events.getByRole('combobox', { name: 'As' }).selectOption({ label: 'Twilio’s form' })
    await received.getByText('message.received', { exact: true }).click()
    await received.getByText('x-twilio-signature: ').waitFor()
    await received.getByRole('button', { name: 'Copy as curl' }).click()
    await received.getByText('Copied.').waitFor()
    const curl = String(await page.evaluate('navigator.clipboard.readText()'))
    const [, url = ''] = /curl -X POST '([^']+)'/.exec(curl) ?? []
    const [, signature = ''] = /'x-twilio-signature: ([^']+)'/.exec(curl) ?? []
    const [, body = ''] = /--data-raw '(.*)'$/s.exec(curl) ?? []
    const params = Object.fromEntries(new URLSearchParams(body))
    expect(params).toMatchObject({ Body: "It's me" })
    expect(twilio.validateRequest(SANDBOX_ACCOUNT.token, signature, url, params)).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })

  it('shows Chatwoot, HubSpot and HighLevel requests in the form of their own APIs', async () => {
    const { events, writes, close, complaints } = await theatre().openStage()
    await writes('Is my contract ready?')
    const received = events.getByRole('listitem').filter({ hasText: 'message.received' })
    await received.getByText('message.received', { exact: true }).click()
    const form = events.getByRole('combobox', { name: 'As' })
    const posts = {
      Chatwoot:
        /POST https:\/\/app\.chatwoot\.com\/api\/v1\/accounts\/1\/conversations\/\d+\/messages/,
      HubSpot:
        /POST https:\/\/api\.hubapi\.com\/conversations\/custom-channels\/2026-09\/2\/messages/,
      HighLevel: /POST https:\/\/services\.leadconnectorhq\.com\/conversations\/messages\/inbound/,
    }
    for (const [name, post] of Object.entries(posts)) {
      await form.selectOption({ label: name })
      await received.getByText(post).filter({ hasText: 'Is my contract ready?' }).waitFor()
      await received.getByRole('button', { name: 'Copy as curl' }).waitFor()
    }
    const asked = events.getByRole('listitem').filter({ hasText: 'consent.requested' })
    await asked.getByText('consent.requested', { exact: true }).click()
    await asked.getByText('HighLevel: nothing is sent for this event.').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('shows traffic between the simulated provider and the gateway', async () => {
    const like = await openTheatre(['--like', 'meta'])
    const { page, events, writes, close, complaints } = await like.openStage()
    await writes('Hello')
    await events.getByText('Between Meta and the gateway').click()
    const log = events.getByRole('log', { name: 'Requests between Meta and the gateway' })
    const written = log.getByRole('listitem').filter({ hasText: 'webhook: message' })
    await written.getByText('From Meta, answered 200').click()
    await written.getByText('x-hub-signature-256: sha256=').waitFor()
    const sent = log.getByRole('listitem').filter({ hasText: 'To Meta, answered 200' })
    await sent.getByText('To Meta, answered 200').click()
    await sent.getByText('POST https://graph.facebook.com/v26.0/').waitFor()
    await sent.getByText('HTTP 200').waitFor()
    expect(await violations(page)).toEqual([])
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT })
    expect(complaints).toEqual([])
    await close()
    await like.close()
  })
})
