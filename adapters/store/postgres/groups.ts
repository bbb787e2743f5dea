/** Runs concurrent batches in one transaction; a conflict only fails its own batch. */

import pg from 'pg'
import { BusyError } from '../../../src/ports/errors.ts'
import { type Results, SOON_MS, type Statement } from '../sql/engine.ts'
import { type Pipelined, runPipeline } from './pipeline.ts'

export type Groups = {
  run(statements: readonly Statement[], about?: string, when?: 'now' | 'soon'): Promise<Results>
  /** Resolves when nothing is running or waiting. */
  idle(): Promise<void>
}

type Batch = {
  readonly statements: readonly Statement[]
  readonly about: string
  readonly resolve: (results: Results) => void
  readonly reject: (error: unknown) => void
  attempts: number
}
type Group = readonly Batch[]

const MAX_TOGETHER = 128
/**
 * Batches to run in one go after a conflict. Where several processes write to the same contacts, a group may have
 * many conflicts, and all batches behind one are run again.
 */
const MAX_AFTER_CONFLICT = 8
const MAX_WAITING = 20_000
const MAX_ATTEMPTS = 5
/** Longer than the server's own time-out, for a connection that went silent. */
const ANSWER_WITHIN_MS = 40_000
/** Last in the locking order: a claim waits for no lock while it holds tasks. */
const LAST = '\uffff'

/** Uses at most this many connections of the pool; batches that arrive while all are busy share the next transaction. */
export const createGroups = (
  pool: pg.Pool,
  options: { readonly connections: number; readonly onTransaction?: (batches: number) => void },
): Groups => {
  const underWay = new Set<Promise<void>>()
  let waiting: Batch[] = []
  let scheduled = false
  /** A waiting batch must run without delay. */
  let isDue = false
  let timer: NodeJS.Timeout | undefined

  const schedule = () => {
    if (scheduled || !isDue || underWay.size >= options.connections) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      clearTimeout(timer)
      timer = undefined
      const group = waiting.slice(0, MAX_TOGETHER)
      waiting = waiting.slice(MAX_TOGETHER)
      isDue = waiting.length > 0
      const work = runGroup(group).finally(() => {
        underWay.delete(work)
        schedule()
      })
      underWay.add(work)
      schedule()
    })
  }

  const hurry = () => {
    isDue = waiting.length > 0
    schedule()
  }

  const runGroup = async (group: Group): Promise<void> => {
    let client: pg.PoolClient
    try {
      client = await pool.connect()
    } catch (error) {
      for (const batch of group) batch.reject(named(error))
      return
    }
    const release = once((broken: boolean) => client.release(broken))
    const timer = setTimeout(() => release(true), ANSWER_WITHIN_MS)
    let lost = false
    for (let groups: Group[] = [inOrder(group)]; groups.length > 0; ) {
      const [next, ...others] = groups as [Group, ...Group[]]
      const outcome = await runPipeline(
        client,
        next.flatMap((batch) => batch.statements),
      )
      lost ||= !outcome.ok && isLost(outcome.error)
      groups = [...conclude(next, outcome, options.onTransaction), ...others]
    }
    clearTimeout(timer)
    release(lost)
  }

  return {
    run: (statements, about = LAST, when = 'now') =>
      new Promise((resolve, reject) => {
        if (waiting.length >= MAX_WAITING) return reject(new BusyError())
        waiting.push({ statements, about, resolve, reject, attempts: 0 })
        if (when === 'now') hurry()
        else timer ??= setTimeout(hurry, SOON_MS)
      }),
    idle: async () => {
      hurry()
      while (scheduled || underWay.size > 0) {
        if (underWay.size > 0) await Promise.race(underWay)
        await new Promise(setImmediate)
      }
    },
  }
}

/** Resolves the finished batches; returns those to retry. */
const conclude = (
  group: Group,
  outcome: Pipelined,
  onTransaction?: (batches: number) => void,
): readonly Group[] => {
  if (outcome.ok) {
    onTransaction?.(group.length)
    let at = 0
    for (const { statements, resolve } of group) {
      resolve(outcome.results.slice(at, at + statements.length))
      at += statements.length
    }
    return []
  }
  const [batch] = group as [Batch]
  if (isLost(outcome.error) || group.length === 1) {
    batch.attempts += 1
    if (RETRIED.has(codeOf(outcome.error)) && batch.attempts < MAX_ATTEMPTS) return [group]
    for (const { reject } of group) reject(named(outcome.error))
    return []
  }
  // Batches before the failed one were fine, and those after it have not run.
  const failed = batchAt(group, outcome.failedAt)
  const parts = [group.slice(0, failed), group.slice(failed, failed + 1)]
  for (let at = failed + 1; at < group.length; at += MAX_AFTER_CONFLICT)
    parts.push(group.slice(at, at + MAX_AFTER_CONFLICT))
  return parts.filter((part) => part.length > 0)
}

/** All processes lock in this order, so that they can't deadlock. */
const inOrder = (group: Group): Group =>
  group.toSorted((a, b) => (a.about < b.about ? -1 : a.about > b.about ? 1 : 0))

/** The batch of this statement; the last one when the commit failed. */
const batchAt = (group: Group, statement: number): number => {
  let end = 0
  const found = group.findIndex((batch) => {
    end += batch.statements.length
    return statement < end
  })
  return found < 0 ? group.length - 1 : found
}

const once = <T>(act: (argument: T) => void): ((argument: T) => void) => {
  let done = false
  return (argument) => {
    if (!done) act(argument)
    done = true
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const RETRIED: ReadonlySet<string> = new Set(['40001', '40P01'])
/** Out of resources, shutting down, read-only after a failover, a plan older than the schema. */
const BUSY = /^(?:08|53|57)|^(?:40001|40P01|55P03|25006|0A000)$/

/** '' when the server sent no error: the connection is gone. */
const codeOf = (error: unknown): string =>
  error instanceof pg.DatabaseError ? (error.code ?? '') : ''

/** Whether the connection is unusable. */
const isLost = (error: unknown): boolean => /^(?:$|08|57P|25006|0A000)/.test(codeOf(error))

/** Decides by the code, not the text, whether a retry makes sense. */
const named = (error: unknown): unknown =>
  codeOf(error) === '' || BUSY.test(codeOf(error)) ? new BusyError() : error
