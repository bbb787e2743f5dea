/** Twilio's way of writing addresses: a bare number is SMS, everything else names its channel. */

import { type Address, parseAddress } from '../../../src/core/model/address.ts'

/** Undefined for a channel we do not carry (`rcs:`, `messenger:`) and for what is no address. */
export const toAddress = (text: string | null | undefined): Address | undefined =>
  text ? parseAddress(text.includes(':') ? text : `sms:${text}`) : undefined

/** `sms:+1…` → `+1…`; WhatsApp keeps its prefix. */
export const fromAddress = (address: Address): string => address.replace(/^sms:/, '')
