/** The contract of a SQL database: atomic batches and reads. */

export type Value = string | number | null

export type Statement = {
  readonly sql: string
  readonly params: readonly Value[]
  /** A column to add as RETURNING, where only the number of rows counts: SQLite then returns that many empty ones. */
  readonly counting?: string
}

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

/** The text of a statement with what it counts. */
export const countedSql = ({ sql, counting }: Statement): string =>
  counting === undefined ? sql : `${sql} RETURNING ${counting}`

/** Inserts rows of one table; a `computed` column has an expression. The text is made once, so that the database knows it by its identity. */
export const inserter = <Column extends string>(
  table: string,
  columns: readonly Column[],
  computed: Readonly<Record<string, string>> = {},
  ending = '',
) => {
  const names = [...columns, ...Object.keys(computed)]
  const values = [...columns.map(() => '?'), ...Object.values(computed).map((sql) => `(${sql})`)]
  const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})${ending}`
  return (row: Readonly<Record<Column, Value>>, params: readonly Value[] = []): Statement => {
    const all: Value[] = []
    for (const column of columns) all.push(row[column])
    for (const param of params) all.push(param)
    return { sql, params: all }
  }
}

/** A table row, one member per column. */
export const insert = (
  table: string,
  row: Readonly<Record<string, Value>>,
  ending?: string,
): Statement => inserter(table, Object.keys(row), {}, ending)(row)

/** An insert of what a SELECT finds: `columns` as they are there, the others by their expressions. */
export const copySql = (
  table: string,
  columns: readonly string[],
  computed: Readonly<Record<string, string>>,
  from: string,
): string => {
  const names = [...columns, ...Object.keys(computed)]
  const values = [...columns, ...Object.values(computed)]
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${from}`
}
