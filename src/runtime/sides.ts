/** The providers and CRMs that a configuration asks for. Only composition roots know of adapters. */

import { createTwilioApiCrm } from '../../adapters/crm/twilio-api/index.ts'
import { createSids, notingSids } from '../../adapters/crm/twilio-api/routes/sids.ts'
import { createWebhookCrm } from '../../adapters/crm/webhook/index.ts'
import { createTwilio } from '../../adapters/provider/twilio/index.ts'
import { ConfigError } from '../config/schema.ts'
import type { Parts } from '../engine/gateway.ts'
import type { Crm } from '../ports/crm.ts'
import type { Provider } from '../ports/provider.ts'
import type { Store } from '../ports/store.ts'
import { createSandboxCrm } from '../sandbox/crm.ts'
import { createSandboxProvider } from '../sandbox/provider.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { SANDBOX_TEMPLATES } from '../sandbox/templates.ts'
import { createMediaLinks } from '../tokens/media-link.ts'

export type Sides = {
  /** By connection. */
  readonly providers: Readonly<Record<string, Provider>>
  readonly crms: Readonly<Record<string, Crm>>
}

/** One side for each connection; those of the sandbox only where there is one. */
export const createSides = (
  { directory, secret }: Pick<Parts, 'directory' | 'secret'>,
  sandbox?: Sandbox,
  store?: Store,
): Sides => {
  const { make: media } = createMediaLinks({ publicUrl: directory.publicUrl, secret })
  const providers: Record<string, Provider> = {}
  const crms: Record<string, Crm> = {}
  for (const [name, connection] of Object.entries(directory.connections)) {
    switch (connection.adapter) {
      case 'twilio':
        providers[name] = createTwilio({
          ...connection,
          connection: name,
          publicUrl: directory.publicUrl,
          senders: directory.organisations
            .flatMap(({ senders }) => senders)
            .filter((sender) => sender.connection === name)
            .map(({ address }) => address),
          wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        })
        break
      case 'webhook':
        try {
          crms[name] = createWebhookCrm({ ...connection, connection: name, media })
        } catch (error) {
          throw new ConfigError([`connections.${name}.secret: ${(error as Error).message}`])
        }
        break
      case 'twilio-api':
        crms[name] = createTwilioApiCrm({ ...connection, connection: name, media })
        if (store) crms[name] = notingSids(crms[name], createSids(store))
        break
      case 'sandbox':
        if (!sandbox) break
        providers[name] = createSandboxProvider({
          connection: name,
          phones: sandbox.phones,
          templates: SANDBOX_TEMPLATES,
        })
        break
      case 'sandbox-crm':
        if (sandbox)
          crms[name] = createSandboxCrm({ connection: name, events: sandbox.events, media })
        break
    }
  }
  return { providers, crms }
}
