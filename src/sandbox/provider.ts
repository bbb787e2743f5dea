/** A provider without a network: simulated phones, some of which misbehave on purpose. */

import * as z from 'zod'
import { type Address, type Channel, channelOf, factsOf } from '../core/model/address.ts'
import { CHANNELS } from '../core/model/channel.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Interactive } from '../core/model/message/content.ts'
import type { AutomaticKind, Fault, Media, Message, Send } from '../core/model/message/message.ts'
import type { Location } from '../core/model/message/received.ts'
import type { Template } from '../core/model/message/template.ts'
import { type Capabilities, NO_KEYWORDS } from '../core/model/policy/capabilities.ts'
import { defineProvider } from '../ports/adapter.ts'
import { WebhookError } from '../ports/errors.ts'
import type { Provider } from '../ports/provider.ts'
import type { Order, Outcome } from '../ports/side.ts'
import { SANDBOX_TEMPLATES } from './templates.ts'

/** One message on a phone. `inbound` is what its owner wrote, `outbound` what reached them. */
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
}

/** The phones' memory, by address, oldest first. Adding the same id again changes nothing. */
export interface Phones {
  messages(address: Address): Promise<readonly PhoneMessage[]>
  add(address: Address, message: PhoneMessage): Promise<void>
}

/** Played by these phones; without them it can be configured, but not opened. */
export const sandboxPhones = (phones?: Phones) =>
  defineProvider({
    name: 'sandbox',
    config: z.strictObject({}),
    simulated: true,
    secrets: () => [],
    create: ({ connection }) => {
      if (!phones) throw new Error('there is no sandbox')
      return createSandboxProvider({ connection, phones, templates: SANDBOX_TEMPLATES })
    },
  })

/** The simulated network. What a phone does depends on the last digits of its number. */
const createSandboxProvider = ({
  connection,
  phones,
  templates,
}: {
  readonly connection: string
  readonly phones: Phones
  readonly templates: readonly Template[]
}): Provider => ({
  name: 'sandbox',
  receive: async () => {
    throw new WebhookError('bad_signature', 'simulated phones write through POST /sandbox/phone')
  },
  deliver: async (order) => {
    const { message } = order
    if (!message) return { status: 'rejected', code: 'no_message' }
    const { arrives, outcome } = fateOf(order, message)
    if (arrives) await phones.add(message.address, onPhone(order, message))
    return outcome
  },
  find: async ({ message }) => {
    const known = message ? await phones.messages(message.address) : []
    const found = known.find(({ id }) => id === message?.id)
    return found ? delivered(found.id) : { status: 'absent' }
  },
  capabilities: (channel) => CAPABILITIES[channel],
  templates: async (sender) => (factsOf(sender).approvesTemplates ? templates : []),
  missed: async () => [],
  media: async () => new Response(PICTURE, { headers: { 'content-type': 'image/png' } }),
  diagnose: async () => [{ ok: true, check: `${connection}: simulated phones` }],
})

type Fate = { readonly arrives: boolean; readonly outcome: Outcome }

const delivered = (id: string): Outcome => ({
  status: 'accepted',
  id: `sandbox-${id}`,
  reached: 'delivered',
})

/** docs/sandbox.md lists these numbers: they end in the code that Twilio would give. */
const fateOf = ({ attempt }: Order<Send>, { id, address, content, automatic }: Message): Fate => {
  const ends = (digits: string) => address.endsWith(digits)
  const own = CODES[channelOf(address)].find((code) => ends(code.digits))
  const isFirst = attempt === 1
  const isFree = content?.kind !== 'template' && !automatic
  if (own && (isFree || own.fault !== 'session_closed'))
    return failing({ status: 'rejected', code: own.code, fault: own.fault })
  if (ends('63018') && isFirst) return failing({ status: 'retry', code: '63018', afterMs: 3_000 })
  if (ends('40800')) return { arrives: true, outcome: TIMEOUT }
  if (ends('40801') && isFirst) return failing(TIMEOUT)
  return { arrives: true, outcome: delivered(id) }
}

type Code = { readonly digits: string; readonly code: string; readonly fault: Fault }

/** What the phones of one channel alone do. */
const CODES: Readonly<Record<Channel, readonly Code[]>> = {
  whatsapp: [
    { digits: '0000', code: '63003', fault: 'recipient_not_on_channel' },
    { digits: '63003', code: '63003', fault: 'recipient_not_on_channel' },
    { digits: '63016', code: '63016', fault: 'session_closed' },
  ],
  sms: [{ digits: '21610', code: '21610', fault: 'opted_out' }],
}

const TIMEOUT: Outcome = { status: 'unknown', code: 'timeout' }

const failing = (outcome: Outcome): Fate => ({ arrives: false, outcome })

const onPhone = ({ at }: Order<Send>, message: Message): PhoneMessage => ({
  id: message.id,
  direction: 'outbound',
  at,
  from: message.sender,
  to: message.address,
  text: message.rendered ?? '',
  ...(message.content?.kind === 'media' ? { media: message.content.media } : {}),
  ...(message.automatic ? { automatic: message.automatic } : {}),
  ...(message.content?.kind === 'template' ? { template: message.content.name } : {}),
  ...beyondText(message),
})

/** What a phone shows beside words, files and templates. */
const beyondText = ({ content, replyTo }: Message): Partial<PhoneMessage> => ({
  ...(content?.kind === 'location' && { location: content.location }),
  ...(content?.kind === 'interactive' && { interactive: choicesOf(content) }),
  ...(content?.kind === 'reaction' && {
    reaction: { message: content.to.message, emoji: content.emoji },
  }),
  ...(replyTo && { replyTo: replyTo.message }),
})

const choicesOf = ({ kind, text, ...choices }: Interactive) => choices

const ALL_KINDS = { kinds: ['location', 'interactive', 'reaction'], canReply: true } as const

/** As at Twilio where it makes a difference; a `provider` that answers keywords is played by Twilio's words. */
const CAPABILITIES: Readonly<Record<Channel, Capabilities>> = {
  whatsapp: {
    limits: { ...CHANNELS.whatsapp.limits, maxTextLength: 1600, sessionMarginMs: 0, ...ALL_KINDS },
    keywords: NO_KEYWORDS,
    canList: true,
  },
  sms: {
    limits: { ...CHANNELS.sms.limits, sessionMarginMs: 0 },
    keywords: NO_KEYWORDS,
    canList: true,
  },
}

/** Whatever a simulated customer sends looks like this: one transparent pixel. */
const PICTURE = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  ),
  (character) => character.charCodeAt(0),
)
