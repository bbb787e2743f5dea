/** `Media.json` and the files themselves: https://www.twilio.com/docs/messaging/api/media-resource */

import type { Message } from '../../../../src/core/model/message/message.ts'
import { streamFile } from '../../../../src/http/media.ts'
import { isWithheld } from '../../../../src/http/v1/shared/views.ts'
import { mediaResource, mediaSidOf, messageMedia } from '../resource.ts'
import { type Call, partOf, type Resource } from './call.ts'
import { absent, TwilioError } from './error.ts'
import { findOwn } from './messages.ts'
import { pageOfItems } from './page.ts'

/** The files of a message. */
export const listMedia: Resource = async (call) => {
  const message = await findShown(call)
  if ([...call.query.keys()].some((name) => /^datecreated[<>]?$/.test(name)))
    throw new TwilioError(20001, 'DateCreated is not supported: files are as old as their message.')
  const files = messageMedia(message).map((_, i) => mediaResource(call.account.sid, message, i))
  const { items, uris } = pageOfItems(call, files)
  return { status: 200, body: { ...uris, media_list: items } }
}

/** Files can only be deleted with their whole message. */
export const deleteMedia: Resource = async (call) => {
  await findFile(call)
  const sentence = 'A single file cannot be deleted. DELETE the message.'
  throw new TwilioError(20004, sentence, 405, { Allow: 'GET' })
}

/** The resource of one file. */
export const fetchMedia: Resource = async (call) => {
  const { message, index } = await findFile(call)
  return { status: 200, body: mediaResource(call.account.sid, message, index) }
}

/** The file itself. Files that we sent are still at the CRM's address. */
export const fetchFile: Resource = async (call) => {
  const { message, index } = await findFile(call)
  const { url = '' } = messageMedia(message)[index] ?? {}
  return message.direction === 'outbound'
    ? { status: 307, headers: { Location: url }, body: {} }
    : streamFile(call.context, call.gateway, message, index)
}

const findFile = async (call: Call) => {
  const message = await findShown(call)
  const sid = partOf(call.context, 'media')
  const index = messageMedia(message).findIndex((_, i) => mediaSidOf(message, i) === sid)
  if (index < 0) throw absent(call.context.req.path)
  return { message, index }
}

/** A message with withheld words has withheld files. */
const findShown = async (call: Call): Promise<Message> => {
  const message = await findOwn(call)
  if (await isWithheld(call, message)) throw absent(call.context.req.path)
  return message
}
