import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bundle, ENTRIES, moduleOf } from '../../scripts/browser.ts'
import * as composer from '../../src/generated/composer.ts'
import { LOCALES } from '../../templates/index.ts'
import { createRig } from '../support/gateway.ts'

const LIMIT = 45 * 1024

test.each(Object.entries(ENTRIES))(
  'npm run build:browser gives the bytes that are here: %s',
  async (entry, target) => {
    expect(moduleOf(entry, await bundle(entry)) === readFileSync(target, 'utf8')).toBe(true)
  },
)

test('the script of the composer is under 45 KB as it is sent', () => {
  const { length } = gzipSync(composer.SCRIPT)
  console.info(`composer.js: ${(length / 1024).toFixed(1)} KB gzipped, of 45 allowed`)
  expect(length).toBeLessThan(LIMIT)
})

test('the script of the composer has its words in every language, and none of the server’s', () => {
  for (const { composer: words, flow, refusals, optInRequest } of Object.values(LOCALES)) {
    expect(composer.SCRIPT).toContain(words.keys)
    expect(composer.SCRIPT).not.toContain(flow.wording.opt_in_request)
    expect(composer.SCRIPT).not.toContain(refusals.refusals.consent_granted)
    expect(composer.SCRIPT).not.toContain(optInRequest.types['twilio/text'].body)
  }
})

describe('GET /composer.js', () => {
  test('any page may load it, and no browser takes it for anything else', async () => {
    const { status, headers, body } = await createRig().call('GET', '/composer.js')
    expect(status).toBe(200)
    expect(body).toBe(composer.SCRIPT)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('max-age=300'),
    })
  })

  test('whoever has it already does not get it again', async () => {
    const rig = createRig()
    const etag = (await rig.call('GET', '/composer.js')).headers.get('etag') ?? ''
    const again = await rig.call('GET', '/composer.js', undefined, { 'If-None-Match': etag })
    expect(again.status).toBe(304)
    const other = await rig.call('GET', '/composer.js', undefined, { 'If-None-Match': '"old"' })
    expect(other.status).toBe(200)
  })
})
