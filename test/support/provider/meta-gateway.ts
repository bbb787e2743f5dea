/** A whole gateway with a number at Meta, over HTTP as Meta sees it. */

import type { Webhook } from '../../../src/ports/side.ts'
import { createApp } from '../../../src/runtime/app.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { buildGateway } from '../build.ts'
import { ACCOUNT, NOW, PHONE_ID, SENDER, startMeta, WABA } from './meta.ts'

export const META_ENV = {
  META_TOKEN: ACCOUNT.accessToken,
  META_APP_SECRET: ACCOUNT.appSecrets[0],
  META_VERIFY: ACCOUNT.verifyToken,
  KEY: 'the-key-of-acme-0123456789',
  CRM: `whsec_${btoa('thirty-two bytes of crm secrets!')}`,
}

export const META_CONFIG = {
  publicUrl: ACCOUNT.publicUrl,
  connections: {
    'acme-meta': {
      adapter: 'meta',
      businessAccountId: WABA,
      accessToken: { env: 'META_TOKEN' },
      appSecrets: [{ env: 'META_APP_SECRET' }],
      verifyToken: { env: 'META_VERIFY' },
    },
    'acme-crm': { adapter: 'webhook', url: 'https://crm.example.com/hook', secret: { env: 'CRM' } },
  },
  organisations: [
    {
      id: 'acme',
      name: 'Acme',
      apiKeys: [{ env: 'KEY' }],
      crm: 'acme-crm',
      policy: { flow: 'recorded' },
      lines: [
        {
          id: 'advisory',
          name: 'Advisory',
          senders: [{ address: SENDER, connection: 'acme-meta', phoneNumberId: PHONE_ID }],
        },
      ],
    },
  ],
}

/** Opens it; `close` at the end. `clock.now` can be moved. */
export const openMetaGateway = async (config: object = META_CONFIG) => {
  const meta = await startMeta()
  const clock = { now: NOW }
  const lines: string[] = []
  const gateway = buildGateway({
    config,
    env: META_ENV,
    http: meta.http,
    clock: () => clock.now,
    log: createLog({ level: 'info', write: (line) => void lines.push(line) }),
  })
  const app = createApp(gateway)
  const api = async (method: string, path: string, body?: unknown) => {
    const answer = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${META_ENV.KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) }
  }
  return {
    ...meta,
    gateway,
    clock,
    lines,
    api,
    /** Meta posts a webhook; resolves to the status of our answer. */
    post: async ({ headers, body }: Webhook): Promise<number> =>
      (
        await app.request('/webhooks/acme-meta', {
          method: 'POST',
          headers,
          body: new TextDecoder().decode(body),
        })
      ).status,
    get: (query: string) => app.request(`/webhooks/acme-meta?${query}`),
  }
}
