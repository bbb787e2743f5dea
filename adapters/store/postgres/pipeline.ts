/**
 * Runs many statements in one round trip and one transaction, with the driver's own pipelining.
 * https://node-postgres.com/features/pipelining
 */

import type { ClientBase, QueryConfig } from 'pg'
import type { Results, Statement, Value } from '../sql/engine.ts'

export type Pipelined =
  | { readonly ok: true; readonly results: Results }
  /** `failedAt` is the failed statement's index, or the number of statements when the commit failed. */
  | { readonly ok: false; readonly failedAt: number; readonly error: unknown }

/** Runs the statements; never rejects. The client needs `pipeline: true`. */
export const runPipeline = async (
  client: ClientBase,
  statements: readonly Statement[],
): Promise<Pipelined> => {
  // A single statement is its own transaction.
  const isAlone = statements.length === 1
  const begun = isAlone ? [] : [client.query('BEGIN')]
  const sent = statements.map((statement) => client.query(queryOf(statement)))
  // After an error the server skips the rest and treats this as ROLLBACK.
  const ended = isAlone ? [] : [client.query('COMMIT')]
  const answers = await Promise.allSettled([...begun, ...sent, ...ended])
  const failed = answers.findIndex(({ status }) => status === 'rejected')
  if (failed < 0) {
    const results = await Promise.all(sent)
    return { ok: true, results: results.map(({ rows }) => rows) }
  }
  const failedAt = Math.max(0, failed - begun.length)
  return { ok: false, failedAt, error: (answers[failed] as PromiseRejectedResult).reason }
}

/** Names by SQL text, so that every connection prepares a statement under the same name. */
const named = new Map<string, Pick<QueryConfig, 'name' | 'text'>>()

const queryOf = ({ sql, params }: Statement): QueryConfig => {
  let known = named.get(sql)
  if (!known) {
    known = { name: `postern_${named.size + 1}`, text: numbered(sql) }
    named.set(sql, known)
  }
  return { ...known, values: params.map(toText), types: TYPES }
}

/** int8, int2 and int4 as numbers, all other types as text. */
const WHOLE = new Set([20, 21, 23])
const TYPES = {
  getTypeParser: (oid: number) => (text: string) => (WHOLE.has(oid) ? Number(text) : text),
} as NonNullable<QueryConfig['types']>

/** PostgreSQL's text can't hold U+0000; like a lone surrogate, it becomes the replacement character. */
const toText = (value: Value): string | null => {
  if (value === null) return null
  const text = String(value)
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text
}

/** `?` → `$1`, `$2`, … */
const numbered = (sql: string): string => {
  let n = 0
  return sql.replace(/\?/g, () => `$${++n}`)
}
