/** `/v1/Content` and `/v1/ContentAndApprovals`, for clients that show a choice of templates. */

import type { Template } from '../../../../src/core/model/message/template.ts'
import { templatesUnknown } from '../../../../src/http/kit/problem.ts'
import { approvalResource, contentResource, contentSidOf } from '../content.ts'
import type { Resource as Json } from '../resource.ts'
import { type Call, partOf, type Resource } from './call.ts'
import { absent } from './error.ts'
import { pageOf } from './page.ts'

/** https://www.twilio.com/docs/content/content-api-resources#fetch-all-content-resources */
export const listContents: Resource = (call) => list(call, (template) => shown(call, template))

/** https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approval-status */
export const listApprovals: Resource = (call) =>
  list(call, (template) => ({
    ...shown(call, template),
    approval_requests: approvalResource(template),
  }))

/** One template. */
export const fetchContent: Resource = async (call) => ({
  status: 200,
  body: shown(call, await find(call)),
})

/** WhatsApp's approval of one template. */
export const fetchApproval: Resource = async (call) => {
  const template = await find(call)
  const sid = contentSidOf(template)
  const { url } = shown(call, template)
  return {
    status: 200,
    body: {
      sid,
      account_sid: call.account.sid,
      url: `${url}/ApprovalRequests`,
      whatsapp: { type: 'whatsapp', ...approvalResource(template) },
    },
  }
}

const shown = ({ account, gateway }: Call, template: Template): Json =>
  contentResource(account.sid, gateway.directory.publicUrl, template)

/** Pages in the form of Twilio's newer APIs, with full URLs. */
const list = async (call: Call, map: (template: Template) => Json) => {
  const { size, number } = pageOf(call.query)
  const templates = await templatesOf(call)
  const base = `${call.gateway.directory.publicUrl}${call.context.req.path}`
  const url = (page: number) => `${base}?PageSize=${size}&Page=${page}`
  return {
    status: 200,
    body: {
      contents: templates.slice(number * size, (number + 1) * size).map(map),
      meta: {
        key: 'contents',
        page: number,
        page_size: size,
        url: url(number),
        first_page_url: url(0),
        previous_page_url: number > 0 ? url(number - 1) : null,
        next_page_url: templates.length > (number + 1) * size ? url(number + 1) : null,
      },
    },
  }
}

const find = async (call: Call): Promise<Template> => {
  const sid = partOf(call.context, 'content')
  const found = (await templatesOf(call)).find((template) => contentSidOf(template) === sid)
  if (!found) throw absent(call.context.req.path)
  return found
}

/** The templates of all senders, without duplicates. */
const templatesOf = async ({ gateway, organisation }: Call): Promise<readonly Template[]> => {
  const lists = await Promise.all(
    organisation.senders.map(async (sender) => {
      const templates = await gateway.policies.templates(sender)
      if (!templates) throw templatesUnknown()
      // Only the gate sends the opt-in template.
      return templates.filter(({ name }) => name !== sender.rules.optInTemplate)
    }),
  )
  return [...new Map(lists.flat().map((one) => [contentSidOf(one), one])).values()]
}
