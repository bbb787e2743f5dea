/**
 * All adapters, and the parts of the gateway that a process loads when it first needs them. No other list names them.
 * A Worker imports all of them at its start: `npm run build:browser` writes its own list from this file.
 */

import type { ProviderAdapter } from '../ports/adapter.ts'

/**
 * By the name in `adapter`. A start loads those that its configuration names. A Worker's deployment puts an empty
 * module in the place of others, which then are undefined here.
 */
export const PROVIDERS = {
  twilio: async () => (await import('../../adapters/provider/twilio/index.ts')).twilio,
  meta: async () => (await import('../../adapters/provider/meta/index.ts')).meta,
  telnyx: async () => (await import('../../adapters/provider/telnyx/index.ts')).telnyx,
}

/** CRMs, and both sides of the sandbox, which can simulate one of these providers. */
export const OTHERS = {
  webhook: async () => (await import('../../adapters/crm/webhook/index.ts')).webhook,
  'twilio-api': async () => {
    const { twilioApi } = await import('../../adapters/crm/twilio-api/index.ts')
    const { serveTwilio: routes } = await import('../../adapters/crm/twilio-api/routes/api.ts')
    return twilioApi && { ...twilioApi, routes }
  },
  chatwoot: async () => (await import('../../adapters/crm/chatwoot/index.ts')).chatwoot,
  hubspot: async () => (await import('../../adapters/crm/hubspot/index.ts')).hubspot,
  highlevel: async () => (await import('../../adapters/crm/highlevel/index.ts')).highlevel,
  sandbox: async (providers: readonly ProviderAdapter[]) =>
    (await import('../sandbox/provider.ts')).sandboxPhones?.(undefined, providers),
  'sandbox-crm': async () => (await import('../sandbox/crm.ts')).sandboxCrm?.(),
}

/** Further modules that only a sandbox needs. */
export const SANDBOX_PARTS = {
  world: () => import('../sandbox/sandbox.ts'),
  routes: () => import('../sandbox/routes.ts'),
  crmForms: () => import('./sandbox/crm-forms.ts'),
  pages: () => import('../console/sandbox-pages.ts'),
}

export const PARTS = {
  api: () => import('../http/kit/serve.ts'),
  apiRoutes: () => import('../http/v1/routes.ts'),
  docs: () => import('../http/openapi/docs.ts'),
  console: () => import('../console/console.ts'),
}
