import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintsOf, openBrowser, openSite, type Site, violations } from '../support/browser.ts'
import { newFolder, type Running, startGateway } from '../support/running.ts'

let gateway: Running
let browser: Browser
let site: Site
let page: Page
let complaints: readonly string[]

beforeAll(async () => {
  gateway = await startGateway(newFolder())
  browser = await openBrowser()
  const policy = `default-src 'none'; script-src ${gateway.url}; connect-src ${gateway.url}`
  site = await openSite(policy)
  page = await browser.newPage()
  complaints = complaintsOf(page)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  site?.close()
  await gateway?.stop()
})

describe('a page of a CRM with the composer in it', () => {
  test('needs one script, under a strict policy', async () => {
    site.show(`<!doctype html><html lang="en"><title>CRM</title><main><h1>CRM</h1>
      <script src="${gateway.url}/composer.js"></script><postern-composer></postern-composer></main>`)
    await page.goto(site.url)
    await page.waitForFunction('customElements.get("postern-composer") !== undefined')
    expect(await violations(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})
