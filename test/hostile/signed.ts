/** Webhooks signed as their real senders sign them, with any content. */

import { createHash } from 'node:crypto'
import twilio from 'twilio'
import { parseSecret, signHeaders } from '../../adapters/crm/webhook/signature.ts'
import { PUBLIC_URL, SECRETS } from './planted.ts'

type Secret = keyof typeof SECRETS
type Signed = [url: string, init: RequestInit]

/** A form of Twilio's. */
export const signedBy = (
  token: Secret,
  path: string,
  fields: Readonly<Record<string, string>>,
): Signed => {
  const url = `${PUBLIC_URL}${path}`
  const wellFormed = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]),
  )
  return [
    url,
    {
      method: 'POST',
      headers: {
        'x-twilio-signature': twilio.getExpectedTwilioSignature(SECRETS[token], url, wellFormed),
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      },
      body: new URLSearchParams(wellFormed).toString(),
    },
  ]
}

/** Twilio's other form: a JSON body whose hash is part of the signed URL. */
export const signedJson = (token: Secret, path: string, body: string): Signed => {
  const hash = createHash('sha256').update(body).digest('hex')
  const url = `${PUBLIC_URL}${path}?bodySHA256=${hash}`
  const signature = twilio.getExpectedTwilioSignature(SECRETS[token], url, {})
  const headers = { 'x-twilio-signature': signature, 'content-type': 'application/json' }
  return [url, { method: 'POST', headers, body }]
}

/** A webhook of a CRM, as Standard Webhooks say. */
export const signedEvent = (secret: Secret, path: string, id: string, body: string): Signed => [
  `${PUBLIC_URL}${path}`,
  {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signHeaders([parseSecret(SECRETS[secret])], { id, at: Date.now(), body }),
    },
    body,
  },
]
