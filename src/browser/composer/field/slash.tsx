/** The list that `/` opens in the text field: the page's quick replies, then templates. */

import { useEffect, useRef, useState } from 'preact/hooks'
import type { State } from '../model/model.ts'
import { useScreen } from '../model/screen.ts'
import type { Template } from '../model/wire.ts'

type Entry = { readonly name: string; readonly text: string; readonly template?: Template }

/** The entries that match the typed text, and their keyboard actions. */
export const useSlash = ({ composer, text }: State) => {
  const { model, page } = useScreen()
  const [active, setActive] = useState(0)
  const query = text.startsWith('/') ? text.slice(1).toLowerCase() : undefined
  useEffect(() => setActive(0), [query])
  const templates = composer?.template.status === 'refused' ? [] : (composer?.templates ?? [])
  const all: readonly Entry[] = [
    ...page.quickReplies,
    // The page's reply replaces a configured one of the same name.
    ...(composer?.quickReplies ?? []).filter(
      ({ name }) => !page.quickReplies.some((one) => one.name === name),
    ),
    ...templates.map((template) => ({ name: template.name, text: template.body, template })),
  ]
  const isOpen = query !== undefined && composer?.text.status !== 'refused'
  const entries = isOpen
    ? all.filter(({ name, text: body }) => `${name} ${body}`.toLowerCase().includes(query))
    : []
  const at = Math.min(active, entries.length - 1)
  const choose = (entry: Entry | undefined) => {
    if (!entry) return
    model.type(entry.template ? '' : entry.text)
    if (entry.template) model.pick(true, entry.template)
  }
  /** Whether the list handled the key. */
  const press = (key: string): boolean => {
    if (entries.length === 0) return false
    if (key === 'ArrowDown') setActive(Math.min(at + 1, entries.length - 1))
    else if (key === 'ArrowUp') setActive(Math.max(at - 1, 0))
    else if (key === 'Enter') choose(entries[at])
    else if (key === 'Escape') model.type('')
    else return false
    return true
  }
  return { entries, at, choose, press }
}

export const SlashList = ({ entries, at, choose, press }: ReturnType<typeof useSlash>) => {
  const { words } = useScreen()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  if (entries.length === 0) return null
  return (
    <div
      id="slash"
      class="options"
      role="listbox"
      aria-label={words.quickReplies}
      aria-activedescendant={`slash-${at}`}
      tabIndex={0}
      ref={list}
      onKeyDown={(event) => press(event.key) && event.preventDefault()}
    >
      {entries.map((entry, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text field
        <div
          key={`${index} ${entry.name}`}
          id={`slash-${index}`}
          role="option"
          aria-selected={index === at}
          onClick={() => choose(entry)}
        >
          <strong>{entry.name}</strong>
          <small dir="auto">{entry.text}</small>
        </div>
      ))}
    </div>
  )
}
