/** HubSpot as a CRM, through a custom channel of its inbox: docs/hubspot.md, https://developers.hubspot.com/docs/api-reference/conversations-custom-channels-v3/guide */

import { defineCrm } from '../../../src/ports/adapter.ts'
import { createNotesFor } from '../kit/notes.ts'
import { createApi } from './account/api.ts'
import { createRecordLinks } from './account/record-links.ts'
import { checkConfig, configSchema } from './config.ts'
import type { Context } from './context.ts'
import { deliver, ignores } from './deliver/index.ts'
import { diagnose } from './diagnosis.ts'
import { emulator } from './emulator.ts'
import { eraseContact, missedMessages, recordsOf, showSender } from './maintenance.ts'
import { pathsOf } from './paths.ts'
import { receive } from './receive/index.ts'

export const hubspot = defineCrm({
  name: 'hubspot',
  emulator,
  config: configSchema,
  secrets: ({ clientSecret }) => [clientSecret],
  check: checkConfig,
  webhooks: () => [
    {
      path: '',
      purpose: "the channel's webhookUrl, and the target URL of the app's subscriptions",
    },
  ],
  create: (options) => {
    const { connection, config, senders, links, media, file, clock, publicUrl } = options
    const paths = pathsOf(config)
    const api = createApi({ ...options, paths })
    const context: Context = {
      connection,
      config,
      paths,
      senders,
      webhookUrl: `${publicUrl}/webhooks/${connection}`,
      api,
      recordLinks: createRecordLinks({ connection, api, paths, links }),
      links,
      media,
      file,
      clock,
      notesFor: createNotesFor(senders),
    }
    return {
      maxBodyBytes: 512 * 1024,
      ignores: (order) => ignores(context, order),
      deliver: (order, http) => deliver(context, order, http),
      receive: (webhook, http) => receive(context, webhook, http),
      diagnose: (http) => diagnose(context, http),
      showSender: (sender, isActive, http) => showSender(context, sender, isActive, http),
      missed: (sender, since, http) => missedMessages(context, sender, since, http),
      ...(config.erase && {
        recordsOf: (contact) => recordsOf(context, contact),
        erase: (record, http) => eraseContact(context, record, http),
      }),
    }
  },
})
