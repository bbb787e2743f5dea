/** Addresses: `whatsapp:+1…`, `whatsapp:US.…` (a business-scoped user id), `sms:+1…`. Opaque keys everywhere else. */

import { CHANNEL_NAMES, type Channel, channelFacts, isChannel, PHONE } from './channel.ts'

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

/** The channel of an address. Text that is not an address has no known channel. */
export const channelOf = (address: Address): Channel => {
  for (const name of CHANNEL_NAMES)
    if (address[name.length] === ':' && address.startsWith(name)) return name
  throw new Error('an address of an unknown channel')
}

/** The facts of an address's channel. */
export const factsOf = (address: Address) => channelFacts(channelOf(address))

/** The part of an address that is the same on every channel: the number or the scoped id. */
export const identityOf = (address: Address): string => address.slice(address.indexOf(':') + 1)

/** The E.164 number in an address, or undefined when it is a scoped id or a short code. */
export const phoneOf = (address: Address): string | undefined => {
  const identity = identityOf(address)
  return PHONE.test(identity) ? identity : undefined
}

/** A machine's address: it gets no automatic reply. */
export const isMachine = (address: Address): boolean =>
  factsOf(address).machines?.test(identityOf(address)) === true

/** The same person's address on another channel; a scoped id exists on WhatsApp alone. */
export const onChannel = (address: Address, channel: Channel): Address | undefined =>
  parseAddress(`${channel}:${identityOf(address)}`)

/**
 * Other spellings that a subscriber in Mexico, Brazil or Argentina may be known under, for finding a
 * no: rather too many than too few. Everything else uses `sameSubscriber`.
 */
export const variantsOf = (identity: string): readonly string[] => spellingsBy(VARIANTS, identity)

/**
 * Other spellings of this very subscriber. Old Brazilian mobile numbers, which begin with 6 to 9, got
 * an extra 9; a landline with an extra 9 is somebody else. In Argentina a landline and a mobile may differ by
 * the 9 only, so nothing is certain there.
 */
export const sameSubscriber = (identity: string): readonly string[] => spellingsBy(SAME, identity)

type Spellings = readonly (readonly [RegExp, string])[]

const spellingsBy = (spellings: Spellings, identity: string): readonly string[] => {
  if (!identity.startsWith('+5')) return NO_OTHERS
  for (const [pattern, other] of spellings) {
    if (pattern.test(identity)) return [identity.replace(pattern, other)]
  }
  return NO_OTHERS
}

const NO_OTHERS: readonly string[] = []

const SAME: Spellings = [
  [/^\+521(\d{10})$/, '+52$1'],
  [/^\+52([2-9]\d{9})$/, '+521$1'],
  [/^\+55(\d{2})9([6-9]\d{7})$/, '+55$1$2'],
  [/^\+55(\d{2})([6-9]\d{7})$/, '+55$19$2'],
]

const VARIANTS: Spellings = [
  ...SAME,
  [/^\+55(\d{2})9(\d{8})$/, '+55$1$2'],
  [/^\+55(\d{2})([2-5]\d{7})$/, '+55$19$2'],
  [/^\+549(\d{10})$/, '+54$1'],
  [/^\+54([1-8]\d{9})$/, '+549$1'],
]
