/** Templates as the Content API shows them: https://www.twilio.com/docs/content/content-api-resources */

import type { Template } from '../../../src/core/model/message/template.ts'
import { digest, type Resource } from './resource.ts'

/** Twilio's id of a template, or a stable id of the same shape. */
export const contentSidOf = ({ id, name, language }: Template): string =>
  /^HX[0-9a-fA-F]{32}$/.test(id) ? id : `HX${digest(`${id} ${name} ${language}`)}`

/** A template under `url`, which is that of its collection. */
export const contentResource = (account: string, url: string, template: Template): Resource => {
  const sid = contentSidOf(template)
  const own = `${url}/v1/Content/${sid}`
  return {
    sid,
    account_sid: account,
    friendly_name: template.name,
    language: template.language,
    variables: Object.fromEntries(template.variables.map((name) => [name, ''])),
    types: { 'twilio/text': { body: template.body } },
    url: own,
    date_created: null,
    date_updated: null,
    links: { approval_fetch: `${own}/ApprovalRequests` },
  }
}

/** WhatsApp's approval of a template. */
export const approvalResource = ({ name, category, approval }: Template): Resource => ({
  name,
  category: category.toUpperCase(),
  content_type: 'twilio/text',
  status: approval,
  rejection_reason: '',
  allow_category_change: false,
})
