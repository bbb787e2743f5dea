/** The simulated business account, and the ids that Meta assigns in it. */

import { createHash } from 'node:crypto'
import { type Address, identityOf } from '../../../../src/core/model/address.ts'
import type { EmulatorOptions } from '../../../../src/ports/emulator.ts'

export const GRAPH_URL = 'https://graph.facebook.com'
export const GRAPH_VERSION = 'v26.0'

export type EmulatedAccount = EmulatorOptions & {
  readonly businessAccountId: string
  readonly accessToken: string
  readonly appSecret: string
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Meta's id of a message on a phone. */
export const wamidOf = (id: string): string => `wamid.${digest(id).toString('base64')}`

/** A 15-digit number, always the same for the same text. */
export const numberOf = (text: string): string =>
  String(1_0000_0000_0000_0n + (digest(text).readBigUInt64BE() % 9_0000_0000_0000_0n))

/** Meta's id of one of our numbers. */
export const phoneNumberIdOf = (sender: Address): string => numberOf(`number ${sender}`)

/** Numbers as Meta writes them: only digits. */
export const digitsOf = (address: Address): string => identityOf(address).replace('+', '')

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
