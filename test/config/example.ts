/** The configuration that the repository shows as an example, and values for the variables it names. */

import { readFileSync } from 'node:fs'

export const EXAMPLE = JSON.parse(readFileSync('postern.config.example.json', 'utf8'))

export const EXAMPLE_SECRETS = {
  TWILIO_AUTH_TOKEN: 'token',
  CRM_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ACME_API_KEY: 'the-api-key-of-acme-0123456789',
}
