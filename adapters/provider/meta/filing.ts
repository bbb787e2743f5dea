/** Creates and edits templates: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management */

import {
  type DraftButton,
  placeholdersIn,
  renamePlaceholders,
  type TemplateDraft,
} from '../../../src/core/model/message/template-draft.ts'
import type { FiledTemplate, TemplateFiling } from '../../../src/ports/filing.ts'
import type { Http } from '../../../src/ports/http.ts'
import { type Json, listIn, parseObject, textIn } from '../../kit/json.ts'
import { type Account, GraphError, graphUrl, requestOf } from './account.ts'
import { errorIn } from './errors.ts'
import { idIn } from './json.ts'
import { approvalOf, categoryOf, listTemplates, samplesOf } from './templates.ts'

/** The templates of a business account. Creating one submits it. */
export const createFiling = (account: Account): TemplateFiling => ({
  list: async (http) => (await listTemplates(account, http)).flatMap(toFiled),
  create: async (draft, http) => {
    const path = `${account.businessAccountId}/message_templates`
    const id = idIn(await post(account, http, path, submissionOf(draft)), 'id')
    if (!id) throw new Error('meta: create template: no id in the answer')
    return id
  },
  edit: async ({ id, approval }, draft, http) => {
    const { components, category } = submissionOf(draft)
    // An approved template's category can't be changed.
    const body = approval === 'approved' ? { components } : { components, category }
    await post(account, http, id, body)
  },
})

const submissionOf = (draft: TemplateDraft): Json => ({
  name: draft.name,
  language: draft.language,
  category: draft.category.toUpperCase(),
  parameter_format: isNamed(draft) ? 'named' : 'positional',
  components: componentsOf(draft),
})

const isNamed = ({ body, header = '' }: TemplateDraft): boolean =>
  placeholdersIn(body + header).some((name) => !/^\d+$/.test(name))

const componentsOf = (draft: TemplateDraft): readonly Json[] => {
  const { header, body, footer, buttons } = draft
  return [
    ...(header === undefined
      ? []
      : [{ type: 'HEADER', format: 'TEXT', ...textOf(draft, header, 'header') }]),
    { type: 'BODY', ...textOf(draft, body, 'body') },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0
      ? []
      : [{ type: 'BUTTONS', buttons: buttons.map((button) => buttonOf(button, draft.samples)) }]),
  ]
}

/** Each part numbers its variables from 1. */
const textOf = (draft: TemplateDraft, text: string, part: 'header' | 'body'): Json => {
  const names = placeholdersIn(text)
  if (names.length === 0) return { text }
  const samples = names.map((name) => draft.samples[name] ?? '')
  if (isNamed(draft)) {
    const examples = names.map((name, i) => ({ param_name: name, example: samples[i] }))
    return { text, example: { [`${part}_text_named_params`]: examples } }
  }
  return {
    text: part === 'body' ? text : renamePlaceholders(text, () => '1'),
    example: { [`${part}_text`]: part === 'body' ? [byNumber(names, draft.samples)] : samples },
  }
}

/** Examples are ordered by number, not by position. */
const byNumber = (names: readonly string[], samples: TemplateDraft['samples']) =>
  [...names].sort((a, b) => Number(a) - Number(b)).map((name) => samples[name] ?? '')

const buttonOf = (button: DraftButton, samples: TemplateDraft['samples']): Json => {
  const { text } = button
  switch (button.type) {
    case 'quick_reply':
      return { type: 'QUICK_REPLY', text }
    case 'phone_number':
      return { type: 'PHONE_NUMBER', text, phone_number: button.phone }
    case 'url': {
      const [name] = placeholdersIn(button.url)
      const url = renamePlaceholders(button.url, () => '1')
      return { type: 'URL', text, url, ...(name && { example: [samples[name] ?? ''] }) }
    }
    default:
      return button satisfies never
  }
}

const toFiled = (json: Json): readonly FiledTemplate[] => {
  const [id, name, language] = [idIn(json, 'id'), textIn(json, 'name'), textIn(json, 'language')]
  if (!id || !name || !language) return []
  const status = textIn(json, 'status')?.toUpperCase() ?? ''
  const rejection = textIn(json, 'rejected_reason')
  const category = categoryOf(json)
  const parts = category === 'authentication' ? undefined : partsOf(listIn(json, 'components'))
  return [
    {
      id,
      name,
      language,
      category,
      approval: approvalOf(json),
      ...(rejection !== undefined && rejection !== 'NONE' && { rejection }),
      ...(parts && { draft: { name, language, category, ...parts } }),
      canEdit: EDITABLE.has(status),
    },
  ]
}

