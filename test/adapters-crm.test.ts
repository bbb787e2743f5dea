import { crmContract } from './contract/crm.ts'
import { openWebhookCrm } from './support/webhook-harness.ts'

crmContract('webhook', openWebhookCrm)
