/** The message that an input quotes, answers or reacts to. */

import type { Quoted } from '../../core/model/message/content.ts'
import type { Input, Written } from '../../core/model/message/message.ts'
import type { Dependencies } from '../contracts.ts'

/** Finds our message that the contact quoted or whose button was tapped. */
export const withQuoted = async (
  { store }: Pick<Dependencies, 'store'>,
  organisation: string,
  input: Input,
): Promise<Input> => {
  if (input.kind === 'outbound') return withAnswered(store, organisation, input)
  const providerId = input.kind === 'inbound' ? input.message.replyTo?.providerId : undefined
  if (input.kind !== 'inbound' || providerId === undefined) return input
  const found = (await store.load({ organisation, providerId }))?.message
  if (found?.direction !== 'outbound') return input
  const { id, automatic } = found
  return { ...input, quoted: { id, ...(automatic && { automatic }) } }
}

/** Finds the provider's id of the message that an agent answers or reacts to. */
const withAnswered = async (
  store: Dependencies['store'],
  organisation: string,
  input: Written,
): Promise<Written> => {
  const { content, replyTo, sender, to } = input
  const quoted = content.kind === 'reaction' ? content.to : replyTo
  if (!quoted) return input
  const found = await store.load({ organisation, message: quoted.message })
  const isHere = found?.message?.sender === sender && found?.contact.addresses.includes(to)
  const providerId = isHere ? found?.message?.providerId : undefined
  const known: Quoted = { message: quoted.message, ...(providerId && { providerId }) }
  return content.kind === 'reaction'
    ? { ...input, content: { ...content, to: known } }
    : { ...input, replyTo: known }
}
