/** The console's pages in a real browser: up to date, and shut to strangers. That all can read them: readers.test.ts. */

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { sharedAdmin } from '../../../src/config/admins.ts'
import { consoleOf } from '../../../src/console/options.ts'
import { createApp } from '../../../src/runtime/app.ts'
import { complaintsOf, violations } from '../../support/browser/browser.ts'
import { openPages } from '../../support/browser/pages.ts'
import { describe, openForAll } from '../../support/browser/test.ts'
import { ACME, createRig, ZEN } from '../../support/gateway.ts'
import { serveSandbox } from '../../support/running.ts'

const CONTACT = 'whatsapp:+15557654321'
const MARKUP =
  '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'

const pages = openForAll(openPages)

const openPage = async (options: BrowserContextOptions = {}) => {
  const page = await pages().open(options)
  return { page, complaints: complaintsOf(page) }
}

const LOOKS = [
  { scheme: 'light', width: 1280, part: undefined },
  { scheme: 'dark', width: 1280, part: 'colours' },
  { scheme: 'light', width: 320, part: 'structure' },
] as const

describe('the pages of a sandbox', () => {
  let gateway: Awaited<ReturnType<typeof serveSandbox>>
  beforeAll(async () => {
    gateway = await serveSandbox()
  })
  afterAll(() => gateway.stop())

  it('shows each field of the policy whole on a phone', async () => {
    const { page } = await openPage({ viewport: { width: 320, height: 800 } })
    await page.goto(`${gateway.url}/console/policy`)
    const table = page.getByRole('region', { name: 'Fields of the policy' })
    expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
    expect(await table.getByRole('row').first().getByRole('columnheader').count()).toBe(3)
    await pages().leave(page)
  })

  it('shows new events without a reload', async () => {
    const { page } = await openPage()
    await page.goto(`${gateway.url}/console/contacts`)
    const from = 'whatsapp:+15557654399'
    await fetch(`${gateway.url}/sandbox/phone`, {
      method: 'POST',
      body: JSON.stringify({ from, to: 'whatsapp:+15550001111', text: 'Hello' }),
    })
    await page.getByRole('link', { name: from.replace('whatsapp:', 'WhatsApp ') }).waitFor()
    await pages().leave(page)
  })

  it('answers a contact in the inbox, through the composer', async () => {
    const from = 'whatsapp:+15557654377'
    for (const text of ['Hello', 'YES', 'When do you open?'])
      await fetch(`${gateway.url}/sandbox/phone`, {
        method: 'POST',
        body: JSON.stringify({ from, to: 'whatsapp:+15550001111', text }),
      })
    const { page, complaints } = await openPage()
    await page.goto(`${gateway.url}/console/inbox?need=unanswered`)
    await page.getByRole('link', { name: from.replace('whatsapp:', 'WhatsApp ') }).click()
    await page.locator('postern-composer #text').fill('At nine')
    await page.locator('postern-composer #text').press('Enter')
    await page.locator('postern-composer').getByText('At nine').waitFor()
    await page.goto(`${gateway.url}/console/inbox?need=unanswered&q=${encodeURIComponent(from)}`)
    await page.getByText('No contacts match.').waitFor()
    expect(complaints).toEqual([])
    await pages().leave(page)
  })

  it('works with only the keyboard', async () => {
    const { page } = await openPage()
    await page.goto(`${gateway.url}/console/overview`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await pages().leave(page)
  })
})

describe('the console in production', () => {
  const KEY = 'the key of the administrator'
  const rig = createRig()
  let server: Server
  let url: string
  beforeAll(async () => {
    const app = createApp(rig.gateway, consoleOf({ admins: [sharedAdmin(KEY)] }))
    server = createAdaptorServer({ fetch: app.fetch }) as Server
    server.listen(0)
    await once(server, 'listening')
    url = `http://localhost:${(server.address() as AddressInfo).port}/console`
    await rig.writes(CONTACT, ACME.whatsapp, MARKUP)
    await rig.writes(CONTACT, ZEN.whatsapp, 'Hello Zen')
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  const signIn = async (key: string) => {
    const { page, complaints } = await openPage()
    await page.goto(`${url}/contacts`)
    await page.getByLabel('Administrator key').fill(key)
    await page.getByRole('button', { name: 'Sign in' }).click()
    return { page, complaints }
  }

  it.each(LOOKS)('has a login that passes axe: $scheme, $width px', async (look) => {
    const { page } = await openPage({
      colorScheme: look.scheme,
      viewport: { width: look.width, height: 800 },
    })
    await page.goto(url)
    expect(page.url()).toBe(`${url}/login`)
    expect(await violations(page)).toEqual([])
    await pages().leave(page)
  })

  it('signs in with the key, and out again', async () => {
    const { page } = await signIn(KEY)
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: /account$/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto(`${url}/contacts`)
    expect(page.url()).toBe(`${url}/login`)
    await pages().leave(page)
  })

  it('refuses a wrong key', async () => {
    const { page } = await signIn('not the key of the administrator')
    await page.getByRole('alert').getByText('Wrong name or key.').waitFor()
    await page.goto(`${url}/contacts`)
    expect(page.url()).toBe(`${url}/login`)
    await pages().leave(page)
  })

  it('shows a contact’s markup as text', async () => {
    const { page, complaints } = await signIn(KEY)
    for (const path of [`/contacts/${CONTACT}`, `/contacts/${CONTACT}/journal`]) {
      await page.goto(`${url}${path}`)
      await page.getByText(MARKUP).waitFor()
      expect(await page.title()).not.toBe('owned')
      expect(await page.locator('main img').count()).toBe(0)
    }
    expect(complaints).toEqual([])
    await pages().leave(page)
  })

  it('switches between organisations', async () => {
    const { page } = await signIn(KEY)
    await page.getByRole('button', { name: 'Acme Wealth account' }).click()
    await page.getByLabel('Organisation').selectOption('Zen Garden')
    await page.getByRole('button', { name: 'Go' }).click()
    await page.getByRole('link', { name: 'Contacts' }).click()
    await page.getByRole('link', { name: CONTACT.replace('whatsapp:', 'WhatsApp ') }).click()
    await page.getByText('Hello Zen').waitFor()
    expect(await page.getByText(MARKUP).count()).toBe(0)
    await pages().leave(page)
  })

  test('a live sender is deactivated by typing its number, and activated again', async () => {
    const SMS = ACME.sms.replace('sms:', 'SMS ')
    const { page } = await signIn(KEY)
    await page.goto(`${url}/senders`)
    await page.getByText(`Deactivate the sender ${SMS}`).click()
    const form = page.locator('form', { hasText: `Deactivate ${SMS}` })
    await form.getByLabel('Type the number').fill('+1 555 000 1111')
    await form.getByRole('button').click()
    await page.getByText('The sender is deactivated.').waitFor()
    await page.getByText(`Activate the sender ${SMS}`).click()
    await page.getByRole('button', { name: `Activate ${SMS}` }).click()
    await page.getByText('The sender is active again.').waitFor()
    await pages().leave(page)
  })
})
