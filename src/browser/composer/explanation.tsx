/** The reason for the field's state: inside the empty field, otherwise above it. */

import { type Page, sentenceIn } from './model/page.ts'
import { useScreen } from './model/screen.ts'
import type { Composer } from './model/wire.ts'
import type { Words } from './model/words.ts'

/** The gate's sentence about a text, or ours about a contact who will be asked at once. */
export const sentenceOf = (
  { text, consent }: Composer,
  words: Words,
  page: Page,
): string | undefined => {
  const isAsking = text.status === 'held' && text.reason === 'consent_pending'
  return isAsking && consent.status === 'unasked' ? words.unasked : sentenceIn(text, page)
}

export const Explanation = ({
  composer,
  text,
}: {
  readonly composer: Composer
  readonly text: string
}) => {
  const { words, page } = useScreen()
  const sentence = sentenceOf(composer, words, page)
  const isInField = text === ''
  return (
    <div id="why" class={isInField ? 'hidden' : sentence ? 'why' : ''} role="status">
      {sentence && <p dir="auto">{sentence}</p>}
    </div>
  )
}
