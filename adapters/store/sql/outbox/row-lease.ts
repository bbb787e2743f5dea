/** Tasks leased on commit to the process that commits them, in rows and in memory. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Effect, Message } from '../../../../src/core/model/message/message.ts'
import type { Task } from '../../../../src/ports/store/outbox.ts'
import type { Change } from '../../../../src/ports/store.ts'

/** The lease for tasks written to an empty lane, and the tasks handed out with it. */
export type RowLease = {
  readonly token: string
  readonly until: Instant
  readonly effect: Effect
  readonly message?: Message
}

/** The message must be in memory: it is handed out with the task. */
export const rowLeaseOf = (
  { lease, messages, contact }: Change,
  effect: Effect,
  connection: string,
): RowLease | undefined => {
  if (effect.kind === 'later' || !lease?.connections.includes(connection)) return undefined
  const { message: id } = effect
  const message = messages.find((each) => each.id === id)
  if (id !== undefined && !message) return undefined
  const { token, until } = lease
  return {
    token,
    until,
    effect,
    ...(message && {
      message: message.contact === contact.id ? message : { ...message, contact: contact.id },
    }),
  }
}

type NewTaskRow = {
  readonly organisation: string
  readonly contact: string
  readonly connection: string
  readonly id: string
  readonly seq: number
  readonly created_at: Instant
}

/** A task leased on commit, in the form of a claimed one. */
export const toNewTask = (row: NewTaskRow, { token, effect, message }: RowLease): Task => ({
  id: row.id,
  connection: row.connection,
  organisation: row.organisation,
  contact: row.contact,
  effect,
  ...(message && { message }),
  createdAt: row.created_at,
  attempt: 1,
  doubtful: false,
  lease: `${token} ${row.seq}`,
})
