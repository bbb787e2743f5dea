/** Addresses: `whatsapp:+1…`, `whatsapp:US.…` (a business-scoped user id), `sms:+1…`. Opaque keys everywhere else. */

export type Channel = 'whatsapp' | 'sms'
export type Address = `${Channel}:${string}`

const PHONE = /^\+[1-9]\d{6,14}$/
const SHORT_CODE = /^\d{3,8}$/
const SCOPED_ID = /^[A-Z]{2}(?:\.ENT)?\.[A-Za-z0-9]{1,128}$/

/** The address that `text` spells, or undefined. A phone number must be in E.164 with its `+`. */
export const parseAddress = (text: string): Address | undefined => {
  const colon = text.indexOf(':')
  const channel = text.slice(0, colon)
  const identity = text.slice(colon + 1)
  if (channel === 'whatsapp') return valid(text, PHONE.test(identity) || SCOPED_ID.test(identity))
  if (channel === 'sms') return valid(text, PHONE.test(identity) || SHORT_CODE.test(identity))
  return undefined
}

const valid = (text: string, ok: boolean) => (ok ? (text as Address) : undefined)

/** The channel an address belongs to. */
export const channelOf = (address: Address): Channel =>
  address.startsWith('sms:') ? 'sms' : 'whatsapp'

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
