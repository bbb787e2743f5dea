import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { adviceOnConfig, advised } from '../../../../src/runtime/commands/doctor/advice.ts'
import { complaintOf } from '../../../../src/runtime/old-node.js'

describe('the doctor adds advice', () => {
  const adviceOn = (advice?: string) =>
    advised({ ok: false, check: 'x', ...(advice !== undefined && { advice }) }).advice

  it.each([
    ['twilio: account answered 401', 'Check the secrets of this connection'],
    ['twilio: account answered 403.', 'grant it on the other side'],
    ['twilio: account answered 503', 'check its status page'],
    ['twilio: account answered 418', 'Check ids, addresses and secrets'],
    ['http: connect', "check the host's name and port"],
    ["The templates can't be read: http: timeout", 'firewall'],
    ['It failed.', 'LOG_LEVEL=debug'],
    [undefined, 'LOG_LEVEL=debug'],
  ])('about %s', (found, wanted) => {
    expect(adviceOn(found)).toContain(wanted)
    expect(adviceOn(found)).toContain(found ?? '')
  })

  it('of its own only if the adapter gives none', () => {
    const own = 'It answered 401. Check that both sides have the same secret.'
    expect(adviceOn(own)).toBe(own)
    expect(advised({ ok: true, check: 'x' })).toEqual({ ok: true, check: 'x' })
  })

  it('about the configuration', () => {
    expect(adviceOnConfig('a.b: the environment variable CRM_SECRET is not set')).toContain(
      'Set CRM_SECRET',
    )
    expect(adviceOnConfig('publicUrl: expected https://', 'my.json')).toContain('my.json')
  })
})

describe('an old Node', () => {
  it.each(['v16.20.0', 'v20.19.1', 'v22.17.9'])('%s gets advice on which to install', (version) => {
    expect(complaintOf(version)).toMatch(/22\.18 or newer.*Get Node 24 from https:\/\/nodejs\.org/)
  })

  it.each(['v22.18.0', 'v24.0.0', 'v26.1.0'])('%s does not', (version) => {
    expect(complaintOf(version)).toBeUndefined()
  })

  it('lets an install continue with a suitable Node', () => {
    const env = { ...process.env, npm_config_omit: 'dev' }
    expect(execFileSync(process.execPath, ['src/runtime/old-node.js'], { env }).toString()).toBe('')
  })
})
