/** Message templates: their shape, choosing one and rendering it. */

import type { Instant } from '../instant.ts'
import type { TemplateProblem } from '../policy/problems.ts'
import { isVisible } from '../text.ts'

export type TemplateCategory = 'utility' | 'marketing' | 'authentication'
export type TemplateApproval =
  | 'unsubmitted'
  | 'received'
  | 'pending'
  | 'approved'
  | 'rejected'
  | 'paused'
  | 'disabled'

/** A button as the contact sees it; its target may have placeholders. */
export type TemplateButton = {
  /** The provider's type in lower case: `quick_reply`, `url`, `phone_number`, `copy_code`, `list`, … */
  readonly type: string
  readonly text: string
  readonly url?: string
  readonly phone?: string
}

/** A picture, video or document; its address may have placeholders. */
export type TemplateFile = { readonly url: string }

export type Template = {
  /** The provider's id, such as a ContentSid. */
  readonly id: string
  readonly name: string
  /** As the provider writes it: `en`, `pt_BR`. */
  readonly language: string
  readonly category: TemplateCategory
  readonly approval: TemplateApproval
  /** With placeholders such as `{{1}}` or `{{name}}`. */
  readonly body: string
  /** The placeholders' names in order of appearance, in the body and everywhere else. */
  readonly variables: readonly string[]
  /** False for content that can never start a conversation (list pickers, locations). */
  readonly canOpenSession: boolean
  /** The provider's content type, such as `twilio/quick-reply`. */
  readonly type?: string
  /** The provider's own record, unchanged, by type. */
  readonly types?: Readonly<Record<string, unknown>>
  /** Values that were submitted as examples, by variable. */
  readonly samples?: Readonly<Record<string, string>>
  readonly buttons?: readonly TemplateButton[]
  readonly media?: readonly TemplateFile[]
  readonly createdAt?: Instant
  readonly updatedAt?: Instant
  /** Why it was rejected, in the provider's words. */
  readonly rejection?: string
  readonly allowsCategoryChange?: boolean
  /** How contacts take it, by the provider's rating; absent where the provider has none. */
  readonly quality?: 'high' | 'medium' | 'low' | 'unknown'
}

type Variables = Readonly<Record<string, string>>

/**
 * The template of that name: in the requested language, else in its base language, in another
 * country's variant, then the same for the organisation's locale, else in its only language.
 */
export const chooseTemplate = (
  templates: readonly Template[],
  name: string,
  language: string | undefined,
  locale: string,
): Template | undefined => {
  const named = templates.filter((template) => template.name === name)
  for (const wanted of language === undefined ? [locale] : [language, locale]) {
    const exact = named.filter((template) => isSameLanguage(template.language, wanted))
    if (exact.length > 0) return best(exact)
    const base = named.filter((template) => normalised(template.language) === baseOf(wanted))
    if (base.length > 0) return best(base)
    const sibling = named.filter((template) => baseOf(template.language) === baseOf(wanted))
    if (sibling.length > 0) return best(sibling)
  }
  return new Set(named.map((template) => normalised(template.language))).size === 1
    ? best(named)
    : undefined
}

type Named = {
  readonly name: string
  readonly language?: string
  readonly templateId?: string
}

type Valued = Named & { readonly variables: Variables; readonly values?: readonly string[] }

/**
 * Names values that were given in the order of the template's variables. A surplus value keeps its
 * number, so that it is reported as unknown.
 */
export const nameValues = <T extends Valued>(
  templates: readonly Template[],
  content: T,
  locale: string,
): Omit<T, 'values'> => {
  const { values, ...named } = content
  if (!values) return content
  const { variables = [] } = matchTemplate(templates, content, locale) ?? {}
  const entries = values.map((value, i) => [variables[i] ?? String(i + 1), value] as const)
  return { ...named, variables: { ...content.variables, ...Object.fromEntries(entries) } }
}

/** The message's template: by its id if the CRM gave one, since names may be shared. */
export const matchTemplate = (
  templates: readonly Template[],
  { name, language, templateId }: Named,
  locale: string,
): Template | undefined =>
  templateId === undefined
    ? chooseTemplate(templates, name, language, locale)
    : templates.find(({ id }) => id === templateId)

/** However it is spelt: `pt-BR` and `pt_BR`. */
export const isSameLanguage = (one: string, other: string): boolean =>
  normalised(one) === normalised(other)

const normalised = (language: string) => language.toLowerCase().replaceAll('-', '_')
const baseOf = (language: string) => normalised(language).replace(/_.*$/, '')

/** Rejected, paused or disabled: never sent, not even in a session. */
export const isBlocked = ({ approval }: Template): boolean => BLOCKED.includes(approval)

const BLOCKED: readonly TemplateApproval[] = ['rejected', 'paused', 'disabled']

/** A provider may have several of one name and language; the one closest to approval comes first. */
const best = (templates: readonly Template[]) =>
  templates.find((template) => template.approval === 'approved') ??
  templates.find((template) => !isBlocked(template)) ??
  templates[0]

/**
 * Problems with the variables. Providers fill a missing one with the template's sample value
 * ("John"), so every one must be present.
 */
export const checkVariables = (
  template: Pick<Template, 'variables'>,
  variables: Variables,
): { readonly problem: TemplateProblem; readonly variable?: string } | undefined => {
  for (const variable of template.variables)
    if (!Object.hasOwn(variables, variable)) return { problem: 'missing', variable }
  for (const [variable, value] of Object.entries(variables)) {
    if (!template.variables.includes(variable)) return { problem: 'unknown', variable }
    const problem = checkValue(value)
    if (problem) return { problem, variable }
  }
  return undefined
}

const checkValue = (value: unknown): TemplateProblem | undefined => {
  if (typeof value !== 'string') return 'not_text'
  if (!isVisible(value)) return 'empty'
  if (/[\n\r]/.test(value)) return 'newline'
  if (value.includes('\t')) return 'tab'
  return value.includes('     ') ? 'spaces' : undefined
}

/** The text as the contact reads it; a placeholder without a value stays as it is. */
export const renderTemplate = (template: Pick<Template, 'body'>, variables: Variables): string =>
  fillPlaceholders(template.body, variables)

/** Fills any other text of a template, such as a button's or file's URL. */
export const fillPlaceholders = (text: string, variables: Variables): string =>
  text.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (placeholder, name: string) =>
    Object.hasOwn(variables, name) ? String(variables[name]) : placeholder,
  )
