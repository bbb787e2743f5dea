/** The phones behind a simulated provider: each send reaches one, or does not. */

import type { Address } from '../../core/model/address.ts'
import type { Send } from '../../core/model/message/message.ts'
import type { Template } from '../../core/model/message/template.ts'
import type {
  Delivery,
  EmulatedNetwork,
  Emulator,
  ReceiptStatus,
  SendRequest,
} from '../../ports/emulator.ts'
import type { Clock, Order } from '../../ports/side.ts'
import { type PhoneMessage, type Phones, sendResultOf } from '../phones.ts'
import { sandboxTemplates } from '../templates.ts'
import { isBlocked } from './keywords.ts'

type NetworkOptions = {
  readonly emulator: Emulator
  readonly world: { readonly phones: Phones }
  readonly clock: Clock
  /** The attempt under way for one of our messages. */
  readonly attemptOf: (message: string) => Order<Send> | undefined
  readonly onStatus: (about: Delivery, status: ReceiptStatus) => void
}

export const createNetwork = ({
  emulator,
  world: { phones },
  clock,
  attemptOf,
  onStatus,
}: NetworkOptions): EmulatedNetwork => ({
  now: clock,
  take: async (send) => {
    const order = attemptOf(send.message)
    const phone = await phones.messages(send.to)
    if (isBlocked(phone, send.from)) return { is: 'refused', fault: 'opted_out' }
    const automatic = order?.message.automatic
    const { arrives, result } = sendResultOf({
      address: send.to,
      // A resend by an agent is a new task of the same message.
      isFirst: order?.attempt === 1 && order.message.resentAt === undefined,
      isFree: !send.template && !automatic,
    })
    if (arrives) {
      const shown = onPhone(emulator, send, phone)
      await phones.add(send.to, { ...shown, at: clock(), ...(automatic && { automatic }) })
      onStatus(send, { status: 'sent' })
      onStatus(send, { status: 'delivered' })
    }
    if (result.is === 'refused' && emulator.failsLater(result.fault))
      onStatus(send, { status: 'failed', fault: result.fault })
    return result
  },
  sentTo: async (address: Address) =>
    (await phones.messages(address))
      .filter(({ direction, answered }) => direction === 'outbound' && !answered)
      .map(({ id, from, to, text, at, media = [] }) => ({
        message: id,
        from,
        to,
        text,
        at,
        files: media.length,
      })),
})

/** Only the content of the request, as on a real phone. */
const onPhone = (
  emulator: Emulator,
  send: SendRequest,
  phone: readonly PhoneMessage[],
): Omit<PhoneMessage, 'at'> => {
  const { message, from, to, text, media, location, interactive, reaction } = send
  const template = templateOf(send)
  const onThisPhone = (id: string) => phone.find((one) => emulator.idOf(one.id) === id)?.id ?? id
  return {
    id: message,
    direction: 'outbound',
    from,
    to,
    text: template ? filled(template, send.template?.variables ?? {}) : text,
    ...(media && { media }),
    ...(template && { template: template.name }),
    ...(location && { location }),
    ...(interactive && { interactive }),
    ...(reaction && { reaction: { message: onThisPhone(reaction.id), emoji: reaction.emoji } }),
    ...(send.replyTo && { replyTo: onThisPhone(send.replyTo) }),
  }
}

const templateOf = ({ template }: SendRequest): Template | undefined =>
  template &&
  sandboxTemplates().find(({ id, name, language }) =>
    template.id ? id === template.id : name === template.name && language === template.language,
  )

const filled = ({ body }: Template, variables: Readonly<Record<string, string>>): string =>
  body.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => variables[name] ?? whole)
