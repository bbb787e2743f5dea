/** HighLevel as the sandbox simulates it. */

import type { CrmEmulator } from '../../../src/ports/crm-emulator.ts'

/** Nothing is verified with it. */
const ANY_KEY = btoa('k'.repeat(32))

export const emulator: CrmEmulator = {
  title: 'HighLevel',
  config: ({ sender }) => ({
    apiUrl: 'https://services.leadconnectorhq.com',
    apiVersion: '2021',
    locationId: 'location1',
    clientId: 'client1',
    clientSecret: 'sandbox',
    refreshToken: 'sandbox',
    publicKey: ANY_KEY,
    providers: { [sender]: 'provider1' },
    dnd: 'both',
    assign: true,
    onContactDelete: 'keep',
    onErase: 'keep',
    allowPrivate: false,
  }),
  ids: { contact: 'contact1', conversation: 'conversation1', message: 'message1' },
  answer: ({ url }, { detail }) => {
    if (url.endsWith('/oauth/token')) return { access_token: 'sandbox', refresh_token: 'sandbox' }
    if (url.includes('/users/')) return { users: [{ id: String(detail?.owner ?? '') }] }
    return { messageId: 'message1' }
  },
}
