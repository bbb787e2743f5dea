/** The configuration of a gateway that a CRM knows as Twilio. */

import { type Configuration, configOf, type Part, SMS, TWILIO, WHATSAPP } from '../configuration.ts'

export const ACCOUNT = 'AC000000000000000000000000000000fa'
export const TOKEN = 'the-token-issued-to-the-crm'
export const KEY = { sid: `SK${'0'.repeat(30)}fa`, secret: 'the-secret-issued-to-the-crm' }
export const SERVICE = `MG${'0'.repeat(30)}fa`
export const ENV = { FACE_TOKEN: TOKEN, FACE_KEY: KEY.secret }

export type FaceChanges = {
  /** What is changed in the connection, and in the organisation's policy. */
  readonly face?: object | undefined
  readonly policy?: object | undefined
  readonly rateLimit?: object | undefined
  /** Further senders of the line. */
  readonly senders?: readonly Part[] | undefined
}

/** An account, an API key, and a messaging service for the line. */
export const faceConfig = ({
  face,
  policy,
  rateLimit,
  senders = [],
}: FaceChanges = {}): Configuration => ({
  ...configOf({
    connections: {
      'acme-twilio': TWILIO,
      espo: {
        adapter: 'twilio-api',
        accountSid: ACCOUNT,
        authToken: { env: 'FACE_TOKEN' },
        apiKeys: [{ sid: KEY.sid, secret: { env: 'FACE_KEY' }, agent: 'robot' }],
        messagingServices: { [SERVICE]: 'advisory' },
        ...face,
      },
    },
    crm: ['acme-crm', 'espo'],
    policy: { optInTemplate: 'opt_in_request', ...policy },
    senders: [WHATSAPP, { address: SMS, optOutHandling: 'provider' }, ...senders],
  }),
  ...(rateLimit && { rateLimit }),
})
