/** Secrets and other people's words, planted where an attacker would look for them. */

export const PUBLIC_URL = 'https://gate.example.com'
export const SECRETS = {
  ACME_TOKEN: 'canary-token-of-acme-0001',
  ZEN_TOKEN: 'canary-token-of-zen-00002',
  ACME_KEY: 'canary-key-of-acme-000000003',
  ZEN_KEY: 'canary-key-of-zen-0000000004',
  ACME_CRM: `whsec_${btoa('canary-crm-secret-of-acme-0005')}`,
  ZEN_CRM: `whsec_${btoa('canary-crm-secret-of-zen-00006')}`,
  FACE_TOKEN: 'canary-face-token-of-zen-0007',
  ADMIN: 'canary-admin-key-of-all-000009',
  OWN: 'canary-own-secret-00000000008',
}
export const ACME = {
  account: `AC${'a'.repeat(32)}`,
  whatsapp: 'whatsapp:+15550001111',
  sms: 'sms:+15550001111',
}
export const ZEN = { account: `AC${'b'.repeat(32)}`, whatsapp: 'whatsapp:+15550002222' }
/** The account that a CRM takes for one at Twilio. */
export const FACE = `AC${'c'.repeat(32)}`
/** A customer whose number, name and words nobody else may ever see. */
export const PLANTED = {
  address: 'whatsapp:+4915199988877',
  digits: '4915199988877',
  words: 'canary-words-of-a-customer',
  name: 'canary-name-of-a-customer',
  agent: 'canary-words-of-an-agent',
}
/** What must be found in no log line, no metric and no answer to a stranger. */
export const CANARIES = [...Object.values(SECRETS), PLANTED.words, PLANTED.name, PLANTED.digits]
