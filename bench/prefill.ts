/** Contacts who wrote once, some time ago: what a gateway that has run for long has stored. */

import { decide } from '../src/core/decide.ts'
import type { Address } from '../src/core/model/address.ts'
import type { Inbound } from '../src/core/model/message/message.ts'
import type { Loaded, Store } from '../src/ports/store.ts'
import { policyWith } from '../test/support/given.ts'
import { phoneOf, sender } from './webhooks.ts'

const TOGETHER = 512
const DAY_MS = 86_400_000

/** Stores them as the gateway would; what they caused has long been delivered. */
export const prefill = async (store: Store, contacts: number): Promise<void> => {
  const policy = policyWith({ rules: { flow: 'disclaimer' } })
  for (let first = 0; first < contacts; first += TOGETHER) {
    const wave = Array.from({ length: Math.min(TOGETHER, contacts - first) }, async (_, i) => {
      const contact = first + i
      const from: Address = `whatsapp:+${phoneOf(contact)}`
      const at = Date.now() - (2 + (contact % 300)) * DAY_MS
      const loaded = (await store.load({ organisation: 'bench', addresses: [from] })) as Loaded
      if (loaded.version > 0) return
      const sid = `SM${String(contact).padStart(32, 'e')}`
      const input: Inbound = {
        kind: 'inbound',
        id: `tw_${sid}`,
        at,
        sender: sender as Address,
        from,
        aliases: [],
        providerId: sid,
        message: {
          form: 'message',
          type: 'text',
          text: `Hello, could you tell me when my order number ${contact} arrives?`,
          media: [],
          profileName: 'Alex Example',
        },
      }
      const decision = decide(loaded.contact, input, policy)
      await store.commit({
        input,
        contact: decision.contact,
        version: loaded.version,
        hash: loaded.hash,
        others: [],
        verdict: decision.verdict,
        effects: decision.effects.filter((effect) => effect.kind === 'tell'),
        messages: decision.messages,
        recordedAt: at,
        provider: 'bench',
        crms: [],
      })
    })
    await Promise.all(wave)
  }
}
