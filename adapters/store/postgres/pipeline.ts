/**
 * Many statements in one round trip and one transaction: PostgreSQL's pipeline. All up to the Sync
 * stand or fall together, and after a failure the server skips what follows.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */

import type { ClientBase, Connection, Submittable } from 'pg'
import type { Results, Statement, Value } from '../sql/engine.ts'

/** What one connection has prepared, by text. Columns are known once it has run. */
type Prepared = {
  count: number
  readonly byText: Map<string, { readonly name: string; columns?: readonly Column[] }>
}

export type Pipelined =
  | { readonly ok: true; readonly results: Results }
  /** `failedAt` is the statement that failed, or their number when it was the commit. */
  | { readonly ok: false; readonly failedAt: number; readonly error: unknown }

type Column = { readonly name: string; readonly whole: boolean }
type Field = { readonly name: string; readonly dataTypeID: number }

const preparedBy = new WeakMap<ClientBase, Prepared>()

/** int8, int2, int4 */
const WHOLE = new Set([20, 21, 23])

/** Runs the statements; never rejects. */
export const runPipeline = (
  client: ClientBase,
  statements: readonly Statement[],
): Promise<Pipelined> =>
  new Promise((resolve) => {
    const prepared = preparedBy.get(client) ?? { count: 0, byText: new Map() }
    preparedBy.set(client, prepared)
    const results: Results[number][] = []
    const added: string[] = []
    let rows: Record<string, Value>[] = []

    const submit = (connection: Connection) => {
      connection.stream.cork()
      for (const { sql, params } of statements) {
        let statement = prepared.byText.get(sql)
        const known = statement?.columns !== undefined
        if (!statement) {
          prepared.count += 1
          statement = { name: `postern_${prepared.count}` }
          prepared.byText.set(sql, statement)
          added.push(sql)
          connection.parse({ name: statement.name, text: numbered(sql), types: [] }, true)
        }
        const values = params.map(toText) as string[]
        connection.bind({ portal: '', statement: statement.name, binary: '', values }, true)
        if (!known) connection.describe({ type: 'P', name: '' }, true)
        connection.execute({ portal: '', rows: '' }, true)
      }
      connection.sync()
      connection.stream.uncork()
    }

    const statementNow = () => prepared.byText.get(statements[results.length]?.sql ?? '')

    const query: Submittable & Record<string, unknown> = {
      submit,
      handleRowDescription: ({ fields }: { fields: readonly Field[] }) => {
        const statement = statementNow()
        if (statement)
          statement.columns = fields.map(({ name, dataTypeID }) => ({
            name,
            whole: WHOLE.has(dataTypeID),
          }))
      },
      handleDataRow: ({ fields }: { fields: readonly (string | null)[] }) => {
        const row: Record<string, Value> = {}
        for (const [i, column] of (statementNow()?.columns ?? []).entries()) {
          const value = fields[i] ?? null
          row[column.name] = column.whole && value !== null ? Number(value) : value
        }
        rows.push(row)
      },
      handleCommandComplete: () => {
        const statement = statementNow()
        if (statement) statement.columns ??= []
        results.push(rows)
        rows = []
      },
      handleReadyForQuery: () => resolve({ ok: true, results }),
      handleError: (error: unknown) => {
        // Of these nobody knows whether the server came to prepare them.
        for (const sql of added) prepared.byText.delete(sql)
        resolve({ ok: false, failedAt: results.length, error })
      },
    }
    client.query(query)
  })

/** PostgreSQL's text can't hold U+0000; like a lone surrogate it becomes the replacement character. */
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
