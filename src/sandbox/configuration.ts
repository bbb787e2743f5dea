/** The default sandbox configuration: one bank, two lines, three senders. */

export const SANDBOX_CONFIG = {
  publicUrl: 'http://localhost:8787',
  connections: {
    phones: { adapter: 'sandbox' },
    crm: { adapter: 'sandbox-crm' },
  },
  organisations: [
    {
      id: 'sandbox',
      name: 'Sandbox Bank',
      apiKeys: [{ env: 'SANDBOX_API_KEY' }],
      crm: 'crm',
      policy: { optInTemplate: 'opt_in_request' },
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

/** Known to everybody, and worth nothing: it opens a bank without customers. */
export const SANDBOX_SECRETS = { SANDBOX_API_KEY: 'sandbox' }
