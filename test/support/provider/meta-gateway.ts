/** A whole gateway with a number at Meta, over HTTP as Meta sees it. */

import type { Webhook } from '../../../src/ports/side.ts'
import { createApp } from '../../../src/runtime/app.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { buildGateway } from '../build.ts'
import { API_KEY, configOf, SECRETS } from '../configuration.ts'
import { createClient } from '../http.ts'
import { CONNECTION, SECRETS as META_SECRETS, NOW, PHONE_ID, SENDER, startMeta } from './meta.ts'

export const META_ENV = { ...SECRETS, ...META_SECRETS }
export const META_CONFIG = configOf({
  connections: { 'acme-meta': CONNECTION },
  senders: [{ address: SENDER, phoneNumberId: PHONE_ID }],
  policy: { flow: 'recorded' },
})

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
  const { call } = createClient(app.request, API_KEY)
  return {
    ...meta,
    gateway,
    clock,
    lines,
    call,
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
