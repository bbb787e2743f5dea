/** What a process loads when it first needs it, so that a start reads few files; a Worker has all of it from its start (`#modules`). */

/** Adapters by the name in `adapter`, then parts of the gateway. */
export const MODULES = {
  twilio: () => import('../../../adapters/provider/twilio/index.ts'),
  meta: () => import('../../../adapters/provider/meta/index.ts'),
  telnyx: () => import('../../../adapters/provider/telnyx/index.ts'),
  webhook: () => import('../../../adapters/crm/webhook/index.ts'),
  'twilio-api': async () => ({
    ...(await import('../../../adapters/crm/twilio-api/index.ts')),
    ...(await import('../../../adapters/crm/twilio-api/routes/api.ts')),
  }),
  chatwoot: () => import('../../../adapters/crm/chatwoot/index.ts'),
  hubspot: () => import('../../../adapters/crm/hubspot/index.ts'),
  highlevel: () => import('../../../adapters/crm/highlevel/index.ts'),
  sandbox: () => import('../../sandbox/provider.ts'),
  'sandbox-crm': () => import('../../sandbox/crm.ts'),
  world: () => import('../../sandbox/sandbox.ts'),
  worldRoutes: () => import('../../sandbox/routes.ts'),
  crmForms: () => import('../sandbox/crm-forms.ts'),
  sandboxPages: () => import('../../console/sandbox-pages.ts'),
  api: async () => ({
    ...(await import('../../http/kit/serve.ts')),
    ...(await import('../../http/v1/routes.ts')),
  }),
  docs: () => import('../../http/openapi/docs.ts'),
  console: () => import('../../console/console.ts'),
}
