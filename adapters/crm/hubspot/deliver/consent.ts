/** Writes consent to a property of HubSpot's contact: HubSpot's own subscriptions only cover e-mail. */

import { channelOf } from '../../../../src/core/model/address.ts'
import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { type Context, isTheirEvent } from '../context.ts'

/** Followed by the channel: `postern_consent_whatsapp`. */
export const PROPERTY_PREFIX = 'postern_consent_'

export const consentKey = (address: string, channel: string): string => `${channel} ${address}`

/** Writes consent, unless HubSpot set it. Does nothing without the property, which the doctor reports. */
export const mirrorConsent = async (
  context: Context,
  { effect, organisation, contact }: Order<Tell>,
  http: Http,
): Promise<void> => {
  const { config, recordLinks, api, paths, connection } = context
  const { sender, address } = effect
  if (!config.consentProperties || sender === undefined) return
  const channel = channelOf(sender)
  const value = effect.type === 'consent.granted' ? 'granted' : 'revoked'
  const id = await recordLinks.contactId({ organisation, contact, sender, address }, http)
  if (id === undefined) return
  // Remember it first: HubSpot may send it back before the answer.
  await recordLinks.put({ organisation, contact }, 'consent', consentKey(address, channel), value)
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
