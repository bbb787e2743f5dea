/** HubSpot as a CRM, through a custom channel of its inbox: docs/hubspot.md, https://developers.hubspot.com/docs/api-reference/conversations-custom-channels-v3/guide */

import { defineCrm } from '../../../src/ports/adapter.ts'
import { createNotesFor } from '../kit/notes.ts'
import { createApi } from './account/api.ts'
import { createPeople } from './account/people.ts'
import { eraseContact, missedMessages, recordsOf, showSender } from './attend.ts'
import { checkConfig, configSchema } from './config.ts'
import { deliver, ignores } from './deliver/index.ts'
import type { Desk } from './desk.ts'
import { diagnose } from './doctor.ts'
import { pathsOf } from './paths.ts'
import { receive } from './receive/index.ts'

export const hubspot = defineCrm({
  name: 'hubspot',
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
    const desk: Desk = {
      connection,
      config,
      paths,
      senders,
      webhookUrl: `${publicUrl}/webhooks/${connection}`,
      api,
      people: createPeople({ connection, api, paths, links }),
      links,
      media,
      file,
      clock,
      notesFor: createNotesFor(senders),
    }
    return {
      name: connection,
      maxBodyBytes: 512 * 1024,
      ignores: (order) => ignores(desk, order),
      deliver: (order, http) => deliver(desk, order, http),
      receive: (webhook, http) => receive(desk, webhook, http),
      diagnose: (http) => diagnose(desk, http),
      showSender: (sender, isActive, http) => showSender(desk, sender, isActive, http),
      missed: (sender, since, http) => missedMessages(desk, sender, since, http),
      ...(config.erase && {
        recordsOf: (contact) => recordsOf(desk, contact),
        erase: (record, http) => eraseContact(desk, record, http),
      }),
    }
  },
})
