/** A template described by a file, before it is submitted. */

import type { TemplateCategory } from './template.ts'

export type DraftButton =
  | { readonly type: 'quick_reply'; readonly text: string; readonly payload?: string }
  | { readonly type: 'url'; readonly text: string; readonly url: string }
  | { readonly type: 'phone_number'; readonly text: string; readonly phone: string }

export type TemplateDraft = {
  readonly name: string
  /** As WhatsApp writes it: `en`, `pt_BR`. */
  readonly language: string
  readonly category: TemplateCategory
  /** Text only; media can't be described. */
  readonly header?: string
  /** With placeholders such as `{{1}}` or `{{name}}`. */
  readonly body: string
  readonly footer?: string
  readonly buttons: readonly DraftButton[]
  /** A sample for each variable, for the reviewer. */
  readonly samples: Readonly<Record<string, string>>
}

const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/g

/** Names of the placeholders in a text, in order of appearance, each once. */
export const placeholdersIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)),
]

/** Renames the placeholders of a text. */
export const renamePlaceholders = (text: string, rename: (name: string) => string): string =>
  text.replace(PLACEHOLDER, (_, name: string) => `{{${rename(name)}}}`)

/** The header, then the buttons' targets: each may have its own variables. */
const placesAfterBody = ({ header, buttons }: TemplateDraft): readonly string[] => [
  ...(header === undefined ? [] : [header]),
  ...buttons.flatMap((button) => (button.type === 'url' ? [button.url] : [])),
]

/** All variables: those of the body, the header and the buttons, in that order. */
export const variablesOf = (draft: TemplateDraft): readonly string[] => [
  ...new Set([draft.body, ...placesAfterBody(draft)].flatMap(placeholdersIn)),
]

/**
 * What the contact reads, one part a line, with numbered variables: two drafts are the same template
 * when their lines are. Samples and the category don't count, since providers change both.
 */
export const linesOf = ({ header, body, footer, buttons }: TemplateDraft): readonly string[] => {
  const names = placeholdersIn(body)
  let next = names.length
  const after = (text: string) => renamePlaceholders(text, () => String(++next))
  return [
    ...(header === undefined ? [] : [`header: ${after(header)}`]),
    ...renamePlaceholders(body, (name) => String(names.indexOf(name) + 1))
      .split('\n')
      .map((line) => `body: ${line}`),
    ...(footer === undefined ? [] : [`footer: ${footer}`]),
    ...buttons.map((button) => {
      if (button.type === 'url') return `button: ${button.text} → ${after(button.url)}`
      return `button: ${button.text}${button.type === 'quick_reply' ? '' : ` → ${button.phone}`}`
    }),
  ]
}
