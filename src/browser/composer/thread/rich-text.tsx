/** A message's text as the contact's app shows it: links, and WhatsApp's bold, italic, strikethrough and code. */

import type { ComponentChildren } from 'preact'
import { useScreen } from '../model/screen.ts'

/** A link ends before the punctuation that belongs to the sentence. */
const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?'’”)\]*_~])/i
/** Marks stand against a word on the inside and against none on the outside. */
const MARKED =
  /(?<![\p{L}\p{N}])(```[^`]+```|\*(?=\S)[^*\n]*[^*\s]\*|_(?=\S)[^_\n]*[^_\s]_|~(?=\S)[^~\n]*[^~\s]~)(?![\p{L}\p{N}])/u

/** More than this is shown as it is: nobody marks up so much by hand. */
const MAX_MARKED_LENGTH = 10_000

/** Builds elements, never markup: a text with tags in it shows its tags. */
export const RichText = ({ text, marks }: { readonly text: string; readonly marks: boolean }) => {
  const { words } = useScreen()
  if (text.length > MAX_MARKED_LENGTH) return <>{text}</>
  const link = (url: string, key: number) => (
    <a key={key} href={url} target="_blank" rel="noopener noreferrer">
      {url}
      <span class="hidden"> {words.newTab}</span>
    </a>
  )
  return (
    <>
      {text
        .split(LINK)
        .map((part, index) => (index % 2 === 1 ? link(part, index) : marks ? marked(part) : part))}
    </>
  )
}

const marked = (text: string): ComponentChildren =>
  text.split(MARKED).map((part, index) => {
    if (index % 2 === 0) return part
    if (part.startsWith('```')) return <code key={index}>{part.slice(3, -3)}</code>
    const inner = marked(part.slice(1, -1))
    if (part.startsWith('*')) return <strong key={index}>{inner}</strong>
    if (part.startsWith('_')) return <em key={index}>{inner}</em>
    return <s key={index}>{inner}</s>
  })
