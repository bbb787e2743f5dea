import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'

type Bundle = {
  readonly bytes: number
  /** The files that it consists of. */
  readonly inputs: readonly string[]
}

/** Made in a folder of its own, by a program of this repository. */
const bundle = (program: string, ...args: readonly string[]): Bundle => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-bundle-'))
  try {
    const configuration = '#worker-config:./postern.config.example.json'
    const options = ['--dry-run', '--metafile', '--outdir', folder, '--alias', configuration]
    execFileSync(program, [...args, ...options], {
      stdio: 'pipe',
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    })
    const { inputs } = JSON.parse(readFileSync(join(folder, 'bundle-meta.json'), 'utf8'))
    const bytes = gzipSync(readFileSync(join(folder, 'worker.js'))).length
    return { bytes, inputs: Object.keys(inputs) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const EVERYTHING = /adapters\/(?:crm|provider)\/\w[\w-]*\/index|src\/sandbox\/sandbox/

describe.each([
  {
    name: 'with all adapters',
    // Each adapter adds to it; Cloudflare takes 3 MB on its free plan.
    allowed: 360,
    make: () => bundle('node_modules/.bin/wrangler', 'deploy', '--minify'),
    parts: [
      'adapters/crm/chatwoot/index.ts',
      'adapters/crm/highlevel/index.ts',
      'adapters/crm/hubspot/index.ts',
      'adapters/crm/twilio-api/index.ts',
      'adapters/crm/webhook/index.ts',
      'adapters/provider/meta/index.ts',
      'adapters/provider/telnyx/index.ts',
      'adapters/provider/twilio/index.ts',
      'src/sandbox/sandbox.ts',
    ],
  },
  {
    name: 'as npm run deploy:worker deploys the example',
    allowed: 250,
    make: () => bundle(process.execPath, 'scripts/deploy-worker.ts'),
    parts: ['adapters/crm/webhook/index.ts', 'adapters/provider/twilio/index.ts'],
  },
])('the Workers bundle $name', ({ allowed, make, parts }) => {
  let made: Bundle = { bytes: 0, inputs: [] }
  beforeAll(() => {
    made = make()
  }, 120_000)

  test(`is under ${allowed} KB as it is sent`, () => {
    const { bytes } = made
    console.info(`the Worker's bundle: ${(bytes / 1024).toFixed(1)} KB gzipped of ${allowed}`)
    expect(bytes).toBeLessThan(allowed * 1024)
  })

  test('contains these adapters, and the sandbox only with all', () => {
    expect(made.inputs.filter((path) => EVERYTHING.test(path)).sort()).toEqual(parts)
  })

  test('contains no client library, and no code that only Node can run', () => {
    const foreign =
      /node_modules\/(?:twilio|undici|pg|@hono\/node-server)\/|store\/(?:sqlite|postgres)/
    expect(made.inputs.filter((path) => foreign.test(path))).toEqual([])
  })

  test('contains no language: the static assets have them', () => {
    expect(made.inputs.filter((path) => /(?:^|\/)templates\/\w\w\//.test(path))).toEqual([])
  })

  test('contains the chosen configuration', () => {
    expect(made.inputs).toContain('postern.config.example.json')
  })
})
