/** Templates as the Content API shows them: https://www.twilio.com/docs/content/content-api-resources */

import type { Template } from '../../../src/core/model/message/template.ts'
import { digest, type Resource } from './resource.ts'

/** Twilio's id of a template, or a stable id of the same shape. */
export const contentSidOf = ({ id, name, language }: Template): string =>
  /^HX[0-9a-fA-F]{32}$/.test(id) ? id : `HX${digest(`${id} ${name} ${language}`)}`

/** A template under `url`, the address of its collection. */
export const contentResource = (account: string, url: string, template: Template): Resource => {
  const sid = contentSidOf(template)
  const own = `${url}/v1/Content/${sid}`
  return {
    sid,
    account_sid: account,
    friendly_name: template.name,
    language: template.language,
    variables: Object.fromEntries(
      template.variables.map((name) => [name, template.samples?.[name] ?? '']),
    ),
    types: typesOf(template),
    url: own,
    date_created: dateOf(template.createdAt),
    date_updated: dateOf(template.updatedAt),
    links: { approval_fetch: `${own}/ApprovalRequests` },
  }
}

/** WhatsApp's approval of a template. */
export const approvalResource = (template: Template): Resource => ({
  name: template.name,
  category: template.category.toUpperCase(),
  content_type: template.type ?? Object.keys(typesOf(template))[0],
  status: template.approval,
  rejection_reason: template.rejection ?? '',
  allow_category_change: template.allowsCategoryChange ?? false,
})

const dateOf = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString().replace(/\.000Z$/, 'Z')

/** Twilio's own types unchanged; another provider's template in the type that fits. */
const typesOf = ({ types, body, buttons = [], media = [] }: Template): Resource => {
  if (types) return types
  const files = media.length > 0 && { media: media.map(({ url }) => url) }
  if (buttons.length > 0)
    return {
      'whatsapp/card': {
        body,
        ...files,
        actions: buttons.map(({ type, text, ...target }) => ({
          type: type.toUpperCase(),
          title: text,
          ...target,
        })),
      },
    }
  return files ? { 'twilio/media': { body, ...files } } : { 'twilio/text': { body } }
}
