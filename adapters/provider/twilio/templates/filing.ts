/** Creates contents and submits them to WhatsApp: https://www.twilio.com/docs/content/content-api-resources */

import type { FiledTemplate, TemplateFiling } from '../../../../src/ports/filing.ts'
import type { Http } from '../../../../src/ports/http.ts'
import { isObject, type Json, parseObject } from '../../../kit/json.ts'
import { partsOfTypes, templateBodyOf } from '../../kit/content-draft.ts'
import { type Account, authorize, list, text } from '../api.ts'
import { approvalOf, categoryIn, toApproval } from './index.ts'
import { samplesOf } from './parts.ts'

/** An account's contents. Twilio can't change a submitted one, so there is no `edit`. */
export const createFiling = (account: Account): TemplateFiling => ({
  list: async (http) => {
    const filed: FiledTemplate[] = []
    const contents = list(account, http, {
      url: `${account.contentUrl}/v1/ContentAndApprovals?PageSize=500`,
      key: 'contents',
      purpose: 'templates',
      maxPages: 20,
    })
    for await (const content of contents) filed.push(...toFiled(content))
    return filed
  },
  create: async (draft, http) => {
    const id = text(await post(account, http, '/v1/Content', templateBodyOf(draft)), 'sid')
    if (!id) throw new Error('twilio: create template: no sid in the answer')
    return id
  },
  submit: async (id, { name, category }, http) => {
    const path = `/v1/Content/${encodeURIComponent(id)}/ApprovalRequests/whatsapp`
    await post(account, http, path, { name, category: category.toUpperCase() })
  },
})

const toFiled = (content: Json): readonly FiledTemplate[] => {
  const [id, language] = [text(content, 'sid'), text(content, 'language')]
  if (!id || !language) return []
  const approvals = approvalOf(content)
  const name = text(approvals, 'name') || text(content, 'friendly_name') || id
  const category = categoryIn(approvals)
  const rejection = text(approvals, 'rejection_reason')
  const parts = partsOfTypes(content.types)
  const samples = samplesOf(content) ?? {}
  return [
    {
      id,
      name,
      language,
      ...(category && { category }),
      approval: toApproval(text(approvals, 'status')),
      ...(rejection && { rejection }),
      ...(parts && {
        draft: { name, language, category: category ?? 'utility', ...parts, samples },
      }),
      canEdit: false,
    },
  ]
}

/** One POST, parsed. The error has Twilio's code and none of its texts, which may quote what we sent. */
const post = async (account: Account, http: Http, path: string, body: Json): Promise<Json> => {
  const answer = await http({
    method: 'POST',
    url: `${account.contentUrl}${path}`,
    headers: {
      authorization: authorize(account),
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
    connection: account.connection,
    purpose: 'templates',
    allowPrivate: account.allowPrivate,
  })
  const json = parseObject(answer.body)
  if (answer.status >= 200 && answer.status < 300 && isObject(json)) return json
  const code = json?.code
  const about = typeof code === 'number' ? ` (https://www.twilio.com/docs/api/errors/${code})` : ''
  throw new Error(`twilio: templates: answered ${answer.status}${about}`)
}
