/** Events of the sandbox as real CRMs get them: the adapters' own requests, to a network that only records them. */

import type { Tell } from '../../core/model/message/message.ts'
import type { CrmAdapter } from '../../ports/adapter.ts'
import type { CrmEmulator, EmulatedRequest } from '../../ports/crm-emulator.ts'
import type { Order } from '../../ports/side.ts'
import type { Links } from '../../ports/store/links.ts'
import type { Vault } from '../../ports/vault.ts'
import { SANDBOX_ACCOUNT, SANDBOX_WEBHOOK_SECRET } from '../../sandbox/configuration.ts'
import type { CrmEvent, ReceivedEvent } from '../../sandbox/crm.ts'
import type { CrmForm, CrmForms } from '../../sandbox/crm-request.ts'
import { recordRequests } from './record-requests.ts'

const FACTS = { webhookSecret: SANDBOX_WEBHOOK_SECRET, account: SANDBOX_ACCOUNT }

/** The forms of these CRMs, where they can be emulated. */
export const crmFormsOf = (adapters: readonly CrmAdapter[]): CrmForms => {
  const crms = adapters.flatMap((adapter) =>
    adapter.emulator ? [{ adapter, emulator: adapter.emulator }] : [],
  )
  const formOf = async (
    { adapter, emulator }: (typeof crms)[number],
    event: CrmEvent,
    received: ReceivedEvent | undefined,
  ): Promise<readonly CrmForm[]> => {
    const { title: name, requestOf } = emulator
    if (requestOf) return [{ name, requests: [requestOf(event, FACTS)] }]
    return received ? [{ name, requests: await requestsOf(adapter, emulator, received) }] : []
  }
  return {
    names: crms.map(({ emulator }) => emulator.title),
    of: async (event, received) =>
      (await Promise.all(crms.map((crm) => formOf(crm, event, received)))).flat(),
  }
}

/** The requests that the adapter makes for an event; none if the CRM has no form for it. */
const requestsOf = async (
  adapter: CrmAdapter,
  { config, ids = {}, answer, callback }: CrmEmulator,
  { order: given, media }: ReceivedEvent,
): Promise<readonly EmulatedRequest[]> => {
  const connection = adapter.name
  const order = withCallback(given, connection, callback)
  const { effect, organisation, message } = order
  const sender = effect.sender ?? message?.sender
  if (!sender) return []
  const { http, written } = recordRequests((request) => answer?.(request, effect))
  const crm = adapter.create({
    connection,
    config: config({ sender, ...FACTS }),
    publicUrl: `https://gate.example.com/webhooks/${connection}`,
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

/** As if the message had been sent by this CRM, which wants to know its statuses. */
const withCallback = (
  order: Order<Tell>,
  connection: string,
  callback: string | undefined,
): Order<Tell> => {
  const { message } = order
  if (!message || callback === undefined) return order
  return { ...order, message: { ...message, origin: { callback, ...message.origin, connection } } }
}

/** The contact exists in the CRM; the message only for events about its status. */
const linksOf = (ids: Readonly<Record<string, string>>, { type }: Tell): Links => ({
  link: async ({ theirs }) => theirs,
  theirs: async ({ kind }) =>
    kind === 'message' && type !== 'message.status' ? undefined : ids[kind],
  ours: async () => undefined,
  unlink: async () => {},
})

const VAULT: Vault = { read: async () => undefined, rotate: async (_name, _used, work) => work() }
