/** What the contract gives to a store. */

import fc from 'fast-check'
import { expect } from 'vitest'
import type { Address } from '../../../src/core/model/address.ts'
import type { Consent, Contact } from '../../../src/core/model/contact.ts'
import type { Effect, Input, Message } from '../../../src/core/model/message/message.ts'
import type { Verdict } from '../../../src/core/model/verdict.ts'
import type { Page, Paged } from '../../../src/ports/store/page.ts'
import type { Change, Loaded, Store } from '../../../src/ports/store.ts'

export const NOW = 1_790_000_000_000
/** Halves of surrogate pairs and control characters included. */
export const ANY_UNIT = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
export const LEASE: Parameters<Store['claim']>[1] = { limit: 100, leaseMs: 60_000 }
export const JANE = 'whatsapp:+15550100001' as Address
export const JANE_ID = 'whatsapp:US.1234567890' as Address
export const JOHN = 'whatsapp:+15550100002' as Address
export const SENDER = 'whatsapp:+15551110000' as Address
export const ACCEPTED: Verdict = { status: 'accepted' }

/** An inbound message with the change that a gateway might make of it. */
export const inbound = (
  loaded: Loaded,
  id: string,
  change: Partial<Omit<Change, 'contact'>> & { readonly contact?: Partial<Contact> } = {},
): Change => {
  const from = loaded.contact.addresses[0] as Address
  const at = change.recordedAt ?? NOW
  const received = { form: 'message', type: 'text', text: `Hello from ${id}`, media: [] } as const
  const input: Input = {
    kind: 'inbound',
    id,
    at,
    sender: SENDER,
    from,
    aliases: [],
    providerId: `SM${id}`,
    message: received,
  }
  return {
    input,
    version: loaded.version,
    hash: loaded.hash,
    ...(loaded.claimed && { claimed: loaded.claimed }),
    others: loaded.others,
    verdict: ACCEPTED,
    effects: [tell(id, from)],
    messages: [message(loaded, id, { at, received, providerId: `SM${id}` })],
    recordedAt: at,
    provider: 'twilio',
    crms: ['crm'],
    ...change,
    contact: { ...loaded.contact, ...change.contact },
  }
}

export const toCursor = (text: string) => Buffer.from(text).toString('base64url')

export const message = (loaded: Loaded, id: string, more: Partial<Message> = {}): Message => ({
  id: `msg_${id}`,
  contact: loaded.contact.id,
  direction: 'inbound',
  at: NOW,
  line: 'advisory',
  sender: SENDER,
  address: loaded.contact.addresses[0] as Address,
  status: 'received',
  history: [{ status: 'received', at: NOW }],
  ...more,
})

export const tell = (id: string, address = JANE): Effect => ({
  kind: 'tell',
  id: `evt_${id}`,
  type: 'message.received',
  at: NOW,
  address,
  message: `msg_${id}`,
})
export const send = (id: string): Effect => ({
  kind: 'send',
  id: `snd_${id}`,
  message: `msg_${id}`,
})
export const revoked: Consent = {
  status: 'revoked',
  at: NOW,
  source: 'contact',
  words: 'STOP, I said',
}

/** All pages of a listing, so many items at a time. */
export const allPages = async <T>(list: (page: Page) => Promise<Paged<T>>, limit: number) => {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page = await list({ limit, ...(cursor === undefined ? {} : { cursor }) })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  return items
}
