/** Route: the evidence pack, all that is known of one contact as a ZIP, for a court or the contact. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Contact } from '../../../core/model/contact.ts'
import { allPages } from '../../../ports/store/page.ts'
import type { Chain } from '../../../ports/store.ts'
import { isoTime } from '../../../wire/events.ts'
import { type Caller, route } from '../../kit/route.ts'
import { streamOf } from '../../kit/stream.ts'
import { type ZipFile, zipOf } from '../../kit/zip.ts'
import { findContact } from '../shared/lookup.ts'
import { addressSchema } from '../shared/schemas.ts'
import { contactView, journalView, messageView } from '../shared/views.ts'

export const readEvidence = route({
  operationId: 'getContactEvidence',
  method: 'get',
  path: '/v1/contacts/{address}/evidence',
  tag: 'Contacts',
  summary: 'The evidence pack: a contact, their consent, messages and journal as a ZIP',
  description:
    '`contact.json`, `consent.json` (each change of consent with the words, the message and the verdict), `messages.jsonl`, `journal.jsonl`, `README.txt`, and `manifest.json` with the SHA-256 of each file and whether the journal is intact.',
  params: z.strictObject({ address: addressSchema }),
  answer: { status: 200, description: 'The ZIP.', schema: z.string(), type: 'application/zip' },
  reasons: ['not_found'],
  handle: async (caller, { params: { address } }) => {
    const contact = await findContact(caller, address)
    const { organisation, gateway, at } = caller
    const chain = await gateway.store.verify(organisation.id, contact.id)
    const name = `evidence-${contact.id}-${isoTime(at).slice(0, 10)}.zip`
    return {
      status: 200,
      type: 'application/zip',
      headers: { 'Content-Disposition': `attachment; filename="${name}"` },
      stream: streamOf(caller.gateway, zipOf(filesOf(caller, contact, chain))),
    }
  },
})

async function* filesOf(caller: Caller, contact: Contact, chain: Chain): AsyncGenerator<ZipFile> {
  const { gateway, organisation, at } = caller
  const { store } = gateway
  const hashes: Record<string, string> = {}
  const file = (name: string, text: string): ZipFile => {
    const bytes = new TextEncoder().encode(text)
    hashes[name] = createHash('sha256').update(bytes).digest('hex')
    return { name, bytes }
  }
  const messages: object[] = []
  for await (const message of allPages((page) => store.messages(organisation.id, contact.id, page)))
    messages.push(await messageView(caller, message))
  const entries: Entry[] = []
  for await (const entry of allPages((page) => store.journal(organisation.id, contact.id, page)))
    entries.push(await journalView(caller, entry))
  yield file('README.txt', README)
  yield file('contact.json', json(await contactView(caller, contact)))
  yield file('consent.json', json(entries.filter(isAboutConsent)))
  yield file('messages.jsonl', lines(messages))
  yield file('journal.jsonl', lines(entries))
  const about = { organisation: organisation.id, contact: contact.id, at: isoTime(at) }
  yield file('manifest.json', json({ ...about, chain, sha256: { ...hashes } }))
}

type Entry = Awaited<ReturnType<typeof journalView>>

/** Whether the entry changed consent or a purpose. */
const isAboutConsent = ({ effects, input }: Entry): boolean =>
  (input as { readonly kind: string }).kind === 'preference' ||
  (effects as readonly { readonly type?: string }[]).some(
    ({ type }) => type?.startsWith('consent.') || type === 'purpose.changed',
  )

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`
const lines = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('')

const README = `Evidence of one contact

contact.json    the contact's current state with each sender: consent and its basis, session, owner
consent.json    every entry of the journal that asked for, recorded or changed a consent or a purpose
messages.jsonl  the messages, newest first, with the history of their status
journal.jsonl   everything that happened, oldest first: what came in, what was decided, what was sent
manifest.json   the SHA-256 of each file, and whether the journal is intact ("chain": {"ok": true})

All times are in UTC. Each entry of the journal contains the hash of the one before ("previousHash"), so changing,
removing or inserting an entry changes all later hashes. The gateway recomputed all of them from its database when it made this file.
`
