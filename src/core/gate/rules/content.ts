/** What the provider can't carry is refused before it is tried. */

import { isAmong, render } from '../../wording/render.ts'
import type { Rule } from './index.ts'

export const contentRule: Rule = (contact, message, policy) => {
  const { content } = message
  const { limits } = policy
  if (content.kind === 'template') return undefined
  if (content.kind === 'text' && content.text.trim() === '')
    return { reason: 'content_invalid', problem: 'empty' }
  const text = content.text ?? ''
  // The notice of the disclaimer flow goes before the text and counts.
  const length = render(contact, message, policy).text.length
  if (length > limits.maxTextLength)
    return {
      reason: 'content_invalid',
      problem: 'text_too_long',
      limit: limits.maxTextLength - (length - text.length),
    }
  if (content.kind === 'text') return undefined
  if (content.media.length === 0) return { reason: 'content_invalid', problem: 'empty' }
  if (content.media.length > limits.maxMedia)
    return { reason: 'content_invalid', problem: 'too_many_media', limit: limits.maxMedia }
  for (const { url, contentType } of content.media) {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
      return { reason: 'content_invalid', problem: 'media_url' }
    if (!isAmong(limits.mediaTypes, contentType))
      return { reason: 'content_invalid', problem: 'media_type' }
    if (text !== '' && !isAmong(limits.captionTypes, contentType))
      return { reason: 'content_invalid', problem: 'caption_not_supported' }
  }
  return undefined
}
