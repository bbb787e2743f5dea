/** Puts the parts of a running gateway together; a composition root builds one. */

import { withTracing } from './attempt/tracing.ts'
import type { Dependencies, Gateway } from './contracts.ts'
import { createHandle } from './handle/handle.ts'
import { createPump } from './outbox/pump.ts'
import { createPolicies } from './policies/policies.ts'

export type * from './contracts.ts'

/**
 * Puts the parts together: no routes, and nothing runs on its own but what a commit starts. The caller adds
 * `createApp` for the routes and `startSchedule` for what is due later.
 *
 * @example const app = createApp(createGateway({ directory, store, providers, crms, http, clock, … }))
 */
export const createGateway = (own: Dependencies): Gateway => {
  const parts = withTracing(own)
  const policies = createPolicies(parts, () => pump)
  const handle = createHandle(parts, policies, () => pump)
  const pump = createPump(parts, policies, handle)
  return { ...parts, handle, policies, pump }
}
