/** A message's text as the contact's app shows it: links, and WhatsApp's bold, italic, strikethrough and code. */

import type { ComponentChildren } from 'preact'

/** A link ends before the punctuation that belongs to the sentence. */
const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?'’”)\]*_~])/i
/** Marks stand against a word on the inside and against none on the outside. */
const MARKED =
  /(?<![\p{L}\p{N}])(```[^`]+```|\*(?=\S)[^*\n]*[^*\s]\*|_(?=\S)[^_\n]*[^_\s]_|~(?=\S)[^~\n]*[^~\s]~)(?![\p{L}\p{N}])/u

/** Longer texts are shown unformatted. */
const MAX_MARKED_LENGTH = 10_000

export type MarkedProps = {
  readonly text: string
  /** The channel has marks. */
  readonly marks: boolean
  readonly link: (url: string) => ComponentChildren
}

/** Builds elements, never markup: a text with tags in it shows its tags. */
export const Marked = ({ text, marks, link }: MarkedProps) => (
  <>
    {text.length > MAX_MARKED_LENGTH
      ? text
      : text
          .split(LINK)
          .map((part, index) => (index % 2 === 1 ? link(part) : marks ? marked(part) : part))}
  </>
)

const marked = (text: string): ComponentChildren =>
  text.split(MARKED).map((part, index) => {
    if (index % 2 === 0) return part
    if (part.startsWith('```')) return <code key={index}>{part.slice(3, -3)}</code>
    const inner = marked(part.slice(1, -1))
    if (part.startsWith('*')) return <strong key={index}>{inner}</strong>
    if (part.startsWith('_')) return <em key={index}>{inner}</em>
    return <s key={index}>{inner}</s>
  })
