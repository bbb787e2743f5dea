/** Consent, as a property of HubSpot's contact: its own subscriptions know e-mail alone. */

import { channelOf } from '../../../../src/core/model/address.ts'
import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { type Desk, isTheirEvent } from '../desk.ts'

/** The channel follows: `postern_consent_whatsapp`. */
export const PROPERTY_PREFIX = 'postern_consent_'

export const consentKey = (address: string, channel: string): string => `${channel} ${address}`

/** Writes it, unless HubSpot was where it was set. Without the property nothing is written: the doctor says so. */
export const mirrorConsent = async (
  desk: Desk,
  { effect, organisation, contact }: Order<Tell>,
  http: Http,
): Promise<void> => {
  const { config, people, api, paths, connection } = desk
  const { sender, address } = effect
  if (!config.consentProperties || sender === undefined) return
  const channel = channelOf(sender)
  const value = effect.type === 'consent.granted' ? 'granted' : 'revoked'
  const id = await people.contactId({ organisation, contact, sender, address }, http)
  if (id === undefined) return
  // First, since it may come back before the answer.
  await people.put({ organisation, contact }, 'consent', consentKey(address, channel), value)
  if (isTheirEvent(connection, effect.id)) return
  await api.call(
    {
      method: 'PATCH',
      path: `${paths.contacts}/${id}`,
      json: { properties: { [`${PROPERTY_PREFIX}${channel}`]: value } },
      purpose: effect.type,
      expect: [400, 404],
    },
    http,
  )
}
