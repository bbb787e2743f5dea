import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Each language and each adapter adds to it; Cloudflare takes 3 MB on its free plan. */
const LIMIT = 342 * 1024
const folder = mkdtempSync(join(tmpdir(), 'postern-bundle-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the Workers bundle', () => {
  let inputs: readonly string[] = []
  beforeAll(() => {
    const configuration = '#worker-config:./postern.config.example.json'
    const options = ['--dry-run', '--minify', '--metafile', '--outdir', folder]
    execFileSync('npx', ['wrangler', 'deploy', ...options, '--alias', configuration], {
      stdio: 'pipe',
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    })
    const metafile = JSON.parse(readFileSync(join(folder, 'bundle-meta.json'), 'utf8'))
    inputs = Object.keys(metafile.inputs)
  }, 120_000)

  test('is under 342 KB as it is sent', () => {
    const { length } = gzipSync(readFileSync(join(folder, 'worker.js')))
    console.info(`the Worker's bundle: ${(length / 1024).toFixed(0)} KB gzipped, of 342 allowed`)
    expect(length).toBeLessThan(LIMIT)
  })

  test('contains no client library, and no code that only Node can run', () => {
    expect(inputs.some((path) => path.endsWith('adapters/provider/twilio/index.ts'))).toBe(true)
    const foreign =
      /node_modules\/(?:twilio|undici|pg|@hono\/node-server)\/|store\/(?:sqlite|postgres)/
    expect(inputs.filter((path) => foreign.test(path))).toEqual([])
  })

  test('contains no language: the static assets have them', () => {
    expect(inputs.filter((path) => /(?:^|\/)templates\/\w\w\//.test(path))).toEqual([])
  })

  test('contains the chosen configuration', () => {
    expect(inputs).toContain('postern.config.example.json')
  })
})
