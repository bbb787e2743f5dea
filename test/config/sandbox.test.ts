import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownUrl, readSetup } from '../../src/runtime/setup/setup.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../src/sandbox/configuration.ts'
import { readConfig } from '../support/adapters.ts'

describe('the sandbox', () => {
  it('may have a CRM that uses Twilio’s API, but no other network, nor that CRM alone', () => {
    const { phones, twilio } = SANDBOX_CONFIG.connections
    const [organisation] = SANDBOX_CONFIG.organisations
    const read = (connections: object, crm: string) =>
      readConfig(
        { ...SANDBOX_CONFIG, connections, organisations: [{ ...organisation, crm }] },
        SANDBOX_SECRETS,
      )
    const own = { ...twilio, inboundUrl: 'http://localhost:3000/sms' }
    expect(read({ phones, twilio: own }, 'twilio').simulated).toBe(true)
    const url = 'https://crm.example.com'
    const webhook = { adapter: 'webhook', url, secret: { env: 'SANDBOX_AUTH_TOKEN' } }
    expect(() => read({ phones, twilio, webhook }, 'twilio')).toThrow("can't be mixed")
  })

  it('is a configuration like any other', () => {
    const directory = readConfig(SANDBOX_CONFIG, SANDBOX_SECRETS)
    expect(directory.simulated).toBe(true)
    expect(directory.byApiKey('sandbox')?.id).toBe('sandbox')
    expect(directory.sender('sms:+15550001111')?.optOutHandling).toBe('gateway')
  })

  it('is only reachable from this machine unless opened', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-'))
    const file = join(folder, 'sandbox.json')
    writeFileSync(file, JSON.stringify(SANDBOX_CONFIG))
    const env = { ...SANDBOX_SECRETS, POSTERN_CONFIG: file }
    expect(await readSetup(env)).toMatchObject({ sandbox: true, host: '127.0.0.1' })
    expect((await readSetup({ ...env, HOST: '0.0.0.0' })).host).toBe('0.0.0.0')
  })

  it.each([
    [undefined, 'http://localhost:8787'],
    ['127.0.0.1', 'http://localhost:8787'],
    ['0.0.0.0', 'http://localhost:8787'],
    ['::', 'http://localhost:8787'],
    ['192.0.2.7', 'http://192.0.2.7:8787'],
    ['2001:db8::7', 'http://[2001:db8::7]:8787'],
  ])('on the host %s names the address that answers', (host, url) => {
    expect(ownUrl(host, 8787)).toBe(url)
  })
})
