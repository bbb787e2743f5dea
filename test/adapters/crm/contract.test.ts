import { crmContract } from '../../contract/crm.ts'
import { openHighLevelCrm } from '../../support/highlevel-harness.ts'
import { openTwilioCrm } from '../../support/twilio-crm-harness.ts'
import { openWebhookCrm } from '../../support/webhook-harness.ts'

crmContract('webhook', openWebhookCrm, {
  skip: [
    {
      reason: 'it answers an event with a status alone; what it writes, it posts',
      tests: ['what the CRM answers passes the gate, under ids that follow from the event'],
    },
  ],
})

crmContract('twilio-api', openTwilioCrm, {
  skip: [
    {
      reason: 'it sends by creating a message at the face of Twilio, not by a webhook',
      tests: [
        'what an agent sends becomes one input, with the same id when it comes twice',
        'members that nobody knows are ignored',
        'one byte changed anywhere is bad_signature',
      ],
    },
  ],
})

crmContract('highlevel', openHighLevelCrm, {
  skip: [
    {
      reason: 'it answers a message with its own id for it; what agents write, it posts',
      tests: ['what the CRM answers passes the gate, under ids that follow from the event'],
    },
  ],
})
