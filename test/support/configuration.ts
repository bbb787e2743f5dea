/** The one builder of configurations for tests: Acme, as its file says, and the secrets it names. */

export const PUBLIC_URL = 'https://gate.example.com'
export const WHATSAPP = 'whatsapp:+15550001111'
export const SMS = 'sms:+15550001111'
export const ACCOUNT = 'AC00000000000000000000000000000001'
export const API_KEY = 'the-api-key-of-acme-0123456789'
export const TOKEN = 'the-auth-token-of-acme'
export const CRM_KEY = 'thirty-two bytes of crm secrets!'
export const CRM_SECRET = `whsec_${btoa(CRM_KEY)}`
export const CRM_URL = 'https://crm.example.com/hooks/postern'

/** Values of the variables that `configOf` names. */
export const SECRETS = { TWILIO_AUTH_TOKEN: TOKEN, CRM_SECRET, ACME_API_KEY: API_KEY }

/** Part of a configuration, as it stands in the file. */
export type Part = Record<string, unknown>

export const TWILIO: Part = {
  adapter: 'twilio',
  accountSid: ACCOUNT,
  authTokens: [{ env: 'TWILIO_AUTH_TOKEN' }],
}
export const WEBHOOK: Part = { adapter: 'webhook', url: CRM_URL, secret: { env: 'CRM_SECRET' } }

/** A sender by its address alone, or with what else stands beside it. */
type Sender = string | Part
type Line = Part & { senders: [Part, ...Part[]] }
type Organisation = Part & { policy: Part; lines: [Line, ...Line[]] }
export type Configuration = Part & {
  connections: Record<string, Part>
  organisations: [Organisation, ...Organisation[]]
}

type OrganisationOptions = Part & {
  readonly senders?: readonly Sender[]
  /** Of the senders that name none. */
  readonly connection?: string | undefined
  /** Members of the line, `advisory` by default. */
  readonly line?: Part
}

/** Acme with one line and two senders; other members given replace its own. */
export const organisationOf = ({
  senders = [WHATSAPP, { address: SMS, optOutHandling: 'provider' }],
  connection = 'acme-twilio',
  line,
  ...organisation
}: OrganisationOptions = {}): Organisation => ({
  id: 'acme',
  name: 'Acme Wealth',
  apiKeys: [{ env: 'ACME_API_KEY' }],
  crm: 'acme-crm',
  policy: { optInTemplate: 'opt_in_request' },
  lines: [
    {
      id: 'advisory',
      name: 'Advisory',
      ...line,
      senders: senders.map<Part>((sender) => ({
        connection,
        ...(typeof sender === 'string' ? { address: sender } : sender),
      })) as [Part, ...Part[]],
    },
  ],
  ...organisation,
})

/** Acme's file. Senders that name no connection are on the first; `acme-crm` is there if it is used. */
export const configOf = ({
  connections = { 'acme-twilio': TWILIO },
  crm = 'acme-crm',
  ...organisation
}: OrganisationOptions & { readonly connections?: Record<string, Part> } = {}): Configuration => ({
  publicUrl: PUBLIC_URL,
  connections: {
    ...connections,
    ...([crm].flat().includes('acme-crm') && { 'acme-crm': connections['acme-crm'] ?? WEBHOOK }),
  },
  organisations: [
    organisationOf({ connection: Object.keys(connections)[0], crm, ...organisation }),
  ],
})
