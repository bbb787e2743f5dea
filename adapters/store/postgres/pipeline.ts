/**
 * Runs many statements in one round trip and one transaction, with the driver's own pipelining.
 * https://node-postgres.com/features/pipelining
 */

import pg from 'pg'
import { countedSql, type Results, type Statement, type Value } from '../sql/engine.ts'

export type Pipelined =
  | { readonly ok: true; readonly results: Results }
  /** `failedAt` is the failed statement's index, or the number of statements when the commit failed. */
  | { readonly ok: false; readonly failedAt: number; readonly error: unknown }

type Answer = { readonly rows: Results[number] } | { readonly error: Error }

/** Runs the statements; never rejects. The client needs `pipeline: true` and these `TYPES`. */
export const runPipeline = async (
  client: pg.PoolClient,
  statements: readonly Statement[],
): Promise<Pipelined> => {
  // A single statement is its own transaction. After an error the server skips the rest and
  // treats COMMIT as ROLLBACK.
  const isAlone = statements.length === 1
  const queries = statements.map(queryOf)
  const answers = await answersTo(client, isAlone ? queries : [BEGIN, ...queries, COMMIT])
  const begun = isAlone ? 0 : 1
  const results: Results[number][] = []
  for (const [i, answer] of answers.entries()) {
    if ('error' in answer)
      return { ok: false, failedAt: Math.max(0, i - begun), error: answer.error }
    if (i >= begun && results.length < statements.length) results.push(answer.rows)
  }
  return { ok: true, results }
}

/** The driver answers in the order of the queries, each of them even when the connection breaks. */
const answersTo = (client: pg.PoolClient, queries: readonly Query[]): Promise<readonly Answer[]> =>
  new Promise((resolve) => {
    const answers: Answer[] = []
    const { stream } = client.connection
    // Otherwise each query would be a write to the socket, which costs more than the query.
    stream.cork()
    const take = (error: Error | null | undefined, result: pg.ResultBuilder) => {
      answers.push(error ? { error } : { rows: result.rows })
      if (answers.length === queries.length) resolve(answers)
    }
    // Given an object with the name, the driver would copy it property by property, which is slow.
    for (const { name, text, values } of queries)
      client.query(Object.assign(new pg.Query(text, values, take), { name }))
    stream.uncork()
  })

type Query = {
  readonly name?: string
  readonly text: string
  readonly values?: (string | null)[]
}
const BEGIN: Query = { text: 'BEGIN' }
const COMMIT: Query = { text: 'COMMIT' }

/** Names by SQL text, so that every connection prepares a statement under the same name. */
const named = new Map<string, { readonly name: string; readonly text: string }>()

const queryOf = (statement: Statement): Query => {
  const { params } = statement
  const sql = countedSql(statement)
  let known = named.get(sql)
  if (!known) {
    known = { name: `postern_${named.size + 1}`, text: numbered(sql) }
    named.set(sql, known)
  }
  return { ...known, values: params.map(toText) }
}

/** int8, int2 and int4 as numbers, all other types as text. */
const WHOLE = new Set([20, 21, 23])
export const TYPES = {
  getTypeParser: (oid: number) => (text: string) => (WHOLE.has(oid) ? Number(text) : text),
} as pg.CustomTypesConfig

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
