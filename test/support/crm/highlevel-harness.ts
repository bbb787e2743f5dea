/** HighLevel for the contract of every CRM. */

import { highlevel } from '../../../adapters/crm/highlevel/index.ts'
import type { CrmHarness } from '../../contract/crm.ts'
import { WHATSAPP as SENDER } from '../configuration.ts'
import { HL_API, LOCATION, PROVIDER, PUBLIC_KEY, signed } from './apis/highlevel.ts'
import { createHighLevel } from './highlevel.ts'
import { openCrmServer } from './server.ts'

const SECRETS = ['canary client secret', 'refresh-0', 'access-1']

export const openHighLevelCrm = async (): Promise<CrmHarness> => {
  const there = createHighLevel()
  const { posted, ...harness } = await openCrmServer({
    connection: 'hl',
    handlers: there.handlers,
    api: HL_API,
    door: '/conversations/messages/inbound',
    understand: (body) => {
      const message = JSON.parse(body) as Record<string, string>
      const contact = there.contacts.find(({ id }) => id === message.contactId)
      const parties = { from: `whatsapp:${contact?.phone}`, to: SENDER }
      return { id: message.altId ?? '', json: JSON.stringify({ ...message, ...parties }) }
    },
    create: (apiUrl, options) =>
      highlevel.create({
        ...options,
        config: {
          apiUrl,
          apiVersion: '2021',
          locationId: LOCATION,
          clientId: 'client-1',
          clientSecret: SECRETS[0],
          refreshToken: SECRETS[1],
          publicKey: PUBLIC_KEY,
          providers: { [SENDER]: PROVIDER },
          dnd: 'both',
          assign: true,
          onContactDelete: 'erase',
          onErase: 'delete',
          allowPrivate: true,
        },
      }),
    signatureHeader: 'x-ghl-signature',
    // No message of before is found again.
    reset: () => {
      there.messages.length = 0
    },
  })
  return {
    ...harness,
    secrets: SECRETS,
    sends: ({ id, text, extra = {} }) => {
      const { body, headers } = signed({
        ...extra,
        contactId: 'ct1',
        locationId: LOCATION,
        messageId: id,
        type: 'SMS',
        phone: '+15550102030',
        message: text,
        attachments: [],
        userId: 'ana',
      })
      return posted(body, headers)
    },
  }
}
