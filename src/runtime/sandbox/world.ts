/** Opens the simulated world of a sandbox; a gateway with real connections loads none of it. */

import type { Hono } from 'hono'
import { SANDBOX_PARTS } from '#adapters'
import type { Gateway } from '../../engine/gateway.ts'
import type { Store } from '../../ports/store.ts'
import type { CrmForms } from '../../sandbox/crm-request.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { loadEmulatedCrms } from '../setup/load-adapters.ts'

export const openWorld = async (store: Store): Promise<Sandbox> => {
  const { openSandbox } = await SANDBOX_PARTS.world()
  return openSandbox(store, Date.now, loadCrmForms)
}

/** The forms of every CRM whose adapter can be emulated. */
export const loadCrmForms = async (): Promise<CrmForms> => {
  const { crmFormsOf } = await SANDBOX_PARTS.crmForms()
  return crmFormsOf(await loadEmulatedCrms())
}

export const routesOf = async (gateway: Gateway, sandbox: Sandbox): Promise<Hono> => {
  const { sandboxRoutes } = await SANDBOX_PARTS.routes()
  return sandboxRoutes(gateway, sandbox)
}
