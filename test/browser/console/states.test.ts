/** The console with nothing, with much and with long and foreign names, and when it can't go on: in a real browser. */

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedAdmin } from '../../../src/config/admins.ts'
import { consoleOf } from '../../../src/console/options.ts'
import { createApp } from '../../../src/runtime/app.ts'
import { complaintsOf, violations } from '../../support/browser/browser.ts'
import { openPages } from '../../support/browser/pages.ts'
import { describe, openForAll } from '../../support/browser/test.ts'
import { ACME, createRig, MARIA, type Rig } from '../../support/gateway.ts'

const KEY = 'the key of the administrator'
const LONG = `Bartholomew ${'Featherstonehaugh'.repeat(6)}`
const WIDTHS = [1440, 1366, 768, 320] as const

const pages = openForAll(openPages)

const serve = async (rig: Rig) => {
  const app = createApp(rig.gateway, consoleOf({ admins: [sharedAdmin(KEY)] }))
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}/console`
  return {
    url,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const signedIn = async (url: string): Promise<Page> => {
  const page = await pages().open()
  await page.goto(`${url}/overview`)
  await page.getByLabel('Administrator key').fill(KEY)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  return page
}

/** Readable and whole at every width, in light and dark. */
const check = async (page: Page) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations(page, colorScheme === 'dark' ? 'colours' : undefined)).toEqual([])
  }
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 768 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await page.evaluate("document.querySelector('header').offsetHeight")).toBeLessThan(70)
  }
}

describe('a console before any traffic', () => {
  const rig = createRig()
  let site: Awaited<ReturnType<typeof serve>>
  let page: Page
  beforeAll(async () => {
    site = await serve(rig)
    page = await signedIn(site.url)
  })
  afterAll(async () => {
    await pages().leave(page)
    site.close()
  })

  it.each([
    ['/inbox', 'No contacts yet.'],
    ['/contacts', 'No contacts yet.'],
    ['/overview', 'No messages.'],
    ['/observations', 'Nothing was observed'],
    ['/dead-letters', 'No dead letters.'],
    ['/audit', 'No changes yet.'],
  ])('%s says so', async (path, text) => {
    await page.goto(`${site.url}${path}`)
    await page.getByText(text).first().waitFor()
    await check(page)
  })
})

describe('a console with much traffic', () => {
  const rig = createRig({ policy: { enforce: 'observe' } })
  let site: Awaited<ReturnType<typeof serve>>
  let page: Page
  beforeAll(async () => {
    site = await serve(rig)
    page = await signedIn(site.url)
    for (let i = 0; i < 30; i++)
      await rig.writes(`whatsapp:+1555010${5000 + i}`, ACME.whatsapp, `Hello ${i}`)
    await rig.writes(MARIA, ACME.whatsapp, 'مرحبا، هل عقدي جاهز؟')
    await rig.writes(MARIA, ACME.whatsapp, 'x'.repeat(600))
    const message = { from: ACME.whatsapp, agent: LONG, text: 'Good morning' }
    await rig.call('POST', '/v1/messages', { ...message, to: 'whatsapp:+15550106000' })
    await rig.call('POST', '/v1/messages', { ...message, to: MARIA })
    for (let i = 0; i < 3; i++) {
      rig.crmOutcomes.push({ status: 'rejected', code: 'gone' })
      await rig.writes('whatsapp:+15550105000', ACME.whatsapp, `Are you there? ${i}`)
    }
    const path = `/v1/senders/${encodeURIComponent(ACME.sms)}`
    await rig.call('PATCH', path, { active: false, agent: LONG, reason: LONG })
  })
  afterAll(async () => {
    await pages().leave(page)
    site.close()
  })

  const maria = encodeURIComponent(MARIA)
  it.each([
    '/inbox',
    `/inbox?contact=${maria}`,
    '/contacts',
    `/contacts/${maria}`,
    `/contacts/${maria}/journal`,
    '/senders',
    '/observations',
    '/dead-letters',
    '/audit',
  ])('%s is whole', async (path) => {
    await page.goto(`${site.url}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(
      "document.querySelectorAll('details').forEach((one) => { one.open = true })",
    )
    await check(page)
  })

  it('shows the findings of a replay', async () => {
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.goto(`${site.url}/policy`)
    await page.getByLabel('Policy (JSON)').fill('{"enforce":"enforce"}')
    await page.getByRole('button', { name: 'Replay the last 30 days' }).click()
    await page.getByRole('heading', { level: 1, name: 'Replay' }).waitFor()
    await check(page)
  })

  it('selects all dead letters of the page with one click', async () => {
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.goto(`${site.url}/dead-letters`)
    await page.getByLabel('Select all on this page').check()
    expect(await page.locator('input[name=ids]:checked').count()).toBe(3)
    await page.getByRole('button', { name: 'Try the selected again' }).click()
    await page.getByText('No dead letters.').waitFor()
  })

  it('has its menu in one row, or behind a button if space is short', async () => {
    await page.goto(`${site.url}/senders`)
    const link = page.getByRole('navigation', { name: 'Console' }).getByRole('link')
    const tops = () =>
      page.evaluate(
        "[...new Set([...document.querySelectorAll('#menu a')].map((one) => one.getBoundingClientRect().top))].length",
      )
    for (const width of [1920, 1440, 1366, 1280]) {
      await page.setViewportSize({ width, height: 768 })
      expect(await tops()).toBe(1)
    }
    for (const width of [1024, 320]) {
      await page.setViewportSize({ width, height: 768 })
      expect(await link.count()).toBe(0)
      await page.getByRole('button', { name: /^Menu/ }).click()
      expect(await link.filter({ hasText: 'Senders' }).getAttribute('aria-current')).toBe('page')
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')
      expect(await link.count()).toBe(0)
    }
  })

  it('says when the sign-in has ended, and stops showing old figures', async () => {
    const own = await signedIn(site.url)
    const complaints = complaintsOf(own)
    await own.goto(`${site.url}/dead-letters`)
    await own.context().clearCookies()
    const alert = own.getByRole('alert')
    await alert.getByText('You are signed out.').waitFor()
    expect(await violations(own)).toEqual([])
    await alert.getByRole('link', { name: 'Sign in' }).click()
    await own.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(complaints).toEqual([])
    await pages().leave(own)
  })
})
