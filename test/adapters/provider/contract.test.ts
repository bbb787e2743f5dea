import { providerContract } from '../../contract/provider.ts'
import { openTwilio } from '../../support/twilio-harness.ts'

providerContract('twilio', openTwilio)
