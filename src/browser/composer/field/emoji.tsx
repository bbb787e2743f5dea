/** A button with common emoji. */

import { useEffect, useRef, useState } from 'preact/hooks'
import { useScreen } from '../model/screen.ts'

const EMOJI = [
  ...['😀', '😄', '😉', '😊', '🙂', '😅', '😂', '🤔', '😕', '😢', '😮', '😎'],
  ...['👍', '👎', '👌', '🙏', '👏', '💪', '👋', '🤝', '🎉', '🎁', '❤️', '🌟'],
  ...['✅', '❌', '❗', '❓', '⏰', '📅', '📍', '📞', '📧', '📎', '🚚', '💶'],
]

/** `insert` puts one where the cursor is. */
export const EmojiButton = ({ insert }: { readonly insert: (emoji: string) => void }) => {
  const { words } = useScreen()
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    place.current?.querySelector<HTMLElement>('[role=group] button')?.focus()
    const leave = (event: Event) => {
      if (place.current && !event.composedPath().includes(place.current)) setOpen(false)
    }
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [open])
  const press = (event: KeyboardEvent) => {
    const all = [...(place.current?.querySelectorAll<HTMLElement>('[role=group] button') ?? [])]
    const at = all.indexOf(event.target as HTMLElement)
    const columns = all.filter(({ offsetTop }) => offsetTop === all[0]?.offsetTop).length
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    if (event.key === 'Escape') {
      event.stopPropagation()
      setOpen(false)
      place.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus()
    } else if (open && step !== undefined) {
      event.preventDefault()
      all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus()
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move among its own buttons
    <div ref={place} class="emoji" onKeyDown={press}>
      <button
        type="button"
        class="icon"
        aria-expanded={open}
        aria-label={words.emoji}
        title={words.emoji}
        onClick={() => setOpen(!open)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="12" r="9" />
          <path d="M8.5 10v.01M15.5 10v.01M8 14.5c2 2.7 6 2.7 8 0" />
        </svg>
      </button>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: these are no fields of a form
        <div role="group" aria-label={words.emoji}>
          {EMOJI.map((one) => (
            <button
              key={one}
              type="button"
              class="icon"
              onClick={() => {
                setOpen(false)
                insert(one)
              }}
            >
              {one}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
