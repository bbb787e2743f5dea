import { providerContract } from '../../contract/provider.ts'
import { META_SKIPS, openMeta } from '../../support/meta-harness.ts'
import { openTwilio } from '../../support/twilio-harness.ts'

providerContract('twilio', openTwilio)
providerContract('meta', openMeta, { skip: META_SKIPS })
