/** The business that is simulated: one organisation, two lines, and how it is configured. */

import type { Directory } from '../../../src/config/directory.ts'
import { readConfig } from '../../support/adapters.ts'

export const PUBLIC_URL = 'https://gate.example.com'
export const ACCOUNT = `AC${'0'.repeat(31)}1`
export const TOKEN = 'the-auth-token-of-acme'
export const API_KEY = 'the-api-key-of-acme-0123456789'
export const CRM_KEY = 'thirty-two bytes of crm secrets!'
export const SECRET = 'the secret of the simulation'
export const CRM_URL = 'https://crm.example.com/hooks/postern'

export const ADVISORY = 'whatsapp:+15550001111'
export const ADVISORY_SMS = 'sms:+15550001111'
export const SERVICE = 'whatsapp:+15550002222'

const FLOWS = ['consent', 'consent', 'consent', 'disclaimer', 'recorded'] as const

/** The organisation with one of several opt-in flows. */
export const directoryOf = (draw: number): Directory => {
  const flow = FLOWS[draw % FLOWS.length] as string
  const known = directories.get(flow)
  if (known) return known
  const directory = readConfig(configuration(flow), {
    TOKEN,
    API_KEY,
    CRM_SECRET: `whsec_${btoa(CRM_KEY)}`,
  })
  directories.set(flow, directory)
  return directory
}

const directories = new Map<string, Directory>()

const configuration = (flow: string) => ({
  publicUrl: PUBLIC_URL,
  connections: {
    twilio: { adapter: 'twilio', accountSid: ACCOUNT, authTokens: [{ env: 'TOKEN' }] },
    crm: { adapter: 'webhook', url: CRM_URL, secret: { env: 'CRM_SECRET' } },
  },
  organisations: [
    {
      id: 'acme',
      name: 'Acme Wealth',
      apiKeys: [{ env: 'API_KEY' }],
      crm: 'crm',
      policy: { flow, optInTemplate: 'opt_in_request' },
      lines: [
        {
          id: 'advisory',
          name: 'Advisory',
          senders: [
            { address: ADVISORY, connection: 'twilio' },
            { address: ADVISORY_SMS, connection: 'twilio', optOutHandling: 'provider' },
          ],
        },
        {
          id: 'service',
          name: 'Service',
          senders: [{ address: SERVICE, connection: 'twilio' }],
        },
      ],
    },
  ],
})
