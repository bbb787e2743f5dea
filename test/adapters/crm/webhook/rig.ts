/** A CRM with our own webhook, and its secrets. */

import { afterAll, beforeAll, beforeEach } from 'vitest'
import { openWebhookCrm, type WebhookHarness } from '../../../support/crm/webhook-harness.ts'

export const FORMER = `whsec_${btoa('a former secret, which is long enough')}`
export const NOW = Date.parse('2026-11-24T09:00:00Z')

export let harness: WebhookHarness

/** The tests of a file share a CRM, which accepts everything at first. */
export const useCrm = () => {
  beforeAll(async () => {
    harness = await openWebhookCrm({ previousSecret: FORMER })
  })
  afterAll(() => harness.close())
  beforeEach(() => harness.behave('accepts'))
}
