/** Reads events of the custom channel: messages that agents write in HubSpot. */

import * as z from 'zod'
import { type Address, channelOf, parseAddress } from '../../../../src/core/model/address.ts'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Media } from '../../../../src/core/model/message/message.ts'
import { nameIn } from '../../../../src/core/model/text.ts'
import { BusyError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Received } from '../../../../src/ports/side.ts'
import type { Json } from '../../../kit/json.ts'
import { CallError } from '../../kit/call-error.ts'
import { inputOf, parseCommand } from '../../kit/commands.ts'
import { idOf } from '../account/api.ts'
import { senderOfAccount } from '../config.ts'
import { type Context, commandIdOf, inputIdOf } from '../context.ts'
import { failMessage } from '../deliver/status.ts'
import { nameOf } from './name.ts'
import { imagesIn, textIn } from './rich-text.ts'

/** HubSpot publishes no schema; each member occurs in several forms. */
const id = z
  .union([z.string(), z.number()])
  .transform(idOf)
  .refine((value) => value !== undefined)
const text = z.string().max(65_536).nullish()
const identifier = z.union([z.string(), z.object({ value: z.string() })])
const partySchema = z.object({
  actorId: z.string().max(200).nullish(),
  name: z.string().max(200).nullish(),
  deliveryIdentifier: identifier.nullish(),
})
const fileSchema = z.object({
  url: z.string().max(2_048).nullish(),
  fileId: z.union([z.string(), z.number()]).nullish(),
  name: z.string().max(240).nullish(),
  mimeType: z.string().max(200).nullish(),
})

const messageSchema = z.object({
  id,
  channelAccountId: id,
  conversationsThreadId: z.union([z.string(), z.number()]).nullish(),
  createdBy: z.string().max(200).nullish(),
  direction: z.string(),
  text,
  richText: text,
  attachments: z.array(fileSchema).max(20).nullish(),
  client: z
    .object({
      clientType: z.string().nullish(),
      integrationAppId: z.union([z.string(), z.number()]).nullish(),
    })
    .nullish(),
  senders: z.array(partySchema).max(20).nullish(),
  recipients: z.array(partySchema).max(20).nullish(),
})

type Written = z.output<typeof messageSchema>

/** The agent in whose name a workflow sends. */
const WORKFLOW_AGENT = 'hubspot'

const skipped = (...what: readonly string[]): Received => ({ inputs: [], ignored: what })

/** The input for a message. Other events are acknowledged. */
export const readChannelEvent = async (
  context: Context,
  event: Json,
  at: Instant,
  http: Http,
): Promise<Received> => {
  const { config, connection } = context
  if (event.type !== 'OUTGOING_CHANNEL_MESSAGE_CREATED') return skipped(nameOf(event.type))
  if (event.channelId !== undefined && idOf(event.channelId) !== config.channelId)
    return skipped('another_channel')
  const { data: written } = messageSchema.safeParse(event.message)
  if (written?.direction !== 'OUTGOING') return skipped('no_outgoing_message')
  const sender = senderOfAccount(config, written.channelAccountId ?? '')
  const known = context.senders.find(({ address }) => address === sender)
  if (!sender || !known) return skipped('another_channel_account')
  const message = written.id ?? ''
  if (isOurs(context, written) || (await isLinked(context, known.organisation, message)))
    return skipped('our_own_message')
  const thread = idOf(written.conversationsThreadId)
  const to = await recipientOf(context, written, sender, known.organisation)
  if (!to) {
    await refuseUnaddressed(context, message, sender, http)
    return skipped('no_recipient')
  }
  const said = written.text || textIn(written.richText ?? '')
  const media = await filesOf(context, written, http)
  if (said === '' && media.length === 0) return skipped('empty')
  const command = media.length > 0 ? ({ do: 'say', text: said } as const) : parseCommand(said)
  const isMessage = command.do === 'say' || command.do === 'template'
  const inputId = inputIdOf(connection, { ...(thread !== undefined && { thread }), message })
  return {
    inputs: [
      inputOf(command, {
        id: isMessage ? inputId : commandIdOf(inputId),
        at,
        sender,
        to,
        agent: nameIn(written.createdBy) ?? nameIn(written.senders?.[0]?.actorId) ?? WORKFLOW_AGENT,
        line: known.line,
        connection,
        media,
      }),
    ],
  }
}

/** Our own message: HubSpot sends it back, perhaps before its answer. */
const isOurs = ({ config }: Context, { client }: Written): boolean =>
  client?.clientType === 'INTEGRATION' && String(client.integrationAppId) === config.appId

const isLinked = async (
  { recordLinks }: Context,
  organisation: string,
  message: string,
): Promise<boolean> => (await recordLinks.ours(organisation, 'message', message)) !== undefined

/** By number, else by the thread's conversation. */
const recipientOf = async (
  { recordLinks }: Context,
  { recipients, conversationsThreadId }: Written,
  sender: Address,
  organisation: string,
): Promise<Address | undefined> => {
  const channel = channelOf(sender)
  for (const { deliveryIdentifier } of recipients ?? []) {
    const value =
      typeof deliveryIdentifier === 'string' ? deliveryIdentifier : deliveryIdentifier?.value
    const address = parseAddress(`${channel}:${(value ?? '').replace(/[\s().-]/g, '')}`)
    const exact = address ?? parseAddress(`${channel}:${value ?? ''}`)
    if (exact && exact !== sender) return exact
  }
  const thread = idOf(conversationsThreadId)
  const parties =
    thread === undefined ? undefined : await recordLinks.partiesOf(organisation, thread)
  return parties && channelOf(parties.address) === channel ? parties.address : undefined
}

/** No contact means no event to report it by; if this call fails, the message just stays. */
const refuseUnaddressed = async (
  context: Context,
  message: string,
  sender: Address,
  http: Http,
): Promise<void> => {
  try {
    await failMessage(context, message, context.notesFor(sender).say('failed'), http)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
  }
}

const filesOf = async (
  context: Context,
  { attachments, richText }: Written,
  http: Http,
): Promise<readonly Media[]> => {
  const files: Media[] = []
  for (const { url, fileId, name, mimeType } of attachments ?? []) {
    const id = idOf(fileId)
    const found = url || (id === undefined ? undefined : await signedUrl(context, id, http))
    if (found && /^https?:\/\//.test(found))
      files.push({
        url: found,
        ...(mimeType && { contentType: mimeType }),
        ...(name && { filename: name }),
      })
  }
  return [...files, ...imagesIn(richText ?? '').map((url) => ({ url }))]
}

const SIGNED_URL_TIMEOUT_MS = 3_000

/** Some files come only as an id. HubSpot repeats a webhook that we reject. */
const signedUrl = async (
  { api, paths }: Context,
  fileId: string,
  http: Http,
): Promise<string | undefined> => {
  try {
    const { json } = await api.call(
      {
        method: 'GET',
        path: `${paths.files}/${fileId}/signed-url`,
        purpose: 'file.url',
        timeoutMs: SIGNED_URL_TIMEOUT_MS,
        expect: [400, 404],
      },
      http,
    )
    return typeof json.url === 'string' ? json.url : undefined
  } catch (error) {
    if (error instanceof CallError) throw new BusyError('a HubSpot file has no URL yet')
    throw error
  }
}
