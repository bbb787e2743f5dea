/** Templates: https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approvals */

import type { Channel } from '../../../../src/core/model/address.ts'
import type {
  Template,
  TemplateApproval,
  TemplateCategory,
} from '../../../../src/core/model/message/template.ts'
import type { Http } from '../../../../src/ports/http.ts'
import { isObject, type Json } from '../../../kit/json.ts'
import { type Account, list, text } from '../api.ts'
import { shownOf } from './parts.ts'

/**
 * Every content of the account that a channel can carry, with its WhatsApp approval. Throws when Twilio
 * can't be reached.
 */
export const readTemplates = async (
  account: Account,
  channel: Channel,
  http: Http,
): Promise<readonly Template[]> => {
  const templates: Template[] = []
  const contents = list(account, http, {
    url: `${account.contentUrl}/v1/ContentAndApprovals?PageSize=500`,
    key: 'contents',
    purpose: 'templates',
    maxPages: 20,
  })
  for await (const content of contents) {
    const template = toTemplate(content, channel)
    if (template) templates.push(template)
  }
  return templates
}

/** Undefined when it can't be sent: it has no id, no language, or no type for the channel. */
const toTemplate = (content: Json, channel: Channel): Template | undefined => {
  const id = text(content, 'sid')
  const language = text(content, 'language')
  if (!id || !language) return undefined
  const types = isObject(content.types) ? content.types : {}
  const type = typeFor(channel, types)
  if (type === undefined) return undefined
  const fields = isObject(types[type]) ? types[type] : {}
  const approval = approvalOf(content)
  const body = bodyOf(type, fields)
  return {
    id,
    name: text(approval, 'name') || text(content, 'friendly_name') || id,
    language,
    category: categoryOf(type, approval),
    approval: toApproval(text(approval, 'status')),
    body,
    variables: placeholders([body, types]),
    canOpenSession: !SESSION_ONLY.has(type),
    ...shownOf(content, type, fields, approval),
  }
}

/** An object in a list; under the channel's name when a single content's approval is fetched. */
export const approvalOf = (content: Json): Json => {
  const requests = isObject(content.approval_requests) ? content.approval_requests : {}
  return isObject(requests.whatsapp) ? requests.whatsapp : requests
}

/**
 * Twilio sends the richest type that the channel can carry; `twilio/text` is the fallback:
 * https://www.twilio.com/docs/content/content-types-overview#channel-support-and-priority-order
 */
const typeFor = (channel: Channel, types: Json): string | undefined => {
  const names = Object.keys(types).filter((name) => isObject(types[name]))
  return PRIORITIES[channel](names)
}

const PRIORITIES: Readonly<Record<Channel, (names: readonly string[]) => string | undefined>> = {
  whatsapp: (names) => names.find((name) => name !== 'twilio/text') ?? names[0] ?? '',
  sms: (names) => SMS_TYPES.find((name) => names.includes(name)),
}

const SMS_TYPES: readonly string[] = ['twilio/media', 'twilio/text']

/** While the session is closed, sends of these fail with 63016: https://www.twilio.com/docs/api/errors/63016 */
const SESSION_ONLY: ReadonlySet<string> = new Set(['twilio/list-picker', 'twilio/location'])

/** Meta's own wording, which the content doesn't include. */
const AUTHENTICATION_BODY = '{{1}} is your verification code.'

const bodyOf = (type: string, fields: Json): string => {
  if (type === 'whatsapp/authentication') return AUTHENTICATION_BODY
  const lines = ['header_text', 'title', 'body', 'subtitle', 'label', 'footer']
  return lines.flatMap((line) => text(fields, line) || []).join('\n')
}

/** Names of the placeholders in order of appearance: in the body, titles, URLs, media, footers. */
const placeholders = (value: unknown): readonly string[] => {
  const names = new Set<string>()
  const visit = (part: unknown): void => {
    if (typeof part === 'string')
      for (const [, name] of part.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)) if (name) names.add(name)
    if (typeof part === 'object' && part !== null) Object.values(part).forEach(visit)
  }
  visit(value)
  return [...names]
}

const APPROVALS: readonly TemplateApproval[] = [
  'received',
  'pending',
  'approved',
  'rejected',
  'paused',
  'disabled',
]

/** An unknown status is not an approval. */
export const toApproval = (status: string | undefined): TemplateApproval =>
  APPROVALS.find((approval) => approval === status?.toLowerCase()) ?? 'unsubmitted'

const CATEGORIES: ReadonlyMap<string, TemplateCategory> = new Map([
  ['UTILITY', 'utility'],
  ['TRANSACTIONAL', 'utility'],
  ['MARKETING', 'marketing'],
  ['AUTHENTICATION', 'authentication'],
  ['OTP', 'authentication'],
])

/** Content that was never submitted has none and is an ordinary message; otherwise assume the strictest. */
const categoryOf = (type: string, approval: Json): TemplateCategory => {
  if (type === 'whatsapp/authentication') return 'authentication'
  return categoryIn(approval) ?? 'utility'
}

/** The category it was submitted with, or moved to since. */
export const categoryIn = (approval: Json): TemplateCategory | undefined => {
  const category = text(approval, 'category')
  return category ? (CATEGORIES.get(category.toUpperCase()) ?? 'marketing') : undefined
}
