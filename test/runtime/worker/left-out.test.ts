/** A Worker whose deployment left adapters out, and whose configuration names them nevertheless. */

import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { LOADERS, readConfig } from '../../../src/runtime/setup/load-adapters.ts'

// What is left of a module that was replaced by an empty one.
vi.mock('../../../adapters/provider/telnyx/index.ts', () => ({ telnyx: undefined }))
vi.mock('../../../adapters/crm/twilio-api/index.ts', () => ({ twilioApi: undefined }))
vi.mock('../../../adapters/crm/twilio-api/routes/api.ts', () => ({ serveTwilio: undefined }))
vi.mock('../../../src/sandbox/provider.ts', () => ({ sandboxPhones: undefined }))
vi.mock('../../../src/sandbox/crm.ts', () => ({ sandboxCrm: undefined }))

const EXAMPLE = JSON.parse(readFileSync('postern.config.example.json', 'utf8'))
const ENV = {
  TWILIO_AUTH_TOKEN: 'a token of 24 characters or more',
  CRM_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ACME_API_KEY: 'a key of 24 characters or more',
}
const LEFT_OUT = ['telnyx', 'twilio-api', 'sandbox', 'sandbox-crm']
const present = Object.keys(LOADERS).filter((name) => !LEFT_OUT.includes(name))
const EXPECTED = `expected one of ${present.join(', ')}`

test.each(LEFT_OUT)('it does not start with %s, and says what it has', async (adapter) => {
  const connections = { ...EXAMPLE.connections, other: { adapter } }
  await expect(readConfig({ ...EXAMPLE, connections }, ENV)).rejects.toMatchObject({
    problems: [`connections.other.adapter: ${EXPECTED}`],
  })
})
