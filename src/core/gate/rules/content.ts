/** Refuses what the provider can't carry before it is sent. */

import * as z from 'zod'
import { factsOf } from '../../model/address.ts'
import type { Content, ContentKind, Interactive } from '../../model/message/content.ts'
import { mediaTypeOf } from '../../model/message/file-name.ts'
import type { Media, Outbound } from '../../model/message/message.ts'
import type { Limits } from '../../model/policy/capabilities.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { ContentProblem } from '../../model/policy/problems.ts'
import { isVisible } from '../../model/text.ts'
import { say } from '../../wording/fill.ts'
import { isAmong, render } from '../../wording/render.ts'
import { defineReasons, type Judge, type Rule } from '../rule.ts'

const REASONS = defineReasons({
  content_invalid: {
    status: 422,
    title: 'The provider does not support this content',
    meaning:
      '`problem` is one of `empty`, `text_too_long`, `too_many_media`, `media_type`, `media_url`, `media_too_large`, `caption_not_supported`, `kind_not_supported` (such as buttons by SMS), `reply_not_supported`, `message_unknown` (the message to reply or react to), `choices` (one to three buttons, or a list of up to ten rows, with unique ids); `limit` is the maximum, in bytes for a file.',
    evidence: z.strictObject({
      problem: z.string<ContentProblem>(),
      limit: z.int().exactOptional(),
    }),
  },
})

export const contentRule: Judge<typeof REASONS> = (
  contact,
  message,
  policy,
  rendered = render(contact, message, policy),
) => {
  const { content } = message
  const { limits } = policy
  const problem = unsupportedIn(message, policy)
  if (problem) return { reason: 'content_invalid', problem }
  if (content.kind === 'template') return undefined
  if (isEmpty(content)) return { reason: 'content_invalid', problem: 'empty' }
  const text = content.text ?? ''
  // The notice of the disclaimer flow goes before the text and counts.
  const limit = limits.maxTextLength - rendered.text.length + text.length
  if (text.length > limit) return { reason: 'content_invalid', problem: 'text_too_long', limit }
  if (content.kind !== 'media') return undefined
  if (content.media.length === 0) return { reason: 'content_invalid', problem: 'empty' }
  if (content.media.length > limits.maxMedia)
    return { reason: 'content_invalid', problem: 'too_many_media', limit: limits.maxMedia }
  for (const file of content.media) {
    if (!/^https?:\/\//i.test(file.url) || !URL.canParse(file.url))
      return { reason: 'content_invalid', problem: 'media_url' }
    const type = mediaTypeOf(file)
    if (!isAmong(limits.mediaTypes, type))
      return { reason: 'content_invalid', problem: 'media_type' }
    if (text !== '' && !isAmong(limits.captionTypes, type))
      return { reason: 'content_invalid', problem: 'caption_not_supported' }
  }
  const max = exceeded(content.media, limits)
  return max === undefined
    ? undefined
    : { reason: 'content_invalid', problem: 'media_too_large', limit: max }
}

/** The limit that a file, or all files together, exceed. */
const exceeded = (media: readonly Media[], { maxBytes = [] }: Limits): number | undefined => {
  const limitOf = (type: string | undefined) =>
    maxBytes.find(([beginning]) => (type ?? '').startsWith(beginning))?.[1]
  for (const file of media) {
    const max = limitOf(mediaTypeOf(file))
    if (max !== undefined && (file.bytes ?? 0) > max) return max
  }
  const max = limitOf(undefined)
  const sum = media.reduce((bytes, file) => bytes + (file.bytes ?? 0), 0)
  return max !== undefined && sum > max ? max : undefined
}

/** Megabytes, for a sentence. */
const megabytes = (bytes: number): string => String(Math.round(bytes / 100_000) / 10)

/** The first part of the message that the provider can't carry on this channel. */
const unsupportedIn = (
  { content, replyTo }: Outbound,
  { limits }: Policy,
): ContentProblem | undefined => {
  if (!EVERYWHERE.has(content.kind) && !limits.kinds?.includes(content.kind))
    return 'kind_not_supported'
  if (replyTo && !limits.canReply) return 'reply_not_supported'
  const quoted = content.kind === 'reaction' ? content.to : replyTo
  if (quoted && quoted.providerId === undefined) return 'message_unknown'
  return content.kind === 'interactive' && !hasChoices(content) ? 'choices' : undefined
}

/** Whether nobody could read its text, which files, places and reactions may go without. */
const isEmpty = (content: Exclude<Content, { kind: 'template' }>): boolean =>
  (content.kind === 'text' || content.kind === 'interactive') && !isVisible(content.text)

const EVERYWHERE: ReadonlySet<ContentKind> = new Set(['text', 'media', 'template'])

/** WhatsApp's limits: up to three buttons, or a list of up to ten rows, with unique ids. */
const hasChoices = ({ buttons = [], list }: Interactive): boolean => {
  const rows = list?.sections.flatMap((section) => section.rows) ?? []
  const choices = list ? rows : buttons
  const isOne = (list === undefined) !== (buttons.length === 0)
  const max = list ? 10 : 3
  const ids = new Set(choices.map(({ id }) => id))
  return isOne && choices.length > 0 && choices.length <= max && ids.size === choices.length
}

export const content: Rule<typeof REASONS> = {
  about: {
    name: 'content',
    sources: [
      { source: 'Twilio: accepted-mime-types, errors 21617 and 63019', read: '2026-11' },
      { source: 'Meta: message types of the Cloud API', read: '2026-11' },
    ],
    tested: ['test/core/gate/rules/content.test.ts'],
  },
  reasons: REASONS,
  judge: contentRule,
  advice: {
    content_invalid: {
      remedies: () => [{ do: 'change_content' }],
      values: ({ problem, limit = 0 }, policy) => ({
        problem: say(
          policy.wording.contentProblems[problem],
          {
            limit: problem === 'media_too_large' ? megabytes(limit) : String(limit),
            channel: factsOf(policy.sender.address).label,
          },
          policy,
        ),
      }),
    },
  },
}
