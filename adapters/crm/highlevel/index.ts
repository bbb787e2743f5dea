/** HighLevel as a CRM, through a conversation provider: docs/highlevel.md, https://marketplace.gohighlevel.com/docs/ */

import { defineCrm } from '../../../src/ports/adapter.ts'
import { createNotesFor } from '../kit/notes.ts'
import { createRecords } from '../kit/records.ts'
import { createApi } from './account/api.ts'
import { createContacts } from './account/contacts.ts'
import { eraseContact, recordsOf } from './account/erase.ts'
import { checkConfig, configSchema } from './config.ts'
import type { Context } from './context.ts'
import { deliver, ignores } from './deliver/index.ts'
import { diagnose } from './diagnosis.ts'
import { emulator } from './emulator.ts'
import { receive } from './receive/index.ts'
import { missedMessages } from './receive/missed.ts'
import { createVerifier } from './receive/signature.ts'

export const highlevel = defineCrm({
  name: 'highlevel',
  emulator,
  config: configSchema,
  secrets: ({ clientSecret }) => [clientSecret],
  check: checkConfig,
  webhooks: ({ providers }) => {
    const ids = Object.values(providers)
    const purpose = 'the Delivery URL of the conversation provider'
    return [
      ...(ids.length === 1
        ? [{ path: '', purpose }]
        : ids.map((id) => ({ path: `?provider=${id}`, purpose: `${purpose} ${id}` }))),
      { path: '', purpose: 'the webhook URL of the app, under Advanced settings' },
    ]
  },
  create: (options) => {
    const { connection, config, senders, links, media, file, clock } = options
    const api = createApi(options)
    const records = createRecords(links, connection)
    const context: Context = {
      connection,
      config,
      senders,
      api,
      contacts: createContacts({ locationId: config.locationId, api, records }),
      records,
      media,
      file,
      clock,
      notesFor: createNotesFor(senders),
    }
    const verify = createVerifier(config.publicKey)
    return {
      // HighLevel retries a webhook only after this status: after any other failure it would be lost.
      unstoredStatus: 429,
      maxBodyBytes: 256 * 1024,
      ignores: (order) => ignores(context, order),
      deliver: (order, http) => deliver(context, order, http),
      receive: (webhook, http) => receive(context, verify, webhook, http),
      missed: (sender, since, http) => missedMessages(context, sender, since, http),
      recordsOf: (contact) => recordsOf(context, contact),
      erase: (record, http) => eraseContact(context, record, http),
      diagnose: (http) => diagnose(context, http),
    }
  },
})
