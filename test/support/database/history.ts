/** A history in a store, decided as the gateway would: messages both ways, their statuses, a merge, a redaction. */

import { decide } from '../../../src/core/decide.ts'
import type { Address } from '../../../src/core/model/address.ts'
import { mergeContacts } from '../../../src/core/model/merge.ts'
import type {
  Inbound,
  Input,
  Message,
  Receipt,
  Written,
} from '../../../src/core/model/message/message.ts'
import { contactKeyOf } from '../../../src/engine/handle/subject.ts'
import type { Change, Store } from '../../../src/ports/store.ts'
import { CONTACT, policyWith, SENDER, T0 } from '../given.ts'

export const ORGANISATION = 'acme'
const SCOPED: Address = 'whatsapp:US.1234567890'
const WORDS = 'Could you tell me when my order number 4711 arrives? I am at home from Tuesday on.'

/** Writes inputs, and keeps the changes that it committed. */
export const createHistory = (store: Store) => {
  const policy = policyWith({ rules: { flow: 'disclaimer' } })
  const changes: Change[] = []
  const write = async (received: Input): Promise<Change> => {
    const loaded = await store.load(contactKeyOf(ORGANISATION, received))
    if (!loaded) throw new Error(`nobody is known for ${received.id}`)
    const others = loaded.others.map(({ contact }) => contact)
    const contact = others.length > 0 ? mergeContacts(loaded.contact, others) : loaded.contact
    const { message: known, original } = loaded
    const input = (known ? { ...received, known } : received) as Input
    const decision = decide(contact, input, policy)
    const change: Change = {
      ...decision,
      input: received.kind === 'redaction' ? received : input,
      version: loaded.version,
      hash: loaded.hash,
      ...(loaded.claimed && { claimed: loaded.claimed }),
      ...(original && { original }),
      others: loaded.others,
      recordedAt: received.at,
      provider: 'twilio',
      crms: ['crm'],
    }
    const { status } = await store.commit(change)
    if (status !== 'committed') throw new Error(`${received.id}: ${status}`)
    changes.push(change)
    return change
  }
  return { write, changes }
}

export const inboundOf = (
  id: string,
  at: number,
  from: Address = CONTACT,
  aliases: readonly Address[] = [],
): Inbound => ({
  kind: 'inbound',
  id,
  at,
  sender: SENDER,
  from,
  aliases,
  providerId: `SM${id}`,
  message: { form: 'message', type: 'text', text: WORDS, media: [], profileName: 'Jane' },
})

export const outboundOf = (id: string, at: number): Written => ({
  kind: 'outbound',
  id,
  at,
  sender: SENDER,
  to: CONTACT,
  agent: 'ann',
  content: { kind: 'text', text: 'It was packed this morning and arrives on Tuesday before noon.' },
})

export const receiptOf = (message: string, status: Receipt['status'], at: number): Receipt => ({
  kind: 'receipt',
  id: `${message}_${status}`,
  at,
  sender: SENDER,
  message,
  providerId: `SM${message}`,
  status,
})

/** A contact writes, is answered, and turns out to be one who wrote under another address before. */
export const writeHistory = async (store: Store): Promise<readonly Change[]> => {
  const { write, changes } = createHistory(store)
  await write(inboundOf('first', T0))
  await write(outboundOf('answer', T0 + 10))
  for (const [i, status] of (['queued', 'sent', 'delivered'] as const).entries())
    await write(receiptOf('answer', status, T0 + 20 + i))
  await write(inboundOf('elsewhere', T0 - 1_000, SCOPED))
  await write(inboundOf('both', T0 + 40, SCOPED, [CONTACT]))
  await write(receiptOf('answer', 'read', T0 + 50))
  await write(outboundOf('second', T0 + 60))
  await write(receiptOf('second', 'failed', T0 + 70))
  const about = { sender: SENDER, message: 'first' } as const
  await write({ kind: 'redaction', id: 'redacted', at: T0 + 80, extent: 'text', ...about })
  return changes
}

/** The messages as they stand after these changes. */
export const messagesAfter = (changes: readonly Change[]): ReadonlyMap<string, Message> =>
  new Map(changes.flatMap(({ messages }) => messages.map((message) => [message.id, message])))
