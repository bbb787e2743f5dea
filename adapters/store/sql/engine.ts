/** The contract of a SQL database: atomic batches and reads. */

export type Value = string | number | null

export type Statement = { readonly sql: string; readonly params: readonly Value[] }

/** The rows that each statement of a batch returned, in order. */
export type Results = readonly (readonly Readonly<Record<string, Value>>[])[]

/** Parameters are written `?`; whole numbers come back as numbers. */
export interface Engine {
  /** Writers run side by side here, so that rows have to be locked (PostgreSQL). */
  readonly rowLocks: boolean
  /** Batches take effect in the order in which they were given, also those that may be written soon (SQLite). */
  readonly inOrder?: true
  /**
   * All statements in order, or none: rejects when one fails. Durable once resolved. Batches that
   * share a transaction lock in the order of what they are `about`, so that no two wait for each other.
   * One that may be written a little later (`soon`) goes with the next transaction, within 20 ms.
   */
  batch(statements: readonly Statement[], about?: string, when?: 'now' | 'soon'): Promise<Results>
  query<R>(sql: string, params: readonly Value[]): Promise<readonly R[]>
  /** After an erasure: leaves no trace of deleted rows in the database's own files. */
  scrub?(): Promise<void>
  close(): Promise<void>
}

/** How long a batch that may be written soon waits for a transaction to go with. */
export const SOON_MS = 20

/** `?, ?, ?` for a list of so many values. */
export const placeholders = (values: readonly unknown[]): string => values.map(() => '?').join(', ')

/** A row of a table: each member is a column. `computed` columns have an expression for a value. */
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
