/** Written by `npm run build:browser`; do not edit. */

import * as module0 from '../../adapters/provider/twilio/index.ts'
import * as module1 from '../../adapters/provider/meta/index.ts'
import * as module2 from '../../adapters/provider/telnyx/index.ts'
import * as module3 from '../../adapters/crm/webhook/index.ts'
import * as module4 from '../../adapters/crm/twilio-api/index.ts'
import * as module5 from '../../adapters/crm/twilio-api/routes/api.ts'
import * as module6 from '../../adapters/crm/chatwoot/index.ts'
import * as module7 from '../../adapters/crm/hubspot/index.ts'
import * as module8 from '../../adapters/crm/highlevel/index.ts'
import * as module9 from '../sandbox/provider.ts'
import * as module10 from '../sandbox/crm.ts'
import * as module11 from '../sandbox/sandbox.ts'
import * as module12 from '../sandbox/routes.ts'
import * as module13 from './sandbox/crm-forms.ts'
import * as module14 from '../console/sandbox-pages.ts'
import * as module15 from '../http/kit/serve.ts'
import * as module16 from '../http/v1/routes.ts'
import * as module17 from '../http/openapi/docs.ts'
import * as module18 from '../console/console.ts'
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
  twilio: async () => (await Promise.resolve(module0)).twilio,
  meta: async () => (await Promise.resolve(module1)).meta,
  telnyx: async () => (await Promise.resolve(module2)).telnyx,
}

/** CRMs, and both sides of the sandbox, which can simulate one of these providers. */
export const OTHERS = {
  webhook: async () => (await Promise.resolve(module3)).webhook,
  'twilio-api': async () => {
    const { twilioApi } = await Promise.resolve(module4)
    const { serveTwilio: routes } = await Promise.resolve(module5)
    return twilioApi && { ...twilioApi, routes }
  },
  chatwoot: async () => (await Promise.resolve(module6)).chatwoot,
  hubspot: async () => (await Promise.resolve(module7)).hubspot,
  highlevel: async () => (await Promise.resolve(module8)).highlevel,
  sandbox: async (providers: readonly ProviderAdapter[]) =>
    (await Promise.resolve(module9)).sandboxPhones?.(undefined, providers),
  'sandbox-crm': async () => (await Promise.resolve(module10)).sandboxCrm?.(),
}

/** Further modules that only a sandbox needs. */
export const SANDBOX_PARTS = {
  world: () => Promise.resolve(module11),
  routes: () => Promise.resolve(module12),
  crmForms: () => Promise.resolve(module13),
  pages: () => Promise.resolve(module14),
}

export const PARTS = {
  api: () => Promise.resolve(module15),
  apiRoutes: () => Promise.resolve(module16),
  docs: () => Promise.resolve(module17),
  console: () => Promise.resolve(module18),
}
