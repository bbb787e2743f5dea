/** Opens the simulated world of a sandbox; a gateway with real connections loads none of it. */

import type { Hono } from 'hono'
import { MODULES } from '#modules'
import type { Gateway } from '../../engine/gateway.ts'
import type { Store } from '../../ports/store.ts'
import type { CrmForms } from '../../sandbox/crm-request.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { loadEmulatedCrms } from '../adapters.ts'

export const openWorld = async (store: Store): Promise<Sandbox> => {
  const { openSandbox } = await MODULES.world()
  return openSandbox(store, Date.now, loadCrmForms)
}

/** The forms of every CRM whose adapter can be emulated. */
export const loadCrmForms = async (): Promise<CrmForms> => {
  const { crmFormsOf } = await MODULES.crmForms()
  return crmFormsOf(await loadEmulatedCrms())
}

export const routesOf = async (gateway: Gateway, sandbox: Sandbox): Promise<Hono> => {
  const { sandboxRoutes } = await MODULES.worldRoutes()
  return sandboxRoutes(gateway, sandbox)
}
