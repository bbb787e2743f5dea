/** The contract of a SQL database: atomic batches and reads. */

export type Value = string | number | null

export type Statement = { readonly sql: string; readonly params: readonly Value[] }

/** The rows returned by each statement of a batch, in order. */
export type Results = readonly (readonly Readonly<Record<string, Value>>[])[]

/** Parameters are written `?`; whole numbers come back as numbers. */
export interface Engine {
  /** Writers run in parallel, so rows must be locked (PostgreSQL). */
  readonly rowLocks: boolean
  /**
   * Runs all statements in order, or none: rejects when one fails. Durable once resolved. Batches in one
   * transaction lock in the order of what they are `about`, so that they can't deadlock. A `soon` batch may
   * wait up to 20 ms to share the next transaction.
   */
  batch(statements: readonly Statement[], about?: string, when?: 'now' | 'soon'): Promise<Results>
  query<R>(sql: string, params: readonly Value[]): Promise<readonly R[]>
  /** After an erasure: removes traces of deleted rows from the database's own files. */
  scrub?(): Promise<void>
  close(): Promise<void>
}

/** How long a `soon` batch waits for a transaction to share. */
export const SOON_MS = 20

/** `?, ?, ?` for a list of this length. */
export const placeholders = (values: readonly unknown[]): string => values.map(() => '?').join(', ')

/** A table row, one member per column. A `computed` column has an expression as its value. */
export const insert = (
  table: string,
  row: Readonly<Record<string, Value>>,
  computed: Readonly<Record<string, Statement>> = {},
): Statement => {
  const columns = [...Object.keys(row), ...Object.keys(computed)]
  const expressions = Object.values(computed)
  const values = [...Object.keys(row).map(() => '?'), ...expressions.map(({ sql }) => `(${sql})`)]
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`,
    params: [...Object.values(row), ...expressions.flatMap(({ params }) => params)],
  }
}
