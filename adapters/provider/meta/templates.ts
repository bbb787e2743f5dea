/** Templates: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management */

import type {
  Template,
  TemplateApproval,
  TemplateButton,
  TemplateCategory,
} from '../../../src/core/model/message/template.ts'
import type { Http } from '../../../src/ports/http.ts'
import { type Json, listIn, objectIn, textIn } from '../../kit/json.ts'
import { type Account, getJson } from './account.ts'

const PAGE_SIZE = 250
const MAX_PAGES = 40
const FIELDS =
  'id,name,language,status,category,components,parameter_format,rejected_reason,quality_score'

/** The account's templates that we can fill in. Throws when Meta can't be reached. */
export const readTemplates = async (account: Account, http: Http): Promise<readonly Template[]> =>
  (await listTemplates(account, http)).flatMap((item) => toTemplate(item) ?? [])

/** All templates of the account, as Meta writes them. Throws when Meta can't be reached. */
export const listTemplates = async (account: Account, http: Http): Promise<readonly Json[]> => {
  const templates: Json[] = []
  let after: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    // Meta's address of the next page contains the token, so we build our own.
    const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE_SIZE) })
    if (after) query.set('after', after)
    const path = `${account.businessAccountId}/message_templates?${query}`
    const json = await getJson(account, http, path, 'templates')
    if (!Array.isArray(json.data)) throw new Error('meta: templates: no data')
    templates.push(...listIn(json, 'data'))
    const paging = objectIn(json, 'paging')
    after = textIn(objectIn(paging, 'cursors'), 'after')
    if (!textIn(paging, 'next') || !after) return templates
  }
  throw new Error('meta: templates: too many pages')
}

/** Undefined when a part of the template is one that we can't fill in. */
const toTemplate = (json: Json): Template | undefined => {
  const [id, name, language] = ['id', 'name', 'language'].map((field) => textIn(json, field))
  if (!id || !name || !language) return undefined
  const components = listIn(json, 'components')
  const category = categoryOf(json)
  const parts = components.map((component) => partOf(component, category))
  if (parts.some((part) => part === undefined)) return undefined
  const known = parts.flatMap((part) => part ?? [])
  return {
    id,
    name,
    language,
    category,
    approval: approvalOf(json),
    body: known.flatMap(({ text }) => text || []).join('\n'),
    variables: [...new Set(known.flatMap(({ variables }) => variables))],
    canOpenSession: true,
    ...qualityOf(json),
    ...shownOf(components, category, textIn(json, 'rejected_reason')),
  }
}

const QUALITIES: Readonly<Record<string, NonNullable<Template['quality']>>> = {
  GREEN: 'high',
  YELLOW: 'medium',
  RED: 'low',
  UNKNOWN: 'unknown',
}

/** Meta gives `quality_score` as an object with the `score`. */
const qualityOf = (json: Json): Pick<Template, 'quality'> => {
  const quality = QUALITIES[textIn(objectIn(json, 'quality_score'), 'score') ?? '']
  return quality === undefined ? {} : { quality }
}

/** Buttons, the header's file, and the submitted examples. */
const shownOf = (
  components: readonly Json[],
  category: TemplateCategory,
  rejected: string | undefined,
): Partial<Pick<Template, 'buttons' | 'media' | 'samples' | 'rejection'>> => {
  const buttons = components.flatMap((component) =>
    listIn(component, 'buttons').map((button, index): TemplateButton => {
      const [url, phone] = [textIn(button, 'url'), textIn(button, 'phone_number')]
      return {
        type: (textIn(button, 'type') ?? '').toLowerCase(),
        text: textIn(button, 'text') ?? '',
        ...(url !== undefined && { url: named(url, `button.${index}.`).text }),
        ...(phone !== undefined && { phone }),
      }
    }),
  )
  const media = components.flatMap((component) => {
    const name = fileName(component)
    return name === undefined ? [] : [{ url: `{{${name}}}` }]
  })
  const samples = Object.assign({}, ...components.map(samplesOf)) as Readonly<
    Record<string, string>
  >
  const hasSamples = category !== 'authentication' && Object.keys(samples).length > 0
  return {
    ...(buttons.length > 0 && { buttons }),
    ...(media.length > 0 && { media }),
    ...(hasSamples && { samples }),
    ...(rejected !== undefined && rejected !== 'NONE' && { rejection: rejected }),
  }
}

