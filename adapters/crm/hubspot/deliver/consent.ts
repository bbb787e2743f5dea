/** Writes consent to a property of HubSpot's contact: HubSpot's own subscriptions only cover e-mail. */

import { channelOf } from '../../../../src/core/model/address.ts'
import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { type Desk, isTheirEvent } from '../desk.ts'

/** Followed by the channel: `postern_consent_whatsapp`. */
export const PROPERTY_PREFIX = 'postern_consent_'

export const consentKey = (address: string, channel: string): string => `${channel} ${address}`

/** Writes consent, unless HubSpot set it. Does nothing without the property, which the doctor reports. */
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
  // Remember it first: HubSpot may send it back before the answer.
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
