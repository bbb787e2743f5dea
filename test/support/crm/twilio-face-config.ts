/** The configuration of a gateway that a CRM knows as Twilio. */

import { CONFIG } from '../world.ts'

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
  readonly senders?: readonly object[] | undefined
}

/** An account, an API key, and a messaging service for the line. */
export const faceConfig = ({ face, policy, rateLimit, senders = [] }: FaceChanges = {}): object => {
  const [organisation] = CONFIG.organisations
  const lines = organisation?.lines.map((line) => ({
    ...line,
    senders: [...line.senders, ...senders],
  }))
  return {
    ...CONFIG,
    ...(rateLimit && { rateLimit }),
    connections: {
      ...CONFIG.connections,
      espo: {
        adapter: 'twilio-api',
        accountSid: ACCOUNT,
        authToken: { env: 'FACE_TOKEN' },
        apiKeys: [{ sid: KEY.sid, secret: { env: 'FACE_KEY' }, agent: 'robot' }],
        messagingServices: { [SERVICE]: 'advisory' },
        ...face,
      },
    },
    organisations: [
      {
        ...organisation,
        crm: ['acme-crm', 'espo'],
        policy: { ...organisation?.policy, ...policy },
        lines,
      },
    ],
  }
}
