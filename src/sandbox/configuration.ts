/** The default sandbox configuration: one bank, two lines, three senders. */

import type { Channel } from '../core/model/channel.ts'

/** The credentials of a Twilio client. */
export const SANDBOX_ACCOUNT = {
  sid: 'AC5a4db0c55a4db0c55a4db0c55a4db0c5',
  token: '0123456789abcdef0123456789abcdef',
}

export const SANDBOX_CONFIG = {
  publicUrl: 'http://localhost:8787',
  connections: {
    phones: { adapter: 'sandbox' },
    crm: { adapter: 'sandbox-crm' },
    twilio: {
      adapter: 'twilio-api',
      accountSid: SANDBOX_ACCOUNT.sid,
      authToken: { env: 'SANDBOX_AUTH_TOKEN' },
      // Status callbacks of a trial lead to this machine.
      allowPrivate: true,
    },
  },
  organisations: [
    {
      id: 'sandbox',
      name: 'Sandbox Bank',
      apiKeys: [{ env: 'SANDBOX_API_KEY' }],
      crm: ['crm', 'twilio'],
      policy: { optInTemplate: 'opt_in_request' },
      quickReplies: [
        { name: 'hours', text: 'We are here from Monday to Friday, 9 to 5.' },
        { name: 'thanks', text: 'Thank you for your message. I will look into it today.' },
      ],
      variableNames: { appointment_reminder: { 1: 'First name', 2: 'Day' } },
      lines: [
        {
          id: 'advisory',
          name: 'Advisory',
          senders: [
            { address: 'whatsapp:+15550001111', connection: 'phones' },
            // No provider answers STOP here, as Twilio would.
            { address: 'sms:+15550001111', connection: 'phones', optOutHandling: 'gateway' },
          ],
        },
        {
          id: 'service',
          name: 'Service',
          senders: [{ address: 'whatsapp:+15550002222', connection: 'phones' }],
        },
      ],
    },
  ],
}

/** A provider that the sandbox can look like. */
export type Model = { readonly name: string; readonly channels: readonly Channel[] }

/** The same bank, with each provider's channels on a connection that simulates it. */
export const sandboxConfigLike = (models: readonly Model[]) => {
  const modelOf = (address: string) =>
    models.find(({ channels }) => channels.some((channel) => address.startsWith(`${channel}:`)))
  return {
    ...SANDBOX_CONFIG,
    connections: {
      ...SANDBOX_CONFIG.connections,
      ...Object.fromEntries(
        models.map(({ name }) => [connectionLike(name), { adapter: 'sandbox', like: name }]),
      ),
    },
    organisations: SANDBOX_CONFIG.organisations.map((organisation) => ({
      ...organisation,
      lines: organisation.lines.map((line) => ({
        ...line,
        senders: line.senders.map((sender) => {
          const model = modelOf(sender.address)
          // The simulated provider decides who answers a STOP.
          return model
            ? { address: sender.address, connection: connectionLike(model.name) }
            : sender
        }),
      })),
    })),
  }
}

const connectionLike = (name: string) => `sandbox-${name}`

/** Public on purpose: they give access to simulated data only. */
export const SANDBOX_SECRETS = {
  SANDBOX_API_KEY: 'sandbox',
  SANDBOX_AUTH_TOKEN: SANDBOX_ACCOUNT.token,
}

/** Signs the shown events like the `webhook` connection. */
export const SANDBOX_WEBHOOK_SECRET = `whsec_${btoa('the sandbox signs with this key')}`
