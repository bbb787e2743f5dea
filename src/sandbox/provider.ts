/** A provider without a network: simulated phones, alone or behind a provider's own form. */

import * as z from 'zod'
import { type Channel, channelOf, factsOf } from '../core/model/address.ts'
import { CHANNELS } from '../core/model/channel.ts'
import type { Interactive } from '../core/model/message/content.ts'
import type { Message, Send } from '../core/model/message/message.ts'
import { type Capabilities, NO_KEYWORDS } from '../core/model/policy/capabilities.ts'
import { type ConfigProblem, defineProvider, type ProviderAdapter } from '../ports/adapter.ts'
import type { SendResult } from '../ports/emulator.ts'
import { WebhookError } from '../ports/errors.ts'
import type { Provider } from '../ports/provider.ts'
import type { Order, Outcome } from '../ports/side.ts'
import { createEmulatedConnection, type EmulationWorld } from './emulation/emulated-connection.ts'
import { codeOf, type PhoneMessage, type Phones, sendResultOf } from './phones.ts'
import { PICTURE, VOICE } from './samples.ts'
import { sandboxTemplates } from './templates.ts'

/**
 * Played in this world; without one it can be configured, but not opened. With `like` it looks like one
 * of these providers.
 */
export const sandboxPhones = (
  world: EmulationWorld | undefined,
  providers: readonly ProviderAdapter[],
) => {
  const models = new Map(
    providers.flatMap((adapter) => (adapter.emulator ? [[adapter.name, adapter] as const] : [])),
  )
  const modelOf = (like: unknown) => models.get(String(like))
  return defineProvider({
    name: 'sandbox',
    config: z.strictObject({
      /** The provider whose webhooks and API it simulates. */
      like: z.enum([...models.keys()]).optional(),
    }),
    simulated: true,
    secrets: () => [],
    check: ({ like }, { senders }) => {
      const channels = modelOf(like)?.emulator?.channels
      return senders.flatMap(({ address }): readonly ConfigProblem[] =>
        channels && !channels.includes(channelOf(address))
          ? [
              {
                field: 'like',
                problem: `"${like}" doesn't support ${channelOf(address)}: ${address}`,
              },
            ]
          : [],
      )
    },
    create: (options) => {
      if (!world) throw new Error('there is no sandbox')
      const model = modelOf(options.config.like)
      return model
        ? createEmulatedConnection(options, model, world)
        : createSandboxProvider(options.connection, world.phones)
    },
  })
}

/** The simulated network. What a phone does depends on the last digits of its number. */
const createSandboxProvider = (connection: string, phones: Phones): Provider => ({
  receive: async () => {
    throw new WebhookError('bad_signature', 'simulated phones write through POST /sandbox/phone')
  },
  deliver: async (order) => {
    const { message, attempt } = order
    const { address, content, automatic } = message
    const isFree = content?.kind !== 'template' && !automatic
    const { arrives, result } = sendResultOf({ address, isFirst: attempt === 1, isFree })
    if (arrives) await phones.add(message.address, onPhone(order))
    return outcomeOf(result, message)
  },
  find: async ({ message }) => {
    const known = await phones.messages(message.address)
    const found = known.find(({ id }) => id === message.id)
    return found ? delivered(found.id) : { status: 'absent' }
  },
  capabilities: (channel) => CAPABILITIES[channel],
  templates: async (sender) => (factsOf(sender).approvesTemplates ? sandboxTemplates() : []),
  missed: async () => [],
  media: async ({ contentType }) => fileOf(contentType),
  diagnose: async () => [{ ok: true, check: `${connection}: simulated phones` }],
})

const delivered = (id: string): Outcome => ({
  status: 'accepted',
  id: `sandbox-${id}`,
  reached: 'delivered',
})

const fileOf = (contentType = 'image/png'): Response =>
  contentType.startsWith('audio/')
    ? new Response(VOICE, { headers: { 'content-type': 'audio/ogg' } })
    : new Response(PICTURE, { headers: { 'content-type': 'image/png' } })

/** The result in Twilio's codes. */
const outcomeOf = (result: SendResult, { id, address }: Message): Outcome => {
  switch (result.is) {
    case 'accepted':
      return delivered(id)
    case 'timeout':
      return { status: 'unknown', code: 'timeout' }
    case 'throttled':
      return { status: 'retry', code: '63018', afterMs: result.afterMs }
    case 'refused':
      return { status: 'rejected', code: codeOf(address, result.fault), fault: result.fault }
  }
}

const onPhone = ({ at, message }: Order<Send>): PhoneMessage => ({
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

/** Content on a phone in addition to text, files and templates. */
const beyondText = ({ content, replyTo }: Message): Partial<PhoneMessage> => ({
  ...(content?.kind === 'location' && { location: content.location }),
  ...(content?.kind === 'interactive' && { interactive: choicesOf(content) }),
  ...(content?.kind === 'reaction' && {
    reaction: { message: content.to.message, emoji: content.emoji },
  }),
  ...(replyTo && { replyTo: replyTo.message }),
})

const choicesOf = ({ kind, text, ...choices }: Interactive) => choices

/** WhatsApp carries no words beside a sound or a sticker. */
const CAPTION_TYPES = ['image/jpeg', 'image/png', 'video/', 'application/', 'text/']

const ALL_KINDS = { kinds: ['location', 'interactive', 'reaction'], canReply: true } as const

/** Behaves like Twilio; a `provider` that answers keywords uses Twilio's words. */
const CAPABILITIES: Readonly<Record<Channel, Capabilities>> = {
  whatsapp: {
    limits: {
      ...CHANNELS.whatsapp.limits,
      maxTextLength: 1600,
      sessionMarginMs: 0,
      captionTypes: CAPTION_TYPES,
      ...ALL_KINDS,
    },
    keywords: NO_KEYWORDS,
    canList: true,
  },
  sms: {
    limits: { ...CHANNELS.sms.limits, sessionMarginMs: 0 },
    keywords: NO_KEYWORDS,
    canList: true,
  },
}
