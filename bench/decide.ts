/** Measures one decision: a message in an open session, the most common input. */

import { decide } from '../src/core/decide.ts'
import type { Inbound } from '../src/core/model/message/message.ts'
import { CONTACT, policyWith, SENDER, T0, talking } from '../test/support/given.ts'

const inbound: Inbound = {
  kind: 'inbound',
  id: 'in',
  at: T0,
  sender: SENDER,
  from: CONTACT,
  aliases: [],
  providerId: 'SM1',
  message: { form: 'message', type: 'text', text: 'How are you today?', media: [] },
}

/** The median in microseconds, over batches of 50. */
export const measureDecide = (): number => {
  const policy = policyWith()
  const samples: number[] = []
  let contact = talking()
  for (let batch = 0; batch < 2_000; batch++) {
    const startedAt = performance.now()
    for (let i = 0; i < 50; i++) contact = decide(contact, inbound, policy).contact
    samples.push(((performance.now() - startedAt) / 50) * 1000)
  }
  return samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? 0
}
