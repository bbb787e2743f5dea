/** HubSpot for the contract of every CRM. */

import { hubspot } from '../../../adapters/crm/hubspot/index.ts'
import type { CrmHarness } from '../../contract/crm.ts'
import { WHATSAPP as SENDER } from '../configuration.ts'
import { API, createHubspot } from './hubspot.ts'
import { outgoing, signature } from './hubspot-rig.ts'
import { openCrmServer } from './server.ts'

const SECRETS = ['canary client secret', 'canary refresh token', 'access-1']

export const openHubspotCrm = async (): Promise<CrmHarness> => {
  const { posted, ...harness } = await openCrmServer({
    connection: 'hs',
    handlers: createHubspot().handlers,
    api: API,
    door: '/conversations/custom-channels/2026-09/222/messages',
    understand: (body) => {
      const message = JSON.parse(body)
      const [from] = message.senders
      const parties = { from: `whatsapp:${from.deliveryIdentifier.value}`, to: SENDER }
      const id = message.integrationIdempotencyId
      return { id, json: JSON.stringify({ ...message, ...parties }) }
    },
    create: (apiUrl, options) =>
      hubspot.create({
        ...options,
        config: {
          ...hubspot.config.parse({
            appId: 111,
            channelId: 222,
            clientId: 'client-1',
            clientSecret: { env: 'A' },
            refreshToken: { env: 'B' },
            channelAccounts: { [SENDER]: 333 },
            allowPrivate: true,
          }),
          apiUrl,
          clientSecret: SECRETS[0],
          refreshToken: SECRETS[1],
        },
      }),
    signatureHeader: 'x-hubspot-signature-v3',
  })
  return {
    ...harness,
    secrets: SECRETS,
    sends: ({ id, text, extra = {} }) => {
      const event = outgoing(id, text, {
        ...extra,
        createdBy: 'ana',
        recipients: [{ deliveryIdentifier: { value: '+15550102030' } }],
      })
      const body = JSON.stringify({ ...extra, ...event })
      return posted(body, signature(body, harness.now, { secret: SECRETS[0] ?? '' }))
    },
  }
}
