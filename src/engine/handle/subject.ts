/** Finds the contact and the sender of an input. */

import type { Directory, Organisation, Sender } from '../../config/schema.ts'
import { type Address, channelOf } from '../../core/model/address.ts'
import type { Contact } from '../../core/model/contact.ts'
import type { Input } from '../../core/model/message/message.ts'
import type { ContactKey } from '../../ports/store.ts'

/** The key by which the store finds an input's contact. */
export const contactKeyOf = (organisation: string, input: Input): ContactKey => {
  switch (input.kind) {
    case 'inbound':
      return { organisation, addresses: [input.from, ...input.aliases] }
    case 'outbound':
    case 'opt_in_request':
    case 'inquiry':
      return { organisation, addresses: [input.to] }
    case 'handover':
      return { organisation, addresses: [input.address] }
    case 'preference':
      return { organisation, addresses: [input.address, ...(input.aliases ?? [])] }
    case 'echo':
      return { organisation, addresses: [input.to, ...input.aliases] }
    case 'recall':
    case 'resolution':
    case 'redaction':
      return { organisation, message: input.message }
    case 'due':
      return { organisation, contact: input.contact }
    case 'receipt':
      return input.message
        ? { organisation, message: input.message }
        : { organisation, providerId: input.providerId ?? '' }
  }
}

/** The sender an input concerns; undefined when it names one of another organisation, or none. */
export const senderFor = (
  directory: Directory,
  organisation: Organisation,
  input: Input,
  contact: Contact,
): Sender | undefined => {
  const named = senderAddress(input, contact)
  if (named) {
    const sender = directory.sender(named)
    if (sender?.organisation === organisation) return sender
    // Held messages must end even if their sender was removed.
    if (input.kind !== 'due' && input.kind !== 'recall') return undefined
  }
  if (input.kind === 'handover') return senderOf(organisation, input.line)
  const channel =
    input.kind === 'preference' && input.consent
      ? input.consent.channel
      : channelOf(contact.addresses[0] as Address)
  const sender = organisation.senders.find((one) => channelOf(one.address) === channel)
  return sender ?? senderOf(organisation)
}

/** Any sender of the organisation or the line, if the input names none. */
const senderOf = (organisation: Organisation, line?: string): Sender => {
  const sender = organisation.senders.find((one) => !line || one.line.id === line)
  if (!sender) throw new Error(`no sender in ${organisation.id}`)
  return sender
}

/** The sender an input names, or that of the message it is about. */
const senderAddress = (input: Input, contact: Contact): Address | undefined => {
  if (input.kind === 'handover') return undefined
  if (input.kind === 'recall')
    return contact.held.find((held) => held.message.id === input.message)?.message.sender
  if (input.kind === 'due') return contact.held[0]?.message.sender
  return input.sender
}
