/** Chatwoot as the sandbox simulates it. */

import type { CrmEmulator } from '../../../src/ports/crm-emulator.ts'

export const emulator: CrmEmulator = {
  title: 'Chatwoot',
  config: ({ sender }) => ({
    url: 'https://app.chatwoot.com',
    accountId: 1,
    accessToken: 'sandbox',
    webhookSecret: 'sandbox',
    inboxes: { [sender]: 1 },
    apiVersion: 'v1',
    lockReplies: false,
    erase: false,
    requestsPerMinute: 3000,
    allowPrivate: false,
  }),
  ids: { contact: '51', conversation: '12', message: '12.1001' },
  answer: ({ url }, { detail }) =>
    url.endsWith('/agents') ? [{ id: 7, name: String(detail?.owner ?? '') }] : { id: 1001 },
}
