/** Addresses: `whatsapp:+1…`, `whatsapp:US.…` (a business-scoped user id), `sms:+1…`. Opaque keys everywhere else. */

import { type Channel, channelFacts, isChannel, PHONE } from './channel.ts'

export type { Channel } from './channel.ts'
export type Address = `${Channel}:${string}`

/**
 * The address that `text` spells, or undefined: there is no such channel, or its addresses look
 * different. A phone number must be in E.164 with its `+`.
 */
export const parseAddress = (text: string): Address | undefined => {
  const colon = text.indexOf(':')
  const channel = text.slice(0, Math.max(colon, 0))
  const identity = text.slice(colon + 1)
  if (!isChannel(channel)) return undefined
  const { identities } = channelFacts(channel)
  return identities.some((form) => form.test(identity)) ? (text as Address) : undefined
}

/** The channel an address belongs to. What is no address never passes for one of a known channel. */
export const channelOf = (address: Address): Channel => {
  const channel = address.slice(0, Math.max(address.indexOf(':'), 0))
  if (!isChannel(channel)) throw new Error('an address of a channel that does not exist')
  return channel
}

/** What holds on the channel of an address. */
export const factsOf = (address: Address) => channelFacts(channelOf(address))

/** What stays the same when one person writes on two channels: the number, or the scoped id. */
export const identityOf = (address: Address): string => address.slice(address.indexOf(':') + 1)

/** The E.164 number in an address, or undefined when it is a scoped id or a short code. */
export const phoneOf = (address: Address): string | undefined => {
  const identity = identityOf(address)
  return PHONE.test(identity) ? identity : undefined
}

/** The same person's address on another channel; a scoped id exists on WhatsApp alone. */
export const onChannel = (address: Address, channel: Channel): Address | undefined =>
  parseAddress(`${channel}:${identityOf(address)}`)

/**
 * Other spellings under which the same subscriber is known in Mexico, Brazil and Argentina.
 * For finding a contact only: a message always goes to the exact address it came from, because
 * a spelling made up here may belong to somebody else.
 */
export const variantsOf = (identity: string): readonly string[] => {
  for (const [pattern, other] of VARIANTS) {
    if (pattern.test(identity)) return [identity.replace(pattern, other)]
  }
  return []
}

const VARIANTS: readonly (readonly [RegExp, string])[] = [
  [/^\+521(\d{10})$/, '+52$1'],
  [/^\+52([2-9]\d{9})$/, '+521$1'],
  [/^\+55(\d{2})9(\d{8})$/, '+55$1$2'],
  [/^\+55(\d{2})([6-9]\d{7})$/, '+55$19$2'],
  [/^\+549(\d{10})$/, '+54$1'],
  [/^\+54([1-8]\d{9})$/, '+549$1'],
]
