/** Consent as HighLevel's "do not disturb": `active` blocks, `inactive` allows, `permanent` came from a STOP. */

import { type Address, type Channel, channelOf } from '../../../../src/core/model/address.ts'
import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { type Json, objectOf } from '../../../kit/json.ts'
import type { ContactRef } from '../account/contacts.ts'
import { type Context, isTheirEvent } from '../context.ts'

/** Marks a block as ours. */
export const OUR_CODE = 'postern'

/** HighLevel's channel name, by API version. */
export const DND_KEYS: Readonly<Record<Channel, { readonly 2021: string; readonly v3: string }>> = {
  sms: { 2021: 'SMS', v3: 'sms' },
  whatsapp: { 2021: 'WhatsApp', v3: 'whatsApp' },
}

/** All keys that a change may name; events and answers have more. */
const KNOWN_KEYS: Readonly<Record<'2021' | 'v3', readonly string[]>> = {
  2021: ['Call', 'Email', 'SMS', 'WhatsApp', 'GMB', 'FB'],
  v3: ['call', 'email', 'sms', 'whatsApp', 'gmb', 'fb'],
}

/** Writes the contact's consent to HighLevel. Changes that came from HighLevel are only remembered. */
export const mirrorConsent = async (
  context: Context,
  { effect, organisation, contact }: Order<Tell>,
  http: Http,
): Promise<void> => {
  const { connection, config, records, contacts } = context
  const { address, type } = effect
  const isGranted = type === 'consent.granted'
  const isTheirs = isTheirEvent(connection, effect.id)
  const remember = (kind: 'consent' | 'dnd', theirs: string) =>
    records.keep({ organisation, kind, ours: address, contact }, theirs)
  const forget = (kind: 'consent' | 'dnd') => records.forget({ organisation, kind, ours: address })
  // Lifting a HighLevel block restores an earlier yes, nothing more.
  if (isGranted) await remember('consent', 'granted')
  else if (!isTheirs) await forget('consent')
  if (isTheirs && !isGranted) await remember('dnd', 'blocked')
  else await forget('dnd')
  if (isTheirs || config.dnd !== 'both') return
  const ref: ContactRef = { organisation, contact, address }
  const id = isGranted ? await contacts.known(ref) : await contacts.contactId(ref, http)
  if (id !== undefined) await putDnd(context, id, address, isGranted, http)
}

const putDnd = async (
  { api, config }: Context,
  id: string,
  address: Address,
  isGranted: boolean,
  http: Http,
): Promise<void> => {
  const { status, json } = await api.call(
    { method: 'GET', path: `/contacts/${id}`, purpose: 'contact.read', expects: [400, 404] },
    http,
  )
  if (status >= 400) return
  const settings = objectOf(objectOf(json.contact).dndSettings)
  const key = DND_KEYS[channelOf(address)][config.apiVersion]
  const now = objectOf(settings[key])
  // We lift only our own blocks, and add none where one exists.
  if (isGranted ? now.status !== 'active' || now.code !== OUR_CODE : isBlocked(now.status)) return
  const ours = isGranted
    ? { status: 'inactive', message: 'The contact has agreed.', code: OUR_CODE }
    : { status: 'active', message: 'The contact wants no messages.', code: OUR_CODE }
  await api.call(
    {
      method: 'PUT',
      path: `/contacts/${id}`,
      // Send the other channels too: HighLevel doesn't document whether omitted ones are kept.
      body: { dndSettings: { ...knownOf(settings, config.apiVersion), [key]: ours } },
      purpose: 'contact.dnd',
      expects: [404],
    },
    http,
  )
}

const isBlocked = (status: unknown): boolean => status === 'active' || status === 'permanent'

const knownOf = (settings: Json, version: '2021' | 'v3'): Json =>
  Object.fromEntries(
    KNOWN_KEYS[version].flatMap((key) => {
      const { status, message, code } = objectOf(settings[key])
      if (typeof status !== 'string') return []
      const kept = {
        status,
        ...(typeof message === 'string' && { message }),
        ...(typeof code === 'string' && { code }),
      }
      return [[key, kept] as const]
    }),
  )
