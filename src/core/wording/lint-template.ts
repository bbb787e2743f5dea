/** Finds what WhatsApp's review would reject in a template: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-review */

import { fillPlaceholders } from '../model/message/template.ts'
import {
  linesOf,
  placeholdersIn,
  type TemplateDraft,
  variablesOf,
} from '../model/message/template-draft.ts'
import { sellingWords } from './review.ts'
import { TEMPLATE_LANGUAGES } from './template-languages.ts'

/** The provider rejects an `error`, some reviewers a `warning`. */
export type LintFinding = {
  readonly severity: 'error' | 'warning'
  readonly field: string
  readonly problem: string
}

const MAX_BODY = 1024
const MAX_HEADER = 60
const MAX_FOOTER = 60
const MAX_LABEL = 25
const MAX_BUTTONS = 10
const MAX_URL_BUTTONS = 2
const MAX_PHONE_BUTTONS = 1
const MAX_URL = 2000
const MAX_EMOJI = 10
/** Twilio's, for the name of a variable. */
const MAX_VARIABLE_NAME = 16

/** Findings of one template, in the order of its parts. */
export const lintTemplate = (draft: TemplateDraft): readonly LintFinding[] => [
  ...identityFindings(draft),
  ...variableFindings(draft),
  ...sampleFindings(draft),
  ...lengthFindings(draft),
  ...buttonFindings(draft),
  ...wordFindings(draft),
]

/** Findings across several templates; `index` is the template's position in the list. */
export const lintTogether = (
  drafts: readonly TemplateDraft[],
): readonly (LintFinding & { readonly index: number })[] =>
  drafts.flatMap((draft, index) => {
    const before = drafts.slice(0, index)
    const is = (field: string, problem: string) => [{ ...error(field, problem), index }]
    const sameName = before.filter(({ name }) => name === draft.name)
    if (sameName.some(({ language }) => language === draft.language))
      return is('name', `${draft.name} exists twice in ${draft.language}`)
    const category = sameName.find((other) => other.category !== draft.category)?.category
    if (category) return is('category', `is ${draft.category}, but in another language ${category}`)
    const twin = before.find(
      (other) => other.language === draft.language && same(linesOf(other), linesOf(draft)),
    )
    return twin ? is('body', `is the same as in ${twin.name}: WhatsApp rejects duplicates`) : []
  })

const same = (a: readonly string[], b: readonly string[]) => a.join('\n') === b.join('\n')

const finding =
  (severity: LintFinding['severity']) =>
  (field: string, problem: string): LintFinding => ({ severity, field, problem })
const error = finding('error')
const warning = finding('warning')

/** The finding in a list where it applies, for a spread. */
const when = (applies: boolean, found: LintFinding): readonly LintFinding[] =>
  applies ? [found] : []

const identityFindings = ({ name, language, category }: TemplateDraft) => [
  ...when(
    !/^[a-z0-9_]{1,512}$/.test(name),
    error('name', 'may have only lower-case letters, digits and underscores'),
  ),
  ...when(
    !TEMPLATE_LANGUAGES.has(language),
    error('language', `WhatsApp has no language ${language}; use a code such as en or pt_BR`),
  ),
  ...when(
    category === 'authentication',
    error(
      'category',
      "authentication templates use WhatsApp's own wording: create them at the provider",
    ),
  ),
]

