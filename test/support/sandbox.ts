/** A sandbox in this process, with any configuration, that can be closed and opened again with another. */

import type { Store } from '../../src/ports/store.ts'
import { createApp } from '../../src/runtime/app.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../src/sandbox/configuration.ts'
import { sandboxRoutes } from '../../src/sandbox/routes.ts'
import { openSandbox } from '../../src/sandbox/sandbox.ts'
import { buildGateway } from './build.ts'
import { SMS, WHATSAPP } from './configuration.ts'
import { createMemoryStore } from './database/memory-store.ts'
import type { CrmEvent, Read } from './documents/answers.ts'
import { type Answer, createClient } from './http.ts'

export { SMS, WHATSAPP }
export const SERVICE = 'whatsapp:+15550002222'

const [ORGANISATION] = SANDBOX_CONFIG.organisations

/** The sandbox's configuration with another locale, policy or lines. */
export const sandboxConfig = (changes: object = {}, policy: object = {}) => ({
  ...SANDBOX_CONFIG,
  organisations: [{ ...ORGANISATION, policy: { ...ORGANISATION?.policy, ...policy }, ...changes }],
})

/** Opens it; `store` is that of one before. */
export const openWorld = async (
  config: object = SANDBOX_CONFIG,
  store: Store = createMemoryStore({ hashKey: 'key' }),
) => {
  const sandbox = await openSandbox(store, () => 1_800_000_000_000)
  const gateway = buildGateway({ config, env: SANDBOX_SECRETS, store, sandbox })
  const app = createApp(gateway, { sandbox: async () => sandboxRoutes(gateway, sandbox) })
  const { call, list } = createClient(app.request, 'sandbox')
  const senderOf = (address: string) => (address.startsWith('sms') ? SMS : WHATSAPP)
  const texts = ({ body }: Answer): readonly string[] => body.replies.map(({ text }) => text)
  return {
    call,
    store,
    /** What the contact reads in answer. */
    writes: async (from: string, text: string, more: object = {}) => {
      await call('POST', '/sandbox/clock', { advanceMs: 1000 })
      return texts(
        await call('POST', '/sandbox/phone', { from, to: senderOf(from), text, ...more }),
      )
    },
    sends: async (to: string, text = 'Hello, Ana here', more: object = {}) =>
      call('POST', '/v1/messages', { from: senderOf(to), to, agent: 'ana', text, ...more }),
    asks: (to: string, from = senderOf(to)) =>
      call('POST', '/v1/opt-in-requests', { from, to, agent: 'ana' }),
    contact: async (address: string) => (await call('GET', `/v1/contacts/${address}`)).body,
    consent: async (address: string, sender = senderOf(address)) => {
      const { body } = await call('GET', `/v1/contacts/${address}`)
      const found = body.senders.find((one) => one.sender === sender)
      if (!found) throw new Error(`${sender} is not a sender`)
      return found.consent
    },
    composer: async (to: string, from = senderOf(to)) =>
      (await call('GET', `/v1/composer?from=${from}&to=${to}&agent=ana`)).body,
    phone: async (address: string) => list<Read>(`/sandbox/phone/${address}`),
    events: async () => list<CrmEvent>('/sandbox/crm/events'),
    advance: (advanceMs: number) => call('POST', '/sandbox/clock', { advanceMs }),
    /** Writes, is asked, agrees. */
    agrees: async (from: string, more: object = {}) => {
      await call('POST', '/sandbox/phone', { from, to: senderOf(from), text: 'Hello', ...more })
      await call('POST', '/sandbox/phone', { from, to: senderOf(from), text: 'YES', ...more })
    },
  }
}
