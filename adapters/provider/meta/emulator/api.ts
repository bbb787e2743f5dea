/** Meta's API, as far as the adapter uses it: https://developers.facebook.com/documentation/business-messaging/whatsapp/reference */

import type { Template } from '../../../../src/core/model/message/template.ts'
import {
  type ApiAnswer,
  type ApiRequest,
  type EmulatedNetwork,
  type Emulator,
  fileAnswer,
  jsonAnswer,
  type SendRequest,
} from '../../../../src/ports/emulator.ts'
import { type Json, parseObject } from '../../../kit/json.ts'
import {
  digitsOf,
  type EmulatedAccount,
  GRAPH_URL,
  GRAPH_VERSION,
  numberOf,
  phoneNumberIdOf,
  sha256,
  wamidOf,
} from './account.ts'
import { failsLater } from './failures.ts'
import { readSend } from './read-send.ts'

export const createApi =
  (account: EmulatedAccount): Emulator['answer'] =>
  async (request, network) => {
    const { method, url, headers } = request
    if (headers.get('authorization') !== `Bearer ${account.accessToken}`)
      return refusal(190, 'Invalid OAuth access token.', 401, 'OAuthException')
    if (url.origin !== GRAPH_URL) return fileAnswer(account)
    const path = url.pathname.replace(`/${GRAPH_VERSION}/`, '')
    if (method === 'POST') {
      const sender = account.senders.find((own) => path === `${phoneNumberIdOf(own)}/messages`)
      if (sender) return postMessage(sender, request, network)
    } else if (path === `${account.businessAccountId}/message_templates`)
      return jsonAnswer({ data: account.templates.map(templateOf), paging: {} })
    else if (/^\d+$/.test(path)) return jsonAnswer(fileOf(account, path))
    return refusal(100, `Unsupported ${method.toLowerCase()} request.`, 400, 'GraphMethodException')
  }

const refusal = (code: number, message: string, status: number, type: string): ApiAnswer =>
  jsonAnswer({ error: { message: `(#${code}) ${message}`, type, code } }, status)

const postMessage = async (
  sender: EmulatedAccount['senders'][number],
  { body }: ApiRequest,
  network: EmulatedNetwork,
): Promise<ApiAnswer> => {
  const json = parseObject(new TextEncoder().encode(body))
  if (json?.status === 'read') return jsonAnswer({ success: true })
  const send = json && readSend(sender, json)
  if (!send) return refusal(100, 'Invalid parameter', 400, 'OAuthException')
  const result = await network.take(send)
  switch (result.is) {
    case 'timeout':
      return { status: 504 }
    case 'throttled':
      return refusal(130429, 'Rate limit hit', 429, 'OAuthException')
    case 'refused':
      return failsLater(result.fault)
        ? accepted(send, json)
        : refusal(131000, 'Something went wrong', 500, 'OAuthException')
    case 'accepted':
      return accepted(send, json)
  }
}

const accepted = ({ message, to }: SendRequest, { to: input }: Json): ApiAnswer =>
  jsonAnswer({
    messaging_product: 'whatsapp',
    // A contact with a hidden number is only named by the scoped id.
    ...(typeof input === 'string' && { contacts: [{ input, wa_id: digitsOf(to) }] }),
    messages: [{ id: wamidOf(message), message_status: 'accepted' }],
  })

/** The address of a file, signed for five minutes. */
const fileOf = ({ file }: EmulatedAccount, id: string): Json => ({
  id,
  url: `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}`,
  mime_type: 'image/png',
  sha256: sha256(file).toString('hex'),
  file_size: file.length,
  messaging_product: 'whatsapp',
})

const templateOf = ({
  id,
  name,
  language,
  category,
  approval,
  body,
  variables,
}: Template): Json => ({
  id: numberOf(`template ${id}`),
  name,
  language,
  status: approval.toUpperCase(),
  category: category.toUpperCase(),
  parameter_format: variables.every((variable) => /^\d+$/.test(variable)) ? 'POSITIONAL' : 'NAMED',
  components: [{ type: 'BODY', text: body }],
})
