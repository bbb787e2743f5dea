import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSetup } from '../../src/runtime/setup/setup.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../src/sandbox/configuration.ts'
import { EXAMPLE_SECRETS as ENV, EXAMPLE } from './example.ts'
import { spoiled } from './spoiled.ts'

/** As long as it has to be, and no longer. */
const SECRET = 's'.repeat(32)

describe('the environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-'))
  const file = join(folder, 'postern.config.json')
  writeFileSync(file, JSON.stringify(EXAMPLE))
  const env = { ...ENV, POSTERN_CONFIG: file }

  it('suggests a configuration file for a live gateway', async () => {
    const setup = await readSetup({ ...env, POSTERN_SECRET: SECRET, PORT: '9000' })
    expect(setup).toMatchObject({ sandbox: false, port: 9000, secret: SECRET, warnings: [] })
    expect(setup.host).toBeUndefined()
  })

  it('warns that the gate only observes, naming the senders', async () => {
    const open = join(folder, 'open.config.json')
    const observed = spoiled((config) => {
      config.organisations[0].lines[0].senders[1].policy = { enforce: 'observe' }
    })
    writeFileSync(open, JSON.stringify(observed))
    const { warnings } = await readSetup({ ...env, POSTERN_SECRET: SECRET, POSTERN_CONFIG: open })
    expect(warnings).toEqual([expect.stringContaining('only observes for sms:+15550001111:')])
  })

  it('warns that a derived secret changes with the secrets it is derived from', async () => {
    const { secret, warnings } = await readSetup(env)
    expect(warnings.join()).toContain('POSTERN_SECRET')
    const again = await readSetup(env)
    expect(again.secret).toBe(secret)
    const rotated = await readSetup({
      ...env,
      CRM_SECRET: `whsec_${btoa('another text of 24 bytes or more')}`,
    })
    expect(rotated.secret).not.toBe(secret)
  })

  it.each([
    [{ PORT: 'http' }, 'PORT: expected a number from 0 to 65535'],
    [{ PORT: '0x10' }, 'PORT: expected a number from 0 to 65535'],
    [{ POSTERN_LEASE_MS: '1e4' }, 'POSTERN_LEASE_MS: expected a number from 1000 to 3600000'],
    [
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL: expected file: and a path, or postgres://user:password@host/database',
    ],
    [{ PORT: ' ' }, 'PORT: is blank: give it a value, or remove it'],
    [{ HOST: ' ' }, 'HOST: is blank: give it a value, or remove it'],
    [
      { HOST: 'my host' },
      'HOST: expected the name or the IP address of an interface, such as 127.0.0.1',
    ],
    [{ POSTERN_SECRET: ' '.repeat(40) }, 'POSTERN_SECRET: is blank: give it a value, or remove it'],
    [
      { POSTERN_ADMIN_KEY: ' '.repeat(40) },
      'POSTERN_ADMIN_KEY: is blank: give it a value, or remove it',
    ],
    [
      { DATABASE_URL: 'file: ' },
      'DATABASE_URL: expected file: and a path, or postgres://user:password@host/database',
    ],
    [
      { ACME_API_KEY: ' '.repeat(40) },
      'organisations[0].apiKeys[0]: the environment variable ACME_API_KEY is blank',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: expected one of debug, info, warn, error, silent'],
    [{ POSTERN_CONFIG: '/nowhere.json' }, "the file /nowhere.json can't be read (ENOENT)"],
  ])('names what is wrong in %o', async (wrong, problem) => {
    await expect(readSetup({ ...env, ...wrong })).rejects.toMatchObject({ problems: [problem] })
  })

  it('explains why a file is not JSON', async () => {
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{ "publicUrl": }')
    await expect(readSetup({ POSTERN_CONFIG: broken })).rejects.toThrow(
      /is not JSON: Unexpected token/,
    )
  })

  it('accepts a file with a byte order mark', async () => {
    const marked = join(folder, 'marked.json')
    writeFileSync(marked, `\ufeff${JSON.stringify(SANDBOX_CONFIG)}`)
    const env = { ...SANDBOX_SECRETS, POSTERN_CONFIG: marked }
    expect(await readSetup(env)).toMatchObject({ sandbox: true, file: marked })
  })

  it('uses the database path as written', async () => {
    expect((await readSetup({ ...env, DATABASE_URL: 'file:///data/p.db' })).database).toBe(
      '/data/p.db',
    )
    expect((await readSetup(env)).database).toBe('./postern.db')
  })
})
