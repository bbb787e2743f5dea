/** Route: everything that an organisation has here, as JSON lines, written while it is read. */

import * as z from 'zod'
import type { Consent, Contact } from '../../../core/model/contact.ts'
import { nameSchema } from '../../../core/model/text.ts'
import type { Page } from '../../../ports/store/page.ts'
import { allPages } from '../../../ports/store/page.ts'
import { isoTime, isoTimes } from '../../../wire/events.ts'
import { type Caller, route } from '../../kit/route.ts'
import { streamOf } from '../../kit/stream.ts'
import { checkContactId } from '../shared/lookup.ts'
import { contactView, deadLetterView, journalView, messageView } from '../shared/views.ts'

export const exportAll = route({
  operationId: 'exportAll',
  method: 'get',
  path: '/v1/export',
  tag: 'Moving in and out',
  summary: 'All data of the organisation, as JSON lines',
  description:
    'One JSON object a line, with `type` and `data`: `export` first; `sender`; then for each contact `contact`, its `message`s, newest first, and its `entry`s of the journal, oldest first; `change` (who changed senders and dead letters), `dead_letter`, and `end` with the counts. A file without `end` is incomplete: continue with `after` set to the id of the last complete contact.',
  query: z.strictObject({
    after: nameSchema(100).optional().meta({
      description:
        'Start after this contact: the id of the last complete contact in an incomplete file.',
    }),
  }),
  answer: {
    status: 200,
    description: 'The lines.',
    schema: z.string(),
    type: 'application/x-ndjson',
  },
  reasons: [],
  handle: async (caller, { query: { after } }) => {
    const { id } = caller.organisation
    if (after !== undefined) await checkContactId(caller, 'after', after)
    const name = `${id}-${isoTime(caller.at).slice(0, 10)}.jsonl`
    return {
      status: 200,
      type: 'application/x-ndjson',
      headers: { 'Content-Disposition': `attachment; filename="${name}"` },
      stream: streamOf(caller.gateway, encoded(linesOf(caller, after))),
    }
  },
})

async function* encoded(lines: AsyncIterable<object>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const line of lines) yield encoder.encode(`${JSON.stringify(line)}\n`)
}

async function* linesOf(caller: Caller, after: string | undefined): AsyncGenerator<object> {
  const { gateway, organisation, at } = caller
  const { store, policies } = gateway
  const { id, name } = organisation
  const line = (type: string, data: object) => ({ type, data })
  yield line('export', { organisation: id, name, at: isoTime(at), ...(after && { after }) })
  for (const sender of organisation.senders) {
    const condition = isoTimes(await policies.condition(sender)) as object
    yield line('sender', { address: sender.address, line: sender.line.id, ...condition })
  }
  const counts = { contacts: 0, messages: 0, entries: 0 }
  const contacts = (page: Page) => store.contacts(id, { ...page, afterId: after ?? '' })
  for await (const contact of allPages(contacts)) {
    counts.contacts += 1
    yield line('contact', { ...(await contactView(caller, contact)), ...recordOf(contact) })
    for await (const message of allPages((page) => store.messages(id, contact.id, page))) {
      counts.messages += 1
      yield line('message', await messageView(caller, message))
    }
    for await (const entry of allPages((page) => store.journal(id, contact.id, page))) {
      counts.entries += 1
      yield line('entry', await journalView(caller, entry))
    }
  }
  for await (const change of allPages((page) => store.audit(id, page)))
    yield line('change', { ...change, at: isoTime(change.at) })
  for await (const letter of allPages((page) => store.deadLetters(id, page)))
    yield line('dead_letter', deadLetterView(letter))
  yield line('end', counts)
}

/** Consents that a view of today's senders omits. The contact's words are in the messages, if those may be read. */
const recordOf = ({ consents, owners, sessions, purposes }: Contact) => ({
  record: isoTimes({
    consents: Object.fromEntries(
      Object.entries(consents).map(([key, consent]) => [key, withoutWords(consent)]),
    ),
    owners,
    sessions,
    ...(purposes && { purposes }),
  }),
})

const withoutWords = ({ words: _, reading: __, ...consent }: Consent) => consent
