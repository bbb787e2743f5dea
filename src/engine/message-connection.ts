/** The connection that carried a message. */

import type { Directory } from '../config/schema.ts'
import type { Message } from '../core/model/message/message.ts'
import type { Provider } from '../ports/provider.ts'

/** The connection that brought an inbound message; undefined for one from before it was recorded. */
export const connectionOf = ({ history }: Message): string | undefined => history[0]?.connection

/** The provider that has the message's files; the sender may have moved since. */
export const providerOf = (
  message: Message,
  directory: Pick<Directory, 'sender'>,
  providers: Readonly<Record<string, Provider>>,
): Provider | undefined =>
  providers[connectionOf(message) ?? directory.sender(message.sender)?.connection ?? '']
