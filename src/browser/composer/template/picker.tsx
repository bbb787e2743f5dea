/** The template picker: a search field with a list, usable by keyboard. */

import { useEffect, useRef, useState } from 'preact/hooks'
import type { State } from '../model/model.ts'
import { useScreen } from '../model/screen.ts'
import type { Template } from '../model/wire.ts'
import { fill } from '../model/words.ts'
import { TemplateForm } from './template-form.tsx'

/** https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export const Picker = ({ composer, sending, picked }: State) => {
  const { model, words } = useScreen()
  const [query, setQuery] = useState('')
  const [language, setLanguage] = useState('')
  const [category, setCategory] = useState('')
  const [active, setActive] = useState(0)
  const [chosen, setChosen] = useState<Template | undefined>(picked)
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => search.current?.focus(), [chosen === undefined])
  const all = composer?.templates ?? []
  const found = all.filter(
    (template) =>
      (!language || template.language === language) &&
      (!category || template.category === category) &&
      contains(template, query),
  )
  const at = Math.min(active, found.length - 1)
  if (chosen)
    return <TemplateForm template={chosen} sending={sending} back={() => setChosen(undefined)} />

  const press = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, found.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      PageDown: Math.min(at + 5, found.length - 1),
      PageUp: Math.max(at - 5, 0),
    }
    const next = moves[event.key]
    if (event.key === 'Escape') model.pick(false)
    else if (event.key === 'Enter') setChosen(found[at])
    else if (next === undefined) return
    else setActive(next)
    event.preventDefault()
  }
  return (
    <>
      <div class="filters">
        <div>
          <label for="search">{words.search}</label>
          <input
            id="search"
            ref={search}
            type="text"
            role="combobox"
            aria-expanded={true}
            aria-controls="options"
            aria-autocomplete="list"
            aria-activedescendant={found.length > 0 ? `option-${at}` : undefined}
            autocomplete="off"
            value={query}
            onInput={(event) => {
              setQuery(event.currentTarget.value)
              setActive(0)
            }}
            onKeyDown={press}
          />
        </div>
        <Filter
          id="language"
          label={words.language}
          values={all.map((template) => template.language)}
          value={language}
          choose={setLanguage}
        />
        <Filter
          id="category"
          label={words.category}
          values={all.map((template) => template.category)}
          names={words.categories}
          value={category}
          choose={setCategory}
        />
      </div>
      <p role="status" class={found.length > 0 ? 'hidden' : ''}>
        {found.length > 0 ? fill(words.found, { count: String(found.length) }) : words.noTemplates}
      </p>
      <div id="options" class="options" role="listbox" aria-label={words.templates}>
        {found.map((template, index) => (
          <Option
            key={`${template.name} ${template.language}`}
            id={`option-${index}`}
            template={template}
            selected={index === at}
            choose={() => setChosen(template)}
          />
        ))}
      </div>
      <div class="row">
        <button type="button" onClick={() => model.pick(false)}>
          {words.back}
        </button>
      </div>
    </>
  )
}

type OptionProps = {
  readonly id: string
  readonly template: Template
  readonly selected: boolean
  readonly choose: () => void
}

const Option = ({ id, template, selected, choose }: OptionProps) => {
  const { words } = useScreen()
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (selected) option.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field
    <div id={id} ref={option} role="option" aria-selected={selected} onClick={choose}>
      <strong>{template.name}</strong>{' '}
      <span>
        {template.language} · {words.categories[template.category]}
      </span>
      <small dir="auto">{template.body}</small>
    </div>
  )
}

type FilterProps = {
  readonly id: string
  readonly label: string
  readonly values: readonly string[]
  readonly names?: Readonly<Record<string, string>>
  readonly value: string
  readonly choose: (value: string) => void
}

/** Only where there is something to choose. */
const Filter = ({ id, label, values, names = {}, value, choose }: FilterProps) => {
  const { words } = useScreen()
  const distinct = [...new Set(values)].sort()
  if (distinct.length < 2) return null
  return (
    <div>
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{words.all}</option>
        {distinct.map((one) => (
          <option key={one} value={one}>
            {names[one] ?? one}
          </option>
        ))}
      </select>
    </div>
  )
}

const contains = ({ name, body, language }: Template, query: string) =>
  query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${name} ${body} ${language}`.toLowerCase().includes(word))
