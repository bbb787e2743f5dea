/** The simulated phones, and those that misbehave on purpose. */

import { type Address, channelOf } from '../core/model/address.ts'
import type { Channel } from '../core/model/channel.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Interactive } from '../core/model/message/content.ts'
import type { AutomaticKind, Fault, Media } from '../core/model/message/message.ts'
import type { Location } from '../core/model/message/received.ts'
import type { SendResult } from '../ports/emulator.ts'

/** One message on a phone. `inbound`: written by its owner; `outbound`: received. */
export type PhoneMessage = {
  readonly id: string
  readonly direction: 'inbound' | 'outbound'
  readonly at: Instant
  readonly from: Address
  readonly to: Address
  readonly text: string
  readonly media?: readonly Media[]
  readonly automatic?: AutomaticKind
  readonly template?: string
  readonly location?: Location
  readonly interactive?: Omit<Interactive, 'kind' | 'text'>
  readonly reaction?: { readonly message: string; readonly emoji: string }
  /** The message that it quotes. */
  readonly replyTo?: string
  /** The provider's own answer to a keyword. */
  readonly answered?: 'stop' | 'start'
}

/** The phones' memory, by address, oldest first. Adding the same id again changes nothing. */
export interface Phones {
  messages(address: Address): Promise<readonly PhoneMessage[]>
  add(address: Address, message: PhoneMessage): Promise<void>
}

/** One attempt to reach a phone. */
export type Attempt = {
  readonly address: Address
  readonly isFirst: boolean
  /** Neither a template nor one of the gateway's own messages. */
  readonly isFree: boolean
}

/** docs/sandbox.md lists these numbers: they end in the code that Twilio would give. */
export const sendResultOf = ({
  address,
  isFirst,
  isFree,
}: Attempt): { readonly arrives: boolean; readonly result: SendResult } => {
  const ends = (digits: string) => address.endsWith(digits)
  const own = CODES[channelOf(address)].find((code) => ends(code.digits))
  if (own && (isFree || own.fault !== 'session_closed'))
    return { arrives: false, result: { is: 'refused', fault: own.fault } }
  if (ends('63018') && isFirst)
    return { arrives: false, result: { is: 'throttled', afterMs: 3_000 } }
  if (ends('40800')) return { arrives: true, result: { is: 'timeout' } }
  if (ends('40801') && isFirst) return { arrives: false, result: { is: 'timeout' } }
  return { arrives: true, result: { is: 'accepted' } }
}

type Code = { readonly digits: string; readonly code: string; readonly fault: Fault }

/** The behaviour of one channel's phones. */
const CODES: Readonly<Record<Channel, readonly Code[]>> = {
  whatsapp: [
    { digits: '0000', code: '63003', fault: 'recipient_not_on_channel' },
    { digits: '63003', code: '63003', fault: 'recipient_not_on_channel' },
    { digits: '63016', code: '63016', fault: 'session_closed' },
  ],
  sms: [{ digits: '21610', code: '21610', fault: 'opted_out' }],
}

/** The code of a fault of these phones, as Twilio numbers them. */
export const codeOf = (address: Address, fault: Fault): string =>
  CODES[channelOf(address)].find((code) => code.fault === fault)?.code ?? fault