const variableFindings = (draft: TemplateDraft): readonly LintFinding[] => {
  const { body, header, footer, buttons } = draft
  const inBody = placeholdersIn(body)
  const urls = buttons.flatMap((button, i) =>
    button.type === 'url' ? [[`buttons[${i}].url`, button.url] as const] : [],
  )
  const texts = [
    ['body', body] as const,
    ...(header === undefined ? [] : [['header', header] as const]),
  ]
  const elsewhere = [
    ...(footer === undefined ? [] : [['footer', footer] as const]),
    ...buttons.map(({ text }, i) => [`buttons[${i}].text`, text] as const),
  ]
  const words = body.replace(ANY, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  const bare = body.trim()
  return [
    ...[...texts, ...urls].flatMap(([field, text]) =>
      when(
        /[{}]/.test(text.replace(ANY, '')),
        error(field, 'has a brace that is not part of a variable such as {{1}}'),
      ),
    ),
    ...elsewhere.flatMap(([field, text]) =>
      when(/[{}]/.test(text), error(field, 'must not have a variable')),
    ),
    ...when(/^\{\{/.test(bare), error('body', 'begins with a variable: put a word before it')),
    ...when(
      /\}\}[\p{P}\s]*$/u.test(bare),
      error('body', 'ends with a variable: put a word after it'),
    ),
    ...when(
      /\}\}\s*\{\{/.test(body),
      error('body', 'has two variables next to each other: put a word between them'),
    ),
    ...when(
      /\}\}\s*\p{P}[\p{P}\s]*\{\{/u.test(body),
      warning('body', 'has only punctuation between two variables: use a word'),
    ),
    ...when(
      words < 2 * inBody.length + 1 && inBody.length > 0,
      error('body', `has ${words} of the ${2 * inBody.length + 1} words that its variables need`),
    ),
    ...when(
      header !== undefined && (header.match(ANY)?.length ?? 0) > 1,
      error('header', 'may have only one variable'),
    ),
    ...urls.flatMap(([field, url]) =>
      when(
        placeholdersIn(url).length > 0 && !/^https:\/\/[^{}]+\{\{[^{}]+\}\}$/.test(url),
        error(field, 'may have only one variable, at its end'),
      ),
    ),
    ...sequenceFindings(draft, inBody),
  ]
}

/** Meta numbers each part from 1, Twilio all parts together: numbering the body first fits both. */
const sequenceFindings = (
  draft: TemplateDraft,
  inBody: readonly string[],
): readonly LintFinding[] => {
  const all = variablesOf(draft)
  const numbered = all.filter((name) => /^\d+$/.test(name))
  if (numbered.length > 0 && numbered.length < all.length)
    return [error('variables', 'are numbers or names, not both')]
  if (numbered.length === 0)
    return all
      .filter((name) => !/^[a-z][a-z0-9_]*$/.test(name) || name.length > MAX_VARIABLE_NAME)
      .map((name) =>
        error(
          'variables',
          `${name}: up to ${MAX_VARIABLE_NAME} lower-case letters, digits and underscores`,
        ),
      )
  const expected = all.map((_, i) => String(i + 1))
  const isWhole =
    inBody.length === new Set(inBody).size && same([...all].sort(), [...expected].sort())
  if (!isWhole)
    return [error('variables', `are ${all.join(', ')}: number them from 1 without a gap`)]
  const bodyFirst = inBody.every((name) => Number(name) <= inBody.length)
  const inOrder = same(inBody, expected.slice(0, inBody.length))
  if (!bodyFirst)
    return [error('variables', 'count the body first, then the header and the buttons')]
  return when(!inOrder, warning('variables', 'are not in order of their numbers in the body'))
}

const ANY = /\{\{\s*[^{}\s]+\s*\}\}/g

const sampleFindings = (draft: TemplateDraft): readonly LintFinding[] => {
  const names = variablesOf(draft)
  const given = Object.keys(draft.samples)
  return [
    ...names.flatMap((name) => {
      const sample = Object.hasOwn(draft.samples, name) ? draft.samples[name] : undefined
      if (!sample?.trim()) return [error(`variables.${name}`, 'has no sample')]
      return when(
        /[\n\r\t#$%{}]| {5}/.test(sample),
        error(
          `variables.${name}`,
          'a sample must not have a line break, tab, #, $, %, brace or run of spaces',
        ),
      )
    }),
    ...given
      .filter((name) => !names.includes(name))
      .map((name) => error(`variables.${name}`, 'is not used in the text')),
  ]
}

const lengthFindings = ({ header, body, footer, samples }: TemplateDraft) => {
  const length = (text: string) => [...fillPlaceholders(text, samples)].length
  const tooLong = (field: string, text: string | undefined, max: number) =>
    when(
      text !== undefined && length(text) > max,
      error(field, `has more than ${max} characters with its samples`),
    )
  return [
    ...when(body.trim() === '', error('body', 'is empty')),
    ...tooLong('body', body, MAX_BODY),
    ...tooLong('header', header, MAX_HEADER),
    ...tooLong('footer', footer, MAX_FOOTER),
    ...when(/\n{3}/.test(body), error('body', 'has more than one empty line in a row')),
    ...when(/\t| {5}/.test(body), error('body', 'has a tab or more than four spaces in a row')),
    ...when(
      header !== undefined && /[\n*_~`]|\p{Extended_Pictographic}/u.test(header),
      error('header', 'must not have a line break, emoji or formatting'),
    ),
    ...when(
      (body.match(/\p{Extended_Pictographic}/gu)?.length ?? 0) > MAX_EMOJI,
      error('body', `has more than ${MAX_EMOJI} emoji`),
    ),
  ]
}

const buttonFindings = ({ buttons }: TemplateDraft): readonly LintFinding[] => {
  const count = (type: string) => buttons.filter((button) => button.type === type).length
  const kinds = buttons.map(({ type }) => type === 'quick_reply')
  const changes = kinds.filter((kind, i) => i > 0 && kind !== kinds[i - 1]).length
  const labels = buttons.map(({ text }) => text.trim().toLowerCase())
  return [
    ...when(buttons.length > MAX_BUTTONS, error('buttons', `are more than ${MAX_BUTTONS}`)),
    ...when(
      count('url') > MAX_URL_BUTTONS,
      error('buttons', `lead to more than ${MAX_URL_BUTTONS} pages`),
    ),
    ...when(
      count('phone_number') > MAX_PHONE_BUTTONS,
      error('buttons', `call more than ${MAX_PHONE_BUTTONS} number`),
    ),
    ...when(changes > 1, error('buttons', 'mix quick replies with others: keep them together')),
    ...when(new Set(labels).size < labels.length, error('buttons', 'have the same label twice')),
    ...buttons.flatMap((button, i) => [
      ...when(button.text.trim() === '', error(`buttons[${i}].text`, 'is empty')),
      ...when(
        [...button.text].length > MAX_LABEL,
        error(`buttons[${i}].text`, `has more than ${MAX_LABEL} characters`),
      ),
      ...when(
        /[\n\r]|\p{Extended_Pictographic}/u.test(button.text),
        error(`buttons[${i}].text`, 'must not have a line break or emoji'),
      ),
      ...when(
        button.type === 'url' && (button.url.length > MAX_URL || !/^https?:\/\//.test(button.url)),
        error(`buttons[${i}].url`, `expected an http address of up to ${MAX_URL} characters`),
      ),
      ...when(
        button.type === 'url' && SHORTENERS.test(button.url),
        error(`buttons[${i}].url`, 'a link shortener or WhatsApp link is rejected'),
      ),
      ...when(
        button.type === 'phone_number' && !/^\+\d{5,19}$/.test(button.phone),
        error(`buttons[${i}].phone`, 'expected a number such as +15550001111'),
      ),
    ]),
  ]
}

const SHORTENERS =
  /\b(?:wa\.me|bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|cutt\.ly|rb\.gy)\b/i

/** Numbers that WhatsApp's rules forbid asking for. */
const SECRETS =
  /\b(?:card number|cvv|cvc|password|passport number|social security|kartennummer|passwort|número de (?:tarjeta|cartão)|contraseña|senha|numéro de carte|mot de passe)\b/iu

const wordFindings = ({ body, header, footer, category }: TemplateDraft) => {
  const text = [header, body, footer].filter((part) => part !== undefined).join('\n')
  const sells = category === 'utility' ? sellingWords(text) : undefined
  const asks = SECRETS.exec(text)?.[0]
  return [
    ...when(
      sells !== undefined,
      warning(
        'category',
        `"${sells}" is promotional: WhatsApp makes the template MARKETING, or rejects it`,
      ),
    ),
    ...when(asks !== undefined, warning('body', `"${asks}": WhatsApp forbids asking for this`)),
    ...when(SHORTENERS.test(text), error('body', 'a link shortener or WhatsApp link is rejected')),
  ]
}
