/** Reads the app's subscriptions: changes to contacts and conversations in HubSpot. */

import * as z from 'zod'
import { type Address, channelOf } from '../../../../src/core/model/address.ts'
import { CHANNEL_NAMES } from '../../../../src/core/model/channel.ts'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Input } from '../../../../src/core/model/message/message.ts'
import { nameIn } from '../../../../src/core/model/text.ts'
import type { AdapterSender } from '../../../../src/ports/adapter.ts'
import { BusyError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Received } from '../../../../src/ports/side.ts'
import type { Json } from '../../../kit/json.ts'
import { CallError } from '../../kit/call-error.ts'
import { idOf } from '../account/api.ts'
import type { Parties } from '../account/record-links.ts'
import { accountOf, senderOfAccount } from '../config.ts'
import { type Context, eventIdOf } from '../context.ts'
import { consentKey, PROPERTY_PREFIX } from '../deliver/consent.ts'
import { nameOf } from './name.ts'

const idSchema = z.union([z.string(), z.number()])

/** Unknown members are ignored; `eventId` is not unique. */
const eventSchema = z.object({
  subscriptionType: z.string().max(100),
  objectId: idSchema.nullish(),
  occurredAt: z.number(),
  propertyName: z.string().max(200).nullish(),
  propertyValue: z.string().max(1_000).nullish(),
  primaryObjectId: idSchema.nullish(),
  mergedObjectIds: z.array(idSchema).max(100).nullish(),
  newObjectId: idSchema.nullish(),
})

type Event = z.output<typeof eventSchema>

/** The inputs for an event. A plain deletion also follows a merge, so it erases no contact. */
export const readSubscription = async (
  context: Context,
  json: Json,
  now: Instant,
  http: Http,
): Promise<Received> => {
  const ignored = [nameOf(json.subscriptionType)]
  const { data: event } = eventSchema.safeParse(json)
  if (!event) return { inputs: [], ignored }
  const at = Math.min(event.occurredAt, now)
  switch (event.subscriptionType) {
    case 'contact.privacyDeletion':
      return readPrivacyDeletion(context, event)
    case 'contact.merge':
      return { inputs: await readMerge(context, event, at) }
    case 'contact.propertyChange':
      return { inputs: await readConsent(context, event, at) }
    case 'conversation.propertyChange':
      return event.propertyName === 'assignedTo'
        ? { inputs: await readAssignee(context, event, at, http) }
        : { inputs: [], ignored }
    default:
      return { inputs: [], ignored }
  }
}

/** The organisations that this account serves, each with one of its senders. */
const organisationsOf = ({ senders, config }: Context): readonly AdapterSender[] =>
  senders.filter(
    ({ address, organisation }, i) =>
      accountOf(config, address) !== undefined &&
      senders.findIndex(
        (one) => one.organisation === organisation && accountOf(config, one.address) !== undefined,
      ) === i,
  )

const keyOf = ({ subscriptionType, objectId, propertyName, occurredAt }: Event): string =>
  `${nameOf(subscriptionType)}.${nameOf(objectId)}.${nameOf(propertyName ?? '')}.${occurredAt}`

const readPrivacyDeletion = async (context: Context, { objectId }: Event): Promise<Received> => {
  const id = idOf(objectId) ?? ''
  const erased: { organisation: string; address: Address }[] = []
  for (const { organisation } of organisationsOf(context)) {
    const address = await context.recordLinks.ours(organisation, 'contact', id)
    if (address !== undefined) erased.push({ organisation, address: address as Address })
  }
  return erased.length > 0
    ? { inputs: [], erased }
    : { inputs: [], ignored: ['contact.privacyDeletion of an unknown contact'] }
}

