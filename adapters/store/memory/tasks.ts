/** The outbox in memory. */

import { randomUUID } from 'node:crypto'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Message } from '../../../src/core/model/message.ts'
import type { Store } from '../../../src/ports/store.ts'
import { compare, paged, readCursor } from '../sql/cursor.ts'
import { type DeadLetterRow, leased, type TaskRow, toDeadLetter, toTask } from '../sql/rows.ts'

type Waiting = TaskRow & {
  readyAt: Instant
  attempt: number
  doubtful: number
  lease: string | undefined
}
type Dead = DeadLetterRow & Pick<TaskRow, 'due_at'>

export type MemoryTasks = {
  readonly port: Pick<
    Store,
    'claim' | 'settle' | 'hasten' | 'nextDueAt' | 'deadLetters' | 'replay' | 'depth'
  >
  add(row: TaskRow): void
  forget(organisation: string, contact: string): void
}

/** The tasks' share of the store; `messageOf` finds what an effect refers to. */
export const createMemoryTasks = (
  messageOf: (organisation: string, id: string | undefined) => Message | undefined,
): MemoryTasks => {
  /** Each lane's tasks in order; only the first can be claimed. */
  const lanes = new Map<string, Waiting[]>()
  const deadLetters = new Map<string, Dead>()

  const laneKey = (row: Pick<TaskRow, 'organisation' | 'contact' | 'lane'>) =>
    JSON.stringify([row.organisation, row.contact, row.lane])

  const add = (row: TaskRow, readyAt = row.due_at, doubtful = 0) => {
    const task = { ...row, readyAt, attempt: 0, doubtful, lease: undefined }
    const lane = lanes.get(laneKey(row))
    if (lane) lane.push(task)
    else lanes.set(laneKey(row), [task])
  }

  const heads = () => [...lanes.values()].flatMap(([head]) => head ?? [])

  const removeHead = (key: string) => {
    const lane = lanes.get(key)
    lane?.shift()
    if (lane?.length === 0) lanes.delete(key)
  }

  return {
    add,

    forget: (organisation, contact) => {
      for (const [key, [head]] of lanes)
        if (head?.organisation === organisation && head.contact === contact) lanes.delete(key)
      for (const [key, dead] of deadLetters)
        if (dead.organisation === organisation && dead.contact === contact) deadLetters.delete(key)
    },

    port: {
      claim: async (now, { limit, leaseMs }) => {
        const lease = randomUUID()
        const due = heads()
          .filter((head) => head.readyAt <= now)
          .sort((a, b) => a.readyAt - b.readyAt)
          .slice(0, limit)
          .sort((a, b) => a.created_at - b.created_at || a.seq - b.seq)
        return due.map((head) => {
          if (head.lease !== undefined) head.doubtful = 1
          head.lease = lease
          head.readyAt = now + leaseMs
          head.attempt += 1
          const message = messageOf(head.organisation, head.message ?? undefined)
          return toTask({ ...head, lease }, message)
        })
      },

      settle: async (task, settlement, now) => {
        const { token, seq, ...place } = leased(task)
        const key = laneKey(place)
        const head = lanes.get(key)?.[0]
        if (!head || head.seq !== seq || head.lease !== token) return false
        switch (settlement.status) {
          case 'done':
            removeHead(key)
            break
          case 'dead': {
            const { attempt: attempts } = head
            const dead = { ...head, died_at: now, attempts, code: settlement.code }
            deadLetters.set(JSON.stringify([head.organisation, head.id]), dead)
            removeHead(key)
            break
          }
          case 'wait':
            head.attempt -= 1
            head.lease = undefined
            head.readyAt = settlement.at
            break
          case 'retry':
            head.lease = undefined
            head.doubtful = Number(settlement.doubtful)
            head.readyAt = settlement.at
        }
        return true
      },

      hasten: async (connection, now, spreadMs) => {
        for (const head of heads())
          if (
            head.connection === connection &&
            head.lease === undefined &&
            head.readyAt > now + spreadMs
          )
            head.readyAt = now + (head.created_at % spreadMs)
      },

      nextDueAt: async () => {
        const times = heads().map((head) => head.readyAt)
        return times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : undefined
      },

      deadLetters: async (organisation, { limit, cursor }) => {
        const start = readCursor(cursor, [Number.MAX_SAFE_INTEGER, ''] as const)
        const position = (row: Dead) => [row.died_at, row.id] as const
        const rows = [...deadLetters.values()]
          .filter((row) => row.organisation === organisation && compare(position(row), start) < 0)
          .sort((a, b) => compare(position(b), position(a)))
        return paged(rows, limit, toDeadLetter, position)
      },

      replay: async (organisation, id, now) => {
        const key = JSON.stringify([organisation, id])
        const dead = deadLetters.get(key)
        if (!dead) return false
        deadLetters.delete(key)
        const last = lanes.get(laneKey(dead))?.at(-1)
        // Whether a send had left before it was given up is not known any more.
        add({ ...dead, seq: last ? last.seq + 1 : 0 }, now, 1)
        return true
      },

      depth: async () => {
        const waiting = [...lanes.values()].flat().filter(({ connection }) => connection !== '')
        const oldestAt = waiting.reduce((at, task) => Math.min(at, task.created_at), Infinity)
        return {
          ready: waiting.length,
          dead: deadLetters.size,
          ...(waiting.length > 0 ? { oldestAt } : {}),
        }
      },
    },
  }
}
