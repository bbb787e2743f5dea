/** The business that is simulated: one organisation, two lines, and how it is configured. */

import type { Directory } from '../../../src/config/directory.ts'
import { readConfig } from '../../support/adapters.ts'
import { configOf, organisationOf, SECRETS, SMS, WHATSAPP } from '../../support/configuration.ts'

export const SECRET = 'the secret of the simulation'

export const ADVISORY = WHATSAPP
export const ADVISORY_SMS = SMS
export const SERVICE = 'whatsapp:+15550002222'

const FLOWS = ['consent', 'consent', 'consent', 'disclaimer', 'recorded'] as const

/** The organisation with one of several opt-in flows. */
export const directoryOf = (draw: number): Directory => {
  const flow = FLOWS[draw % FLOWS.length] as string
  const known = directories.get(flow)
  if (known) return known
  const directory = readConfig(configuration(flow), SECRETS)
  directories.set(flow, directory)
  return directory
}

const directories = new Map<string, Directory>()

const service = organisationOf({ senders: [SERVICE], line: { id: 'service', name: 'Service' } })

const configuration = (flow: string) => {
  const config = configOf({ policy: { flow, optInTemplate: 'opt_in_request' } })
  config.organisations[0].lines.push(...service.lines)
  return config
}
