/** Sends one message to Meta: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */

import type { Address } from '../../../../src/core/model/address.ts'
import type { Message } from '../../../../src/core/model/message/message.ts'
import { HttpError } from '../../../../src/ports/errors.ts'
import type { Http, HttpAnswer } from '../../../../src/ports/http.ts'
import type { Outcome } from '../../../../src/ports/side.ts'
import { type Json, listIn, parseObject, textIn } from '../../../kit/json.ts'
import { type Account, graphUrl, requestOf } from '../account.ts'
import { aliasesBeside } from '../address.ts'
import { type ErrorCode, errorIn, faultOf, isInDoubt, waitOf } from '../errors.ts'
import { bodyOf } from './body.ts'

/** Meta has no idempotency key: after this the message may be on its way, even without an answer. */
export const send = async (
  account: Account,
  http: Http,
  message: Message,
  attempt: number,
): Promise<Outcome> => {
  const sender = account.senders.find(({ address }) => address === message.sender)
  if (!sender) return { status: 'rejected', code: 'no_such_sender', fault: 'configuration' }
  const request = requestOf(account, 'send')
  try {
    const answer = await http({
      ...request,
      method: 'POST',
      url: graphUrl(account, `${sender.phoneNumberId}/messages`),
      headers: { ...request.headers, 'content-type': 'application/json' },
      body: bodyOf(account, message),
    })
    return toOutcome(answer, message.address, attempt)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return { status: error.reached ? 'unknown' : 'retry', code: `http_${error.code}` }
  }
}

/** Meta may spell the number differently, and replies will use its spelling. */
const aliasesIn = (json: Json, address: Address): readonly Address[] => {
  const [contact = {}] = listIn(json, 'contacts')
  return aliasesBeside(address, [textIn(contact, 'wa_id'), textIn(contact, 'user_id')])
}

const toOutcome = (answer: HttpAnswer, address: Address, attempt: number): Outcome => {
  const json = parseObject(answer.body) ?? {}
  const error = errorIn(json)
  // Check the code first: throttling comes with 400, 403 or 429, and an error sometimes with 200.
  if (error) return afterError(error, answer.status, attempt)
  const code = `http_${answer.status}`
  if (answer.status >= 200 && answer.status < 300) {
    const id = listIn(json, 'messages').flatMap((message) => textIn(message, 'id') ?? [])[0]
    if (!id) return { status: 'unknown', code: 'bad_answer' }
    const aliases = aliasesIn(json, address)
    return { status: 'accepted', id, ...(aliases.length > 0 ? { aliases } : {}) }
  }
  if (answer.status === 429 || answer.status === 401) return { status: 'retry', code }
  // Not from Meta: a redirect, or a proxy's page.
  return { status: 'unknown', code }
}

const afterError = ({ code, subcode }: ErrorCode, status: number, attempt: number): Outcome => {
  if (isInDoubt(code)) return { status: 'unknown', code }
  const afterMs = waitOf(code, attempt)
  if (afterMs !== undefined) return { status: 'retry', code, afterMs }
  // The token is wrong and may be corrected: the message itself is fine.
  if (status === 401) return { status: 'retry', code }
  const fault = faultOf(code, subcode)
  if (fault === undefined && status >= 500) return { status: 'unknown', code }
  if (fault === undefined && status === 429) return { status: 'retry', code }
  return { status: 'rejected', code, ...(fault ? { fault } : {}) }
}
