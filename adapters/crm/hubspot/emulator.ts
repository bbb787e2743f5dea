/** HubSpot as the sandbox simulates it. */

import type { CrmEmulator } from '../../../src/ports/crm-emulator.ts'

export const emulator: CrmEmulator = {
  title: 'HubSpot',
  config: ({ sender }) => ({
    apiUrl: 'https://api.hubapi.com',
    apiVersion: '2026-09',
    filesVersion: '2026-03',
    appId: '1',
    channelId: '2',
    clientSecret: 'sandbox',
    accessToken: 'sandbox',
    channelAccounts: { [sender]: '3' },
    assign: true,
    consentProperties: true,
    erase: false,
    allowPrivate: false,
  }),
  ids: { contact: '51', person: '51', thread: '9001', message: '1001' },
  answer: () => ({ id: '1001', conversationsThreadId: '9001' }),
}
