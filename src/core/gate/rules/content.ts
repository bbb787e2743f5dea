/** Refuses what the provider can't carry before it is sent. */

import * as z from 'zod'
import type { ContentProblem } from '../../model/policy/problems.ts'
import { fill } from '../../wording/fill.ts'
import { isAmong, noticeFor, withNotice } from '../../wording/render.ts'
import { defineReasons, type Judge, type Rule } from '../rule.ts'

const REASONS = defineReasons({
  content_invalid: {
    status: 422,
    title: 'The provider does not support this content',
    meaning:
      '`problem` is one of `empty`, `text_too_long`, `too_many_media`, `media_type`, `media_url`, `caption_not_supported`; `limit` is the maximum.',
    evidence: z.strictObject({
      problem: z.string<ContentProblem>(),
      limit: z.int().exactOptional(),
    }),
  },
})

/** A file of unknown type: the provider decides. */
const UNTYPED = 'application/octet-stream'

export const contentRule: Judge<typeof REASONS> = (contact, message, policy) => {
  const { content } = message
  const { limits } = policy
  if (content.kind === 'template') return undefined
  if (content.kind === 'text' && content.text.trim() === '')
    return { reason: 'content_invalid', problem: 'empty' }
  const text = content.text ?? ''
  // The notice of the disclaimer flow goes before the text and counts.
  const notice = noticeFor(contact, message, policy) ?? ''
  const limit = limits.maxTextLength - withNotice(notice, text).length + text.length
  if (text.length > limit) return { reason: 'content_invalid', problem: 'text_too_long', limit }
  if (content.kind === 'text') return undefined
  if (content.media.length === 0) return { reason: 'content_invalid', problem: 'empty' }
  if (content.media.length > limits.maxMedia)
    return { reason: 'content_invalid', problem: 'too_many_media', limit: limits.maxMedia }
  for (const { url, contentType } of content.media) {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
      return { reason: 'content_invalid', problem: 'media_url' }
    if (contentType !== UNTYPED && !isAmong(limits.mediaTypes, contentType))
      return { reason: 'content_invalid', problem: 'media_type' }
    if (text !== '' && !isAmong(limits.captionTypes, contentType))
      return { reason: 'content_invalid', problem: 'caption_not_supported' }
  }
  return undefined
}

export const content: Rule<typeof REASONS> = {
  reasons: REASONS,
  judge: contentRule,
  advice: {
    content_invalid: {
      remedies: () => [],
      values: ({ problem, limit }, policy) => ({
        problem: fill(policy.wording.contentProblems[problem], { limit: String(limit ?? '') }),
      }),
    },
  },
}
