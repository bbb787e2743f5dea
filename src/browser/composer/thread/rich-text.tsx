/** A message's text with links that open in another tab. */

import { Marked } from '../../marks.tsx'
import { useScreen } from '../model/screen.ts'

export const RichText = ({ text, marks }: { readonly text: string; readonly marks: boolean }) => {
  const { words } = useScreen()
  return (
    <Marked
      text={text}
      marks={marks}
      link={(url) => (
        <a key={url} href={url} target="_blank" rel="noopener noreferrer">
          {url}
          <span class="hidden"> {words.newTab}</span>
        </a>
      )}
    />
  )
}
