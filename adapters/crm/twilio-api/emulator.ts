/** A client of Twilio's API as the sandbox simulates it. */

import type { CrmEmulator } from '../../../src/ports/crm-emulator.ts'

const BASE_URL = 'https://crm.example.com/twilio'

export const emulator: CrmEmulator = {
  title: 'Twilio’s form',
  config: ({ account: { sid, token } }) => ({
    accountSid: sid,
    authToken: token,
    apiKeys: [],
    inboundUrl: `${BASE_URL}/messages`,
    agent: 'crm',
    messagingServices: {},
    onHeld: 'accept',
    allowPrivate: false,
  }),
  callback: `${BASE_URL}/status`,
}
