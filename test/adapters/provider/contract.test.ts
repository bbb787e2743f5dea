import { providerContract } from '../../contract/provider.ts'
import { META_SKIPS, openMeta } from '../../support/provider/meta-harness.ts'
import { openTelnyx, TELNYX_SKIPS } from '../../support/provider/telnyx-harness.ts'
import { openTwilio } from '../../support/provider/twilio-harness.ts'

providerContract('twilio', openTwilio)
providerContract('meta', openMeta, { skip: META_SKIPS })
providerContract('telnyx', openTelnyx, { skip: TELNYX_SKIPS })
