/** Redaction: removes a message's content and keeps its record and status. */

import { refuse } from '../gate/refuse.ts'
import type { Content, Message, Received, Redaction } from '../model/message/message.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { type Draft, keep } from './draft.ts'
import { rankOf } from './receipt.ts'
import { contextOf } from './unsent.ts'

/** Empties the message, unless it still has to be sent. */
export const decideRedaction = (draft: Draft, { known, extent }: Redaction): Verdict => {
  if (!known) return ACCEPTED
  const { status, direction } = known
  const rank = rankOf(status)
  if (direction === 'outbound' && rank >= 0 && rank < rankOf('queued')) {
    const { contact, policy } = draft
    const objection = { reason: 'not_finished', messageStatus: status } as const
    const context = contextOf(draft, known)
    return { status: 'refused', ...refuse(objection, contact, context, policy) }
  }
  if (known.redacted !== 'whole') keep(draft, emptied(known, extent))
  return ACCEPTED
}

const emptied = (
  { content, rendered, received, ...rest }: Message,
  extent: Redaction['extent'],
): Message => ({
  ...rest,
  redacted: extent,
  ...(content && { content: withoutWords(content, extent) }),
  ...(rendered !== undefined && { rendered: '' }),
  ...(received && { received: emptiedReceived(received, extent) }),
})

const withoutWords = (content: Content, extent: Redaction['extent']): Content => {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: '' }
    case 'media':
      return { kind: 'media', media: extent === 'whole' ? [] : content.media }
    case 'location':
      return { ...content, location: { latitude: 0, longitude: 0 } }
    case 'interactive':
      return { kind: 'interactive', text: '' }
    case 'reaction':
      return { ...content, emoji: '' }
    case 'template':
      return { ...content, variables: {} }
  }
}

const emptiedReceived = (
  { form, type, media }: Received,
  extent: Redaction['extent'],
): Received => ({
  form,
  type,
  media: extent === 'whole' ? [] : media,
})
