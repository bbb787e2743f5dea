import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bundle, ENTRIES, FOLDER, hashesOf, STYLES, styleAsset } from '../../scripts/browser.ts'
import { LOCALES } from '../../templates/index.ts'
import { createRig } from '../support/gateway.ts'

const LIMIT = 45 * 1024

const assetOf = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
const composer = assetOf('composer.js')

test.each(Object.entries(ENTRIES))(
  'npm run build:browser reproduces the committed bytes: %s',
  async (entry, name) => {
    expect((await bundle(entry)) === assetOf(name)).toBe(true)
  },
)

test.each(Object.entries(STYLES))(
  'npm run build:browser reproduces the committed bytes: %s',
  async (name, style) => {
    expect((await styleAsset(style)) === assetOf(name)).toBe(true)
  },
)

test('the hashes match the assets', () => {
  const names = [...Object.values(ENTRIES), ...Object.keys(STYLES)]
  const assets = names.map((name) => [name, assetOf(name)] as const)
  expect(readFileSync('src/generated/hashes.ts', 'utf8')).toBe(hashesOf(Object.fromEntries(assets)))
})

test('the composer’s script is under 45 KB as sent', () => {
  const { length } = gzipSync(composer)
  console.info(`composer.js: ${(length / 1024).toFixed(1)} KB gzipped, of 45 allowed`)
  expect(length).toBeLessThan(LIMIT)
})

test('the composer’s script has its words in every language, and none of the server’s', () => {
  for (const { composer: words, flow, refusals, optInRequest } of Object.values(LOCALES)) {
    expect(composer).toContain(words.keys)
    expect(composer).not.toContain(flow.wording.opt_in_request)
    expect(composer).not.toContain(refusals.refusals.consent_granted)
    expect(composer).not.toContain(optInRequest.types['twilio/text'].body)
  }
})

describe('GET /composer.js', () => {
  test('any page may load it, and browsers treat it only as a script', async () => {
    const { status, headers, body } = await createRig().call('GET', '/composer.js')
    expect(status).toBe(200)
    expect(body).toBe(composer)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('max-age=300'),
    })
  })

  test('a browser that has it doesn’t get it again', async () => {
    const rig = createRig()
    const etag = (await rig.call('GET', '/composer.js')).headers.get('etag') ?? ''
    const again = await rig.call('GET', '/composer.js', undefined, { 'If-None-Match': etag })
    expect(again.status).toBe(304)
    const other = await rig.call('GET', '/composer.js', undefined, { 'If-None-Match': '"old"' })
    expect(other.status).toBe(200)
  })
})
