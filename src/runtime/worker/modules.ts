/**
 * The adapters and parts of a Worker, imported at its start: a request would have to wait for what is loaded later, and
 * `import()` adds a function to the bundle for each file. A deployment puts an empty module in the place of what it needn't contain.
 */

import * as chatwoot from '../../../adapters/crm/chatwoot/index.ts'
import * as highlevel from '../../../adapters/crm/highlevel/index.ts'
import * as hubspot from '../../../adapters/crm/hubspot/index.ts'
import * as twilioApi from '../../../adapters/crm/twilio-api/index.ts'
import * as twilioRoutes from '../../../adapters/crm/twilio-api/routes/api.ts'
import * as webhook from '../../../adapters/crm/webhook/index.ts'
import * as meta from '../../../adapters/provider/meta/index.ts'
import * as telnyx from '../../../adapters/provider/telnyx/index.ts'
import * as twilio from '../../../adapters/provider/twilio/index.ts'
import * as consolePages from '../../console/console.ts'
import * as sandboxPages from '../../console/sandbox-pages.ts'
import * as serve from '../../http/kit/serve.ts'
import * as docs from '../../http/openapi/docs.ts'
import * as routes from '../../http/v1/routes.ts'
import * as crm from '../../sandbox/crm.ts'
import * as provider from '../../sandbox/provider.ts'
import * as worldRoutes from '../../sandbox/routes.ts'
import * as world from '../../sandbox/sandbox.ts'
import type * as process from '../process/modules.ts'
import * as crmForms from '../sandbox/crm-forms.ts'

/** `#modules` */
export const MODULES: typeof process.MODULES = {
  twilio: async () => twilio,
  meta: async () => meta,
  telnyx: async () => telnyx,
  webhook: async () => webhook,
  'twilio-api': async () => ({ ...twilioApi, ...twilioRoutes }),
  chatwoot: async () => chatwoot,
  hubspot: async () => hubspot,
  highlevel: async () => highlevel,
  sandbox: async () => provider,
  'sandbox-crm': async () => crm,
  world: async () => world,
  worldRoutes: async () => worldRoutes,
  crmForms: async () => crmForms,
  sandboxPages: async () => sandboxPages,
  api: async () => ({ ...serve, ...routes }),
  docs: async () => docs,
  console: async () => consolePages,
}