const EDITABLE: ReadonlySet<string> = new Set(['APPROVED', 'REJECTED', 'PAUSED'])

type DraftContent = Omit<TemplateDraft, 'name' | 'language' | 'category'>

/** Undefined when a component has more than text and the buttons that a template file can describe. */
const partsOf = (components: readonly Json[]): DraftContent | undefined => {
  const body = components.find((one) => typeOf(one) === 'BODY')
  const text = body && textIn(body, 'text')
  if (!text || components.some((one) => !isPlain(one))) return undefined
  const header = components.find((one) => typeOf(one) === 'HEADER')
  const footer = components.find((one) => typeOf(one) === 'FOOTER')
  const bodyNames = placeholdersIn(text)
  const isNumbered = bodyNames.every((name) => /^\d+$/.test(name))
  const samples: Record<string, string> = { ...samplesOf(body) }
  let next = bodyNames.length
  /** Numbers continue after the body's, as in a template file. */
  const renamed = (part: string, sample: string | undefined, named: (name: string) => string) =>
    renamePlaceholders(part, (name) => {
      const own = isNumbered ? String(++next) : named(name)
      if (sample !== undefined) samples[own] = sample
      return own
    })
  const headerText = header && textIn(header, 'text')
  const [headerSample] = header ? Object.values(samplesOf(header)) : []
  const given = headerText && renamed(headerText, headerSample, (name) => name)
  const buttons = components
    .flatMap((one) => listIn(one, 'buttons'))
    .map((button, i): DraftButton => {
      const label = textIn(button, 'text') ?? ''
      const [url, phone] = [textIn(button, 'url'), textIn(button, 'phone_number')]
      if (url !== undefined) {
        const [sample] = Array.isArray(button.example) ? button.example : []
        const known = typeof sample === 'string' ? sample : undefined
        return { type: 'url', text: label, url: renamed(url, known, () => `button_${i + 1}`) }
      }
      return phone === undefined
        ? { type: 'quick_reply', text: label }
        : { type: 'phone_number', text: label, phone }
    })
  const footerText = footer && textIn(footer, 'text')
  return {
    ...(given && { header: given }),
    body: text,
    ...(footerText && { footer: footerText }),
    buttons,
    samples,
  }
}

const typeOf = (component: Json) => textIn(component, 'type')?.toUpperCase() ?? ''

const isPlain = (component: Json): boolean => {
  switch (typeOf(component)) {
    case 'HEADER':
      return (textIn(component, 'format')?.toUpperCase() ?? 'TEXT') === 'TEXT'
    case 'BODY':
    case 'FOOTER':
      return true
    case 'BUTTONS':
      return listIn(component, 'buttons').every((button) => BUTTONS.has(typeOf(button)))
    default:
      return false
  }
}

const BUTTONS: ReadonlySet<string> = new Set(['QUICK_REPLY', 'URL', 'PHONE_NUMBER'])

const post = async (account: Account, http: Http, path: string, body: Json): Promise<Json> => {
  const { headers, ...request } = requestOf(account, 'templates')
  const answer = await http({
    ...request,
    headers: { ...headers, 'content-type': 'application/json' },
    method: 'POST',
    url: graphUrl(account, path),
    body: JSON.stringify(body),
  })
  const json = parseObject(answer.body)
  const error = json && errorIn(json)
  if (error) throw new GraphError('templates', error.code, REJECTIONS.get(error.subcode ?? ''))
  if (!json || answer.status !== 200) throw new GraphError('templates', `http_${answer.status}`)
  return json
}

/** Subcodes of a rejected submission. */
const REJECTIONS: ReadonlyMap<string, string> = new Map([
  ['2388019', 'the account has as many templates as it may have'],
  ['2388024', 'the name is taken in this language'],
  ['2388039', 'its status does not allow an edit'],
  ['2388040', 'a part is too long'],
  ['2388047', 'the header has a wrong format'],
  ['2388072', 'the body has a wrong format'],
  ['2388073', 'the footer has a wrong format'],
  ['2388293', 'too few words for its variables'],
  ['2388299', 'a variable is at the beginning or the end'],
])