/** Numbered examples are a list, or a list in a list; named ones carry their names. */
export const samplesOf = (component: Json): Readonly<Record<string, string>> => {
  const type = textIn(component, 'type')?.toUpperCase()
  if (type !== 'BODY' && type !== 'HEADER') return {}
  const [part, prefix] = type === 'BODY' ? ['body', ''] : ['header', 'header.']
  const example = objectIn(component, 'example')
  const texts = example[`${part}_text`]
  const file = fileName(component)
  const [handle] = textsIn(example.header_handle)
  if (file !== undefined) return handle === undefined ? {} : { [file]: handle }
  const numbered = textsIn(Array.isArray(texts) && Array.isArray(texts[0]) ? texts[0] : texts)
  const byName = listIn(example, `${part}_text_named_params`).flatMap((one) => {
    const [name, value] = [textIn(one, 'param_name'), textIn(one, 'example')]
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
  const all = [...numbered.map((value, i) => [String(i + 1), value] as const), ...byName]
  return Object.fromEntries(all.map(([name, value]) => [`${prefix}${name}`, value]))
}

/** The variable for a header's picture, video or document. */
const fileName = (component: Json): string | undefined => {
  if (textIn(component, 'type')?.toUpperCase() !== 'HEADER') return undefined
  const [name] = HEADERS.get(textIn(component, 'format')?.toUpperCase() ?? '') ?? []
  return name === 'header.latitude' ? undefined : name
}

const textsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : []).filter((one): one is string => typeof one === 'string')

/** A component's text for the contact, with variable names that `send/template.ts` can place. */
type Part = { readonly text: string; readonly variables: readonly string[] }

const partOf = (component: Json, category: TemplateCategory): Part | undefined => {
  const type = textIn(component, 'type')?.toUpperCase() ?? ''
  const text = textIn(component, 'text') ?? ''
  const isCode = category === 'authentication'
  switch (type) {
    case 'HEADER':
      return headerOf(component, text)
    case 'BODY':
      // Meta's own wording, which it doesn't always return.
      return isCode ? CODE_BODY : named(text, '')
    case 'FOOTER':
      return { text, variables: [] }
    case 'BUTTONS':
      return isCode ? NOTHING : buttonsOf(listIn(component, 'buttons'))
    default:
      return undefined
  }
}

const NOTHING: Part = { text: '', variables: [] }
const CODE_BODY: Part = { text: '{{otp.code}} is your verification code.', variables: ['otp.code'] }

const headerOf = (component: Json, text: string): Part | undefined => {
  const format = textIn(component, 'format')?.toUpperCase() ?? 'TEXT'
  if (format === 'TEXT') return named(text, 'header.')
  const names = HEADERS.get(format)
  return names && { text: '', variables: names }
}

const HEADERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['IMAGE', ['header.image']],
  ['VIDEO', ['header.video']],
  ['DOCUMENT', ['header.document', 'header.filename']],
  ['LOCATION', ['header.latitude', 'header.longitude', 'header.name', 'header.address']],
])

/** Prefixes the component: `{{1}}` of the header is a different value than `{{1}}` of the body. */
const named = (text: string, prefix: string): Part => {
  const variables: string[] = []
  const renamed = text.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (_, name: string) => {
    variables.push(`${prefix}${name}`)
    return `{{${prefix}${name}}}`
  })
  return { text: renamed, variables }
}

const buttonsOf = (buttons: readonly Json[]): Part | undefined => {
  const parts = buttons.map((button, index) => buttonOf(button, `button.${index}.`))
  if (parts.some((part) => part === undefined)) return undefined
  return { text: '', variables: parts.flatMap((part) => part ?? []) }
}

/** The variable names of a button; most have none. */
const buttonOf = (button: Json, prefix: string): readonly string[] | undefined => {
  const type = textIn(button, 'type')?.toUpperCase() ?? ''
  if (type === 'URL') return named(textIn(button, 'url') ?? '', prefix).variables
  if (type === 'COPY_CODE') return [`${prefix}coupon_code`]
  if (type === 'FLOW') return [`${prefix}flow_token`]
  return STATIC.has(type) ? [] : undefined
}

const STATIC: ReadonlySet<string> = new Set([
  ...['QUICK_REPLY', 'PHONE_NUMBER', 'VOICE_CALL', 'CATALOG', 'REQUEST_CONTACT_INFO'],
])

/** Only APPROVED may be sent; FLAGGED is a warning. An unknown status is not an approval. */
const APPROVALS: ReadonlyMap<string, TemplateApproval> = new Map([
  ['APPROVED', 'approved'],
  ['FLAGGED', 'approved'],
  ['PENDING', 'pending'],
  ['REJECTED', 'rejected'],
  ['IN_APPEAL', 'rejected'],
  ['LIMIT_EXCEEDED', 'rejected'],
  ['PAUSED', 'paused'],
  ...['DISABLED', 'LOCKED', 'ARCHIVED', 'DELETED', 'PENDING_DELETION'].map(
    (status) => [status, 'disabled'] as const,
  ),
])

/** An unknown category counts as the strictest. */
const CATEGORIES: ReadonlyMap<string, TemplateCategory> = new Map([
  ['UTILITY', 'utility'],
  ['MARKETING', 'marketing'],
  ['AUTHENTICATION', 'authentication'],
])

/** The approval for Meta's status. */
export const approvalOf = (json: Json): TemplateApproval =>
  APPROVALS.get(textIn(json, 'status')?.toUpperCase() ?? '') ?? 'unsubmitted'

/** The template's present category. */
export const categoryOf = (json: Json): TemplateCategory =>
  CATEGORIES.get(textIn(json, 'category')?.toUpperCase() ?? '') ?? 'marketing'
