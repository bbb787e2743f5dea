/** Resolves the names in a request to one of our senders and its content. */

import type { Sender } from '../../../../src/config/schema.ts'
import { channelOf } from '../../../../src/core/model/address.ts'
import type { Content } from '../../../../src/core/model/message/message.ts'
import { isObserved } from '../../../../src/core/model/policy/enforcement.ts'
import { templatesUnknown } from '../../../../src/http/kit/problem.ts'
import { contentSidOf } from '../content.ts'
import { formatAddress, isAmerican } from '../names.ts'
import { type ParameterError, type SendRequest, unknownSender, unknownService } from '../request.ts'
import type { Call } from './call.ts'
import { TwilioError } from './error.ts'

/** The named sender, or the one in the service's line that the contact knows. */
export const senderFor = async (call: Call, { from, to }: SendRequest): Promise<Sender> => {
  const { gateway, organisation, account } = call
  const { service } = from
  const line = service === undefined ? undefined : account.messagingServices[service]
  if (service !== undefined && line === undefined) throw errorOf(unknownService(service))
  if ('sender' in from) {
    const sender = gateway.directory.sender(from.sender)
    if (sender?.organisation !== organisation)
      throw errorOf(unknownSender(formatAddress(from.sender)))
    if (line !== undefined && sender.line.id !== line)
      throw new TwilioError(21711, `The 'From' number is not in the Messaging Service ${service}.`)
    return sender
  }
  const senders = sendersOf(call, line).filter((one) => channelOf(one.address) === channelOf(to))
  const [first] = senders
  if (!first)
    throw new TwilioError(21703, 'The Messaging Service has no sender for this kind of address.')
  if (senders.length === 1) return first
  const loaded = await gateway.store.load({ organisation: organisation.id, addresses: [to] })
  const writtenAt = ({ address }: Sender) =>
    loaded?.contact.sessions[address]?.lastInboundAt ?? Number.NEGATIVE_INFINITY
  return senders.reduce((best, one) => (writtenAt(one) > writtenAt(best) ? one : best), first)
}

const errorOf = ({ code, message }: ParameterError) => new TwilioError(code, message)

/** Whether all senders of the service's line are American. */
export const isAmericanService = (call: Call, service: string): boolean => {
  const senders = sendersOf(call, call.account.messagingServices[service])
  return senders.length > 0 && senders.every(({ address }) => isAmerican(address))
}

const sendersOf = ({ organisation }: Call, line: string | undefined): readonly Sender[] =>
  organisation.senders.filter((one) => one.line.id === line)

/** A template has priority over text, as at Twilio. */
export const requestedContent = async (
  { gateway, account }: Call,
  sender: Sender,
  { template, body, media }: SendRequest,
): Promise<Content> => {
  if (template) {
    const templates = await gateway.policies.templates(sender)
    if (!templates) throw templatesUnknown()
    const { sid, variables } = template
    const found = templates.find((one) => contentSidOf(one) === sid)
    // Several templates may share a name and language: at Twilio only the SID distinguishes them.
    if (found) {
      const { id: templateId, name, language } = found
      return { kind: 'template', name, language, templateId, variables }
    }
    if (!isObserved(sender, { origin: account }))
      throw new TwilioError(21655, `The ContentSid ${sid} is invalid.`)
    return { kind: 'template', name: sid, templateId: sid, variables }
  }
  if (media.length === 0) return { kind: 'text', text: body ?? '' }
  const files = media.map((url) => ({ url }))
  return { kind: 'media', media: files, ...(body !== undefined && { text: body }) }
}
