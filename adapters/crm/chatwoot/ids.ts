/** Ids of records in both systems. A message's id contains its Chatwoot conversation and number. */

/** A message in Chatwoot. */
export type MessageRef = { readonly conversation: number; readonly message: number }

/** The id of an agent's message, the same in each webhook about it; `retry` counts uses of Chatwoot's Retry button. */
export const messageIdOf = (
  connection: string,
  { conversation, message }: MessageRef,
  retry = 0,
): string => `cw_${connection}_${conversation}.${message}${retry === 0 ? '' : `r${retry}`}`

/** The reverse of `messageIdOf`; undefined for an id that isn't of this connection. */
export const readMessageId = (
  connection: string,
  id: string,
): (MessageRef & { readonly retry: number }) | undefined => {
  const prefix = `cw_${connection}_`
  if (!id.startsWith(prefix)) return undefined
  const [, conversation, message, retry = '0'] =
    /^(\d{1,15})\.(\d{1,15})(?:r(\d{1,6}))?$/.exec(id.slice(prefix.length)) ?? []
  return conversation === undefined
    ? undefined
    : { conversation: Number(conversation), message: Number(message), retry: Number(retry) }
}

/** Inputs that come from Chatwoot's assignee; their effects aren't sent back. */
export const ownerIdPrefix = (connection: string): string => `cw_${connection}_assignee_`

export const formatRef = ({ conversation, message }: MessageRef): string =>
  `${conversation}.${message}`

export const parseRef = (text: string): MessageRef | undefined => {
  const [, conversation, message] = /^(\d+)\.(\d+)$/.exec(text) ?? []
  return conversation === undefined
    ? undefined
    : { conversation: Number(conversation), message: Number(message) }
}
