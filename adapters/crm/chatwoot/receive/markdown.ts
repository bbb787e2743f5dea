/** Turns text from Chatwoot's editor into what the contact reads. */

import { type Address, factsOf } from '../../../../src/core/model/address.ts'
import { unescapeHtml } from '../../kit/html.ts'

/**
 * Versions differ: 4.11 and 4.12 send HTML, older ones a backslash at line ends. Bold takes the channel's own
 * form, where it has one; all other text stays as typed.
 */
export const plainText = (content: string, sender: Address): string => {
  const { bold } = factsOf(sender)
  return (isHtml(content) ? fromHtml(content) : content)
    .replace(/\\(\r?\n)/g, '$1')
    .replace(/\*\*(\S(?:[^\n*]*\S)?)\*\*/g, `${bold}$1${bold}`)
}

const isHtml = (text: string) =>
  /^\s*<(?:p|div)[\s>]/i.test(text) && /<\/(?:p|div)>\s*$/i.test(text)

const fromHtml = (html: string): string =>
  unescapeHtml(
    html
      .trim()
      .replace(/<br\s*\/?>\n?/gi, '\n')
      .replace(/<\/(?:p|div)>\s*<(?:p|div)[^>]*>/gi, '\n\n')
      .replace(/<\/?(?:strong|b)>/gi, '**')
      .replace(/<[^<>]*>/g, ''),
  )
