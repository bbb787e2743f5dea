/** Chatwoot, HubSpot and HighLevel as the sandbox plays them: they know everybody and accept everything. */

import { chatwoot } from '../../../adapters/crm/chatwoot/index.ts'
import { highlevel } from '../../../adapters/crm/highlevel/index.ts'
import { hubspot } from '../../../adapters/crm/hubspot/index.ts'
import type { Tell } from '../../core/model/message/message.ts'
import type { CrmAdapter } from '../../ports/adapter.ts'
import type { HttpRequest } from '../../ports/http.ts'
import type { Links } from '../../ports/store/links.ts'
import type { Vault } from '../../ports/vault.ts'
import type { ReceivedEvent } from '../../sandbox/crm.ts'
import type { CrmRequest } from '../../sandbox/crm-request.ts'
import { recordRequests } from './record-requests.ts'

type PlayedCrm = {
  /** As the page names it. */
  readonly name: string
  readonly adapter: CrmAdapter<never>
  readonly config: (sender: string) => Readonly<Record<string, unknown>>
  /** Their ids of our records, by kind. */
  readonly ids: Readonly<Record<string, string>>
  /** The body of an answer, where the adapter reads one. */
  readonly answer: (request: HttpRequest, tell: Tell) => object
}

const TOKEN = 'sandbox'

/** Nothing is verified here. */
const ANY_KEY = btoa('k'.repeat(32))

export const EMULATED_CRMS: readonly PlayedCrm[] = [
  {
    name: 'Chatwoot',
    adapter: chatwoot as CrmAdapter<never>,
    config: (sender) => ({
      url: 'https://app.chatwoot.com',
      accountId: 1,
      accessToken: TOKEN,
      webhookSecret: TOKEN,
      inboxes: { [sender]: 1 },
      apiVersion: 'v1',
      lockReplies: false,
      erase: false,
      requestsPerMinute: 3000,
      allowPrivate: false,
    }),
    ids: { contact: '51', conversation: '12', message: '12.1001' },
    answer: ({ url }, tell) =>
      url.endsWith('/agents') ? [{ id: 7, name: ownerOf(tell) }] : { id: 1001 },
  },
  {
    name: 'HubSpot',
    adapter: hubspot as CrmAdapter<never>,
    config: (sender) => ({
      apiUrl: 'https://api.hubapi.com',
      apiVersion: '2026-09',
      filesVersion: '2026-03',
      appId: '1',
      channelId: '2',
      clientSecret: TOKEN,
      accessToken: TOKEN,
      channelAccounts: { [sender]: '3' },
      assign: true,
      consentProperties: true,
      erase: false,
      allowPrivate: false,
    }),
    ids: { contact: '51', person: '51', thread: '9001', message: '1001' },
    answer: () => ({ id: '1001', conversationsThreadId: '9001' }),
  },
  {
    name: 'HighLevel',
    adapter: highlevel as CrmAdapter<never>,
    config: (sender) => ({
      apiUrl: 'https://services.leadconnectorhq.com',
      apiVersion: '2021',
      locationId: 'location1',
      clientId: 'client1',
      clientSecret: TOKEN,
      refreshToken: TOKEN,
      publicKey: ANY_KEY,
      providers: { [sender]: 'provider1' },
      dnd: 'both',
      assign: true,
      onContactDelete: 'keep',
      onErase: 'keep',
      allowPrivate: false,
    }),
    ids: { contact: 'contact1', conversation: 'conversation1', message: 'message1' },
    answer: ({ url }, tell) => {
      if (url.endsWith('/oauth/token')) return { access_token: TOKEN, refresh_token: TOKEN }
      if (url.includes('/users/')) return { users: [{ id: ownerOf(tell) }] }
      return { messageId: 'message1' }
    },
  },
]

/** The CRM knows every agent. */
const ownerOf = ({ detail }: Tell): string => String(detail?.owner ?? '')

/** The requests that the adapter makes for an event; none if the CRM has no form for it. */
export const emulatedRequests = async (
  { adapter, config, ids, answer }: PlayedCrm,
  { order, media }: ReceivedEvent,
): Promise<readonly CrmRequest[]> => {
  const { effect, organisation, message } = order
  const sender = effect.sender ?? message?.sender
  if (!sender) return []
  const { http, written } = recordRequests((request) => answer(request, effect))
  const crm = adapter.create({
    connection: adapter.name,
    config: config(sender),
    publicUrl: `https://gate.example.com/webhooks/${adapter.name}`,
    senders: [{ address: sender, organisation, line: effect.line ?? '', locale: 'en', fields: {} }],
    media,
    file: async () => new Response('(the bytes of the file)'),
    links: linksOf(ids, effect),
    vault: VAULT,
    clock: () => order.at,
    wait: async () => {},
  })
  if (crm.ignores?.(order)) return []
  await crm.deliver(order, http)
  return written.filter(({ url }) => !url.endsWith('/oauth/token'))
}

/** The contact exists in the CRM; the message only for events about its status. */
const linksOf = (ids: PlayedCrm['ids'], { type }: Tell): Links => ({
  link: async ({ theirs }) => theirs,
  theirs: async ({ kind }) =>
    kind === 'message' && type !== 'message.status' ? undefined : ids[kind],
  ours: async () => undefined,
  unlink: async () => {},
})

const VAULT: Vault = { read: async () => undefined, rotate: async (_name, _used, work) => work() }
