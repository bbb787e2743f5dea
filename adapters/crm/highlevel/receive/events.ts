/** Reads the app's webhooks: changes to contacts in HighLevel. */

import * as z from 'zod'
import {
  type Address,
  type Channel,
  channelOf,
  identityOf,
  parseAddress,
} from '../../../../src/core/model/address.ts'
import type { Input } from '../../../../src/core/model/message/message.ts'
import { nameIn } from '../../../../src/core/model/text.ts'
import type { AdapterSender } from '../../../../src/ports/adapter.ts'
import { BusyError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Received, Webhook } from '../../../../src/ports/side.ts'
import type { Json } from '../../../kit/json.ts'
import { CallError } from '../../kit/call-error.ts'
import { type Context, eventPrefix } from '../context.ts'
import { DND_KEYS, OUR_CODE } from '../deliver/dnd.ts'

const dndSchema = z.object({
  status: z.string().optional(),
  code: z.string().nullish(),
})

const eventSchema = z.object({
  type: z.string().max(100),
  webhookId: z.string().regex(/^[\w-]{1,128}$/),
  timestamp: z.string().max(50).optional(),
  id: z.string().regex(/^[\w-]{1,128}$/),
  phone: z.string().max(50).nullish(),
  dnd: z.boolean().nullish(),
  dndSettings: z.record(z.string(), z.unknown()).nullish(),
  assignedTo: z.string().max(200).nullish(),
})

type Event = z.output<typeof eventSchema>

/** One of our contacts, as named by the event. */
type FoundContact = {
  readonly organisation: string
  readonly address: Address
  readonly sender: AdapterSender
}

/** The inputs for an event. Other types are acknowledged. */
export const readEvent = async (
  context: Context,
  json: Json,
  { at: now }: Webhook,
  http: Http,
): Promise<Received> => {
  const { data: event } = eventSchema.safeParse(json)
  const ignored = [
    (typeof json.type === 'string' ? json.type : typeof json.type)
      .replace(/[^\w .-]/g, '?')
      .slice(0, 40),
  ]
  if (!event) return { inputs: [], ignored }
  // HighLevel repeats events up to an hour later, so the content may be outdated.
  const said = Date.parse(event.timestamp ?? '')
  const at = said <= now ? said : now
  switch (event.type) {
    case 'ContactDndUpdate':
      return { inputs: await readDnd(context, event, at) }
    case 'ContactUpdate':
      return { inputs: await readAssignee(context, event, at) }
    case 'ContactDelete':
      return readDelete(context, event, http)
    default:
      return { inputs: [], ignored }
  }
}

/** In each organisation of this location, for each channel with a conversation provider. */
const contactsIn = async (
  { config, senders, contacts }: Context,
  { id, phone }: Event,
): Promise<readonly FoundContact[]> => {
  const known: FoundContact[] = []
  const own = senders.filter(({ address }) => Object.hasOwn(config.providers, address))
  const seen = new Set<string>()
  for (const sender of own) {
    const channel = channelOf(sender.address)
    const { organisation } = sender
    if (seen.size === seen.add(`${organisation} ${channel}`).size) continue
    const identity = (await contacts.identityOf(organisation, id)) ?? phone ?? ''
    const address = parseAddress(`${channel}:${identity}`)
    if (address) known.push({ organisation, address, sender })
  }
  return known
}

const readDnd = async (context: Context, event: Event, at: number): Promise<readonly Input[]> => {
  if (context.config.dnd === 'off') return []
  const inputs: Input[] = []
  for (const { organisation, address, sender } of await contactsIn(context, event)) {
    const channel = channelOf(address)
    const said = statusFor(event, channel)
    if (said === undefined) continue
    const before = (kind: 'consent' | 'dnd') =>
      context.records.theirs({ organisation, kind, ours: address })
    const isLifted =
      said === 'inactive' &&
      (await before('dnd')) !== undefined &&
      (await before('consent')) !== undefined
    if (said === 'inactive' && !isLifted) continue
    inputs.push({
      kind: 'preference',
      id: `${eventPrefix(context.connection)}${event.webhookId}:${channel}:${organisation}`,
      at,
      address,
      source: 'crm',
      sender: sender.address,
      consent: {
        status: isLifted ? 'granted' : 'revoked',
        channel,
        basis: isLifted ? 'highlevel_dnd_off' : 'highlevel_dnd_on',
        evidence: event.webhookId,
      },
    })
  }
  return inputs
}

/** Undefined when the event says nothing about this channel, or repeats our own change. */
const statusFor = (
  { dnd, dndSettings }: Event,
  channel: Channel,
): 'blocked' | 'inactive' | undefined => {
  const keys = DND_KEYS[channel]
  const own = dndSchema.safeParse(dndSettings?.[keys[2021]] ?? dndSettings?.[keys.v3])
  if (own.data?.code === OUR_CODE) return undefined
  const status = own.data?.status
  // A STOP sets `permanent` while the flag for all channels may stay false.
  if (dnd === true || status === 'active' || status === 'permanent') return 'blocked'
  return status === 'inactive' || (dnd === false && status === undefined) ? 'inactive' : undefined
}

const readAssignee = async (
  context: Context,
  event: Event,
  at: number,
): Promise<readonly Input[]> => {
  if (!context.config.assign) return []
  const inputs: Input[] = []
  for (const { organisation, address, sender } of await contactsIn(context, event)) {
    // Only known contacts: an event about any other has nothing new.
    const before = await context.records.theirs({ organisation, kind: 'assignee', ours: address })
    const known = await context.contacts.known({ organisation, address })
    const agent = nameIn(event.assignedTo) ?? null
    if (known === undefined || agent === (before ?? null)) continue
    inputs.push({
      kind: 'handover',
      id: `${eventPrefix(context.connection)}${event.webhookId}:${channelOf(address)}:${organisation}`,
      at,
      sender: sender.address,
      address,
      line: sender.line,
      agent,
    })
  }
  return inputs
}

/** Deleted, or merged into another contact, which then has the number. */
const readDelete = async (context: Context, event: Event, http: Http): Promise<Received> => {
  const { contacts, config } = context
  const erased: { organisation: string; address: Address }[] = []
  for (const { organisation, address } of await contactsIn(context, event)) {
    if ((await contacts.known({ organisation, address })) !== event.id) continue
    const other = await search(context, identityOf(address), http)
    if ((other === undefined || other === event.id) && config.onContactDelete === 'erase')
      erased.push({ organisation, address })
    else await contacts.forget({ organisation, address })
  }
  return { inputs: [], ...(erased.length > 0 && { erased }) }
}

/** A failed lookup is no reason to erase. */
const search = async (
  { contacts }: Context,
  phone: string,
  http: Http,
): Promise<string | undefined> => {
  try {
    return await contacts.byPhone(phone, http)
  } catch (error) {
    if (error instanceof CallError) throw new BusyError(error.outcome.code)
    throw error
  }
}