/** The survivor may have a new id. Two of our contacts that HubSpot merged are merged here. */
const readMerge = async (
  context: Context,
  event: Event,
  at: Instant,
): Promise<readonly Input[]> => {
  const { recordLinks, connection } = context
  const survivor = idOf(event.newObjectId ?? event.primaryObjectId)
  if (survivor === undefined) return []
  const ids = [event.primaryObjectId, ...(event.mergedObjectIds ?? []), survivor].flatMap(
    (one) => idOf(one) ?? [],
  )
  const inputs: Input[] = []
  for (const { organisation } of organisationsOf(context)) {
    const addresses = new Set<Address>()
    for (const id of new Set(ids)) {
      // One HubSpot contact may be several of ours.
      for (
        let address = await recordLinks.ours(organisation, 'contact', id);
        address !== undefined;
      ) {
        if (addresses.has(address as Address)) break
        addresses.add(address as Address)
        if (id === survivor) break
        const contact = await recordLinks.ours(organisation, 'person', id)
        await recordLinks.forget(organisation, 'contact', address)
        if (contact !== undefined) {
          await recordLinks.put({ organisation, contact }, 'contact', address, survivor)
          await recordLinks.put({ organisation, contact }, 'person', contact, survivor)
        }
        address = await recordLinks.ours(organisation, 'contact', id)
      }
    }
    const [first, ...aliases] = addresses
    if (!first || aliases.length === 0) continue
    inputs.push({
      kind: 'preference',
      id: eventIdOf(connection, `${keyOf({ ...event, objectId: survivor })}.${organisation}`),
      at,
      address: first,
      source: 'crm',
      aliases,
    })
  }
  return inputs
}

/** An agent's change to one of our properties. Our own writes come back and change nothing. */
const readConsent = async (
  context: Context,
  event: Event,
  at: Instant,
): Promise<readonly Input[]> => {
  const { propertyName, propertyValue, objectId } = event
  const channel = CHANNEL_NAMES.find((one) => propertyName === `${PROPERTY_PREFIX}${one}`)
  const status = propertyValue === 'granted' ? 'granted' : propertyValue === 'revoked' && 'revoked'
  if (!context.config.consentProperties || !channel || !status) return []
  const inputs: Input[] = []
  for (const { organisation } of organisationsOf(context)) {
    const address = await context.recordLinks.ours(organisation, 'contact', idOf(objectId) ?? '')
    if (address === undefined) continue
    const held = await context.recordLinks.get(
      organisation,
      'consent',
      consentKey(address, channel),
    )
    if (held === propertyValue) continue
    const sender = context.senders.find(
      (one) => one.organisation === organisation && channelOf(one.address) === channel,
    )
    inputs.push({
      kind: 'preference',
      id: eventIdOf(context.connection, `${keyOf(event)}.${organisation}`),
      at,
      address: address as Address,
      source: 'crm',
      ...(sender && { sender: sender.address }),
      consent: { status, channel, basis: 'hubspot_property' },
    })
  }
  return inputs
}

/** These events only name the thread. */
const readAssignee = async (
  context: Context,
  event: Event,
  at: Instant,
  http: Http,
): Promise<readonly Input[]> => {
  const thread = idOf(event.objectId)
  if (!context.config.assign || thread === undefined) return []
  const agent = nameIn(event.propertyValue) ?? null
  for (const { organisation } of organisationsOf(context)) {
    const parties =
      (await context.recordLinks.partiesOf(organisation, thread)) ??
      (await askForParties(context, organisation, thread, http))
    const sender = context.senders.find(({ address }) => address === parties?.sender)
    if (!parties || !sender) continue
    const held = await context.recordLinks.get(
      organisation,
      'assignee',
      `${sender.line} ${parties.address}`,
    )
    if ((held || null) === agent) return []
    return [
      {
        kind: 'handover',
        id: eventIdOf(context.connection, `${keyOf(event)}.${organisation}`),
        at,
        sender: parties.sender,
        address: parties.address,
        line: sender.line,
        agent,
      },
    ]
  }
  return []
}

/** A known contact's thread in which we never wrote. */
const askForParties = async (
  { api, paths, recordLinks, config }: Context,
  organisation: string,
  thread: string,
  http: Http,
): Promise<Parties | undefined> => {
  try {
    const { json } = await api.call(
      { method: 'GET', path: `${paths.threads}/${thread}`, purpose: 'thread.read', expect: [404] },
      http,
    )
    const sender = senderOfAccount(config, idOf(json.originalChannelAccountId) ?? '')
    const address = await recordLinks.ours(
      organisation,
      'contact',
      idOf(json.associatedContactId) ?? '',
    )
    if (!sender || address === undefined) return undefined
    return channelOf(sender) === channelOf(address as Address)
      ? { sender, address: address as Address }
      : undefined
  } catch (error) {
    if (error instanceof CallError) throw new BusyError('a thread of HubSpot could not be read')
    throw error
  }
}
