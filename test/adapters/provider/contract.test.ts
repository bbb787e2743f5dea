import { providerContract } from '../../contract/provider.ts'
import { META_SKIPS, openMeta } from '../../support/meta-harness.ts'
import { openTelnyx, TELNYX_SKIPS } from '../../support/telnyx-harness.ts'
import { openTwilio } from '../../support/twilio-harness.ts'

providerContract('twilio', openTwilio)
providerContract('meta', openMeta, { skip: META_SKIPS })
providerContract('telnyx', openTelnyx, { skip: TELNYX_SKIPS })
