import { Webhook as Verifier } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { createWebhookCrm, type WebhookCrmOptions } from '../../../../adapters/crm/webhook/index.ts'
import { openWebhookCrm, SECRET } from '../../../support/crm/webhook-harness.ts'
import { harness, useCrm } from './rig.ts'

useCrm()

test.each([
  ['short', 'short'],
  ['too short behind its prefix', 'whsec_c2hvcnQ='],
  ['plain text, however long', 'a secret in plain text, which is long enough'],
  ['no base64 behind its prefix', 'whsec_a secret in plain text, which is long enough'],
  ['base64 without the prefix', btoa('thirty-two bytes of crm secrets!')],
])('a secret that is %s is refused, and how to make one is said', (_, secret) => {
  const options: WebhookCrmOptions = {
    connection: 'acme-crm',
    url: 'https://crm.example.com',
    secret,
    allowPrivate: false,
    media: () => '',
  }
  expect(() => createWebhookCrm(options)).toThrow('echo whsec_$(openssl rand -base64 32)')
  expect(() => createWebhookCrm(options)).not.toThrow(secret)
})

describe('the doctor', () => {
  const visit = async (status: (signed: boolean) => number) => {
    harness.answer((response) => {
      const { headers } = harness.arrived.at(-1) ?? { headers: {} }
      response.writeHead(status('webhook-signature' in headers)).end()
    })
    const findings = await harness.crm.diagnose(harness.http)
    return findings.map(({ ok, check, advice }) => `${ok ? 'yes' : 'no'}: ${advice ?? check}`)
  }

  test('passes a CRM that verifies', async () => {
    expect(await visit((signed) => (signed ? 204 : 401))).toEqual([
      'yes: acme-crm: the CRM is reachable',
      'yes: acme-crm: it rejects an unsigned event',
      'yes: acme-crm: it accepts a signed event',
    ])
    const [, ping] = harness.arrived.slice(-2)
    expect(new Verifier(SECRET).verify(ping?.body ?? '', ping?.headers as never)).toMatchObject({
      type: 'postern.ping',
      data: {},
    })
  })

  test('warns about a CRM that accepts anything', async () => {
    const [, second] = await visit(() => 200)
    expect(second).toBe('no: Anyone could post to it. Verify webhook-signature.')
  })

  test.each([
    [401, 'same secret'],
    [404, 'Check the path'],
    [308, 'redirects'],
    [502, 'It answered 502'],
  ])('reads a %s', async (status, advice) => {
    const findings = await visit(() => status)
    expect(findings.at(-1)).toContain(advice)
  })

  test('gives advice for a CRM that can’t be reached', async () => {
    harness.behave('refuses_connections')
    expect(await harness.crm.diagnose(harness.http)).toEqual([
      {
        ok: false,
        check: 'acme-crm: the CRM is reachable',
        advice: 'No connection. Check host, port and certificate.',
      },
    ])
  })

  test('explains how to allow a private address', async () => {
    const guarded = await openWebhookCrm({ allowPrivate: false })
    const [finding] = await guarded.crm.diagnose(guarded.http)
    await guarded.close()
    expect(finding?.advice).toContain('"allowPrivate": true')
    expect(guarded.arrived).toEqual([])
  })
})
