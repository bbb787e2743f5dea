/** Chatwoot as a CRM, through its API inboxes: docs/chatwoot.md, https://developers.chatwoot.com/api-reference */

import type { Address } from '../../../src/core/model/address.ts'
import { type CreateOptions, defineCrm } from '../../../src/ports/adapter.ts'
import type { Crm } from '../../../src/ports/crm.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import { createCaller } from '../kit/calls.ts'
import { createNotes } from '../kit/notes.ts'
import { createRecords } from '../kit/records.ts'
import { createAgents } from './agents.ts'
import { createApi } from './api.ts'
import { type ChatwootConfig, checkConfig, configSchema, inboxOf } from './config.ts'
import { createContacts } from './contacts.ts'
import { createFiles } from './deliver/files.ts'
import { createDeliver } from './deliver/index.ts'
import type { SenderInbox } from './delivery.ts'
import { diagnose } from './diagnosis.ts'
import { emulator } from './emulator.ts'
import { createMaintenance } from './maintenance.ts'
import { createReadMessage, createReceive } from './receive/index.ts'
import { keysOf, verify } from './receive/signature.ts'
import { createThread } from './thread.ts'

/** A webhook holds a whole message and its conversation. */
const MAX_BODY_BYTES = 1024 * 1024

export const chatwoot = defineCrm({
  name: 'chatwoot',
  emulator,
  config: configSchema,
  secrets: ({ accessToken }) => [accessToken],
  check: checkConfig,
  webhooks: ({ webhookSecret, urlToken, inboxes }) => [
    {
      path: webhookSecret === undefined && urlToken !== undefined ? '?token=…' : '',
      purpose: `messages of agents: as the account's webhook (Settings → Integrations → Webhooks), or as the webhook URL of inboxes ${Object.values(
        inboxes,
      )
        .map((one) => inboxOf(one).id)
        .join(', ')}`,
    },
  ],
  create: (options): Crm => createChatwoot(options),
})

const createChatwoot = (options: CreateOptions<ChatwootConfig>): Crm => {
  const { connection, config, links, clock, wait, file, media, publicUrl } = options
  const { accessToken, allowPrivate, requestsPerMinute } = config
  const call = createCaller({
    connection,
    baseUrl: config.url,
    allowPrivate,
    clock,
    wait,
    credentials: { api_access_token: accessToken },
    limit: { requests: requestsPerMinute, perMs: 60_000 },
  })
  const api = createApi(call, config)
  const records = createRecords(links, connection)
  const contacts = createContacts({ api, records })
  const thread = createThread({ api, contacts, file, media })
  const agents = createAgents(api, clock)
  const senderInboxes = senderInboxesOf(options)
  const keys = keysOf(config)
  const account = { connection, senderInboxes, api, contacts, thread, records, agents }
  const reading = {
    connection,
    senderInboxes,
    records,
    agents,
    verify: (webhook: Webhook) => verify(keys, config.urlToken, webhook),
    files: createFiles({ connection, url: config.url, allowPrivate }),
  }
  const { lockReplies } = config
  const readMessage = createReadMessage(reading)
  const { erase, recordsOf, ...maintenance } = createMaintenance({
    ...account,
    clock,
    lockReplies,
    readMessage,
  })
  return {
    maxBodyBytes: MAX_BODY_BYTES,
    ...createDeliver(account),
    ...maintenance,
    ...(config.erase && { erase, recordsOf }),
    receive: createReceive(reading),
    diagnose: (http) => diagnose(http, { connection, config, api, senderInboxes, publicUrl }),
  }
}

const senderInboxesOf = ({
  config,
  senders,
}: CreateOptions<ChatwootConfig>): ReadonlyMap<string, SenderInbox> =>
  new Map(
    senders.flatMap(({ address, organisation, line, locale, timeZone }) => {
      const inbox = config.inboxes[address]
      if (inbox === undefined) return []
      const notes = createNotes(locale, timeZone)
      return [[address as Address, { ...inboxOf(inbox), organisation, line, notes }] as const]
    }),
  )
