/** Copies all data from one SQL database to another; repeatable. */

import { verifyChain } from './chain.ts'
import { type Engine, inserter, placeholders, type Value } from './engine.ts'
import type { ContactRow, JournalRow } from './rows.ts'

/**
 * Every table with its primary key, except the table of migrations. Contacts come before links: a link being
 * written needs its contact.
 */
export const TABLES: Readonly<Record<string, readonly string[]>> = {
  journal: ['organisation', 'contact', 'version'],
  contact: ['organisation', 'id'],
  alias: ['organisation', 'identity'],
  message: ['organisation', 'id'],
  link: ['organisation', 'connection', 'kind', 'ours'],
  task: ['organisation', 'contact', 'lane', 'seq'],
  dead_letter: ['organisation', 'id'],
  suppression: ['organisation', 'hash'],
  forgotten: ['organisation', 'hash'],
  reservation: ['key'],
  setting: ['name'],
  audit: ['organisation', 'id'],
  tally: ['organisation', 'hour', 'sender', 'what', 'detail'],
  tally_step: ['organisation', 'step'],
  upload_part: ['organisation', 'upload', 'part'],
  upload: ['organisation', 'id'],
}

export type Moved = { readonly table: string; readonly rows: number; readonly added: number }

/** The move failed or can't continue; earlier data is unchanged. */
class MoveError extends Error {}

type Row = Readonly<Record<string, Value>>

const PAGE = 500
/** File parts are large: a page of them stays below 10 MB. */
const PAGE_OF_PARTS = 6
/** One condition per row; databases limit the nesting of conditions. */
const LOOKED_UP_TOGETHER = 50

/**
 * Copies the rows that the target doesn't have yet. Throws `MoveError` when the target has rows that the
 * source doesn't: it belongs to others, or the source changed after an earlier copy.
 */
export const move = async (
  from: Engine,
  to: Engine,
  report: (moved: Moved) => void = () => {},
): Promise<readonly Moved[]> => {
  for (const [table, key] of Object.entries(TABLES)) await refuseForeign(table, key, from, to)
  const moved: Moved[] = []
  for (const [table, key] of Object.entries(TABLES)) {
    const before = await count(to, table)
    for await (const rows of pages(from, table, key)) await add(to, table, rows)
    const rows = await count(to, table)
    const expected = await count(from, table)
    if (rows !== expected)
      throw new MoveError(
        `${table}: the source has ${expected} rows, the target ${rows}; is a gateway still writing to one of them?`,
      )
    moved.push({ table, rows, added: rows - before })
    report({ table, rows, added: rows - before })
  }
  return moved
}

/** The number of contacts, after checking every journal's chain. Throws `MoveError`. */
export const checkChains = async (engine: Engine): Promise<number> => {
  let checked = 0
  for await (const page of pages(engine, 'contact', TABLES.contact ?? [])) {
    for (const [organisation, contacts] of Map.groupBy(page, (row) => row.organisation ?? '')) {
      const ids = contacts.map((contact) => contact.id ?? '')
      const rows = await engine.query<JournalRow>(
        `SELECT * FROM journal WHERE organisation = ? AND contact IN (${placeholders(ids)})
          ORDER BY contact, version`,
        [organisation, ...ids],
      )
      const journals = Map.groupBy(rows, (row) => row.contact)
      for (const contact of contacts as readonly unknown[] as readonly ContactRow[]) {
        const chain = verifyChain(journals.get(contact.id) ?? [], contact)
        if (!chain.ok)
          throw new MoveError(
            `the journal of contact ${contact.id} of ${organisation} is broken at version ${chain.brokenAtVersion}`,
          )
        checked += 1
      }
    }
  }
  return checked
}

/** Every row of the target must also be in the source, unchanged. */
const refuseForeign = async (table: string, key: readonly string[], from: Engine, to: Engine) => {
  for await (const page of pages(to, table, key))
    for (let i = 0; i < page.length; i += LOOKED_UP_TOGETHER) {
      const rows = page.slice(i, i + LOOKED_UP_TOGETHER)
      const same = `(${key.map((column) => `${column} = ?`).join(' AND ')})`
      const found = await from.query<Row>(
        `SELECT * FROM ${table} WHERE ${rows.map(() => same).join(' OR ')}`,
        rows.flatMap((row) => key.map((column) => row[column] ?? null)),
      )
      const known = new Set(found.map(fingerprint))
      const foreign = rows.find((row) => !known.has(fingerprint(row)))
      if (foreign)
        throw new MoveError(
          `the target has a row in ${table} that the source does not have: ${key
            .map((column) => `${column} ${foreign[column]}`)
            .join(', ')}. Move into an empty database.`,
        )
    }
}

const fingerprint = (row: Row): string => JSON.stringify(Object.entries(row).sort(byName))

const byName = ([a]: readonly [string, Value], [b]: readonly [string, Value]) => (a < b ? -1 : 1)

/** All rows, ordered by key. */
async function* pages(
  engine: Engine,
  table: string,
  key: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const columns = key.join(', ')
  const limit = table === 'upload_part' ? PAGE_OF_PARTS : PAGE
  let after: readonly Value[] | undefined
  for (;;) {
    const beyond = after ? `WHERE (${columns}) > (${placeholders(after)})` : ''
    const rows = await engine.query<Row>(
      `SELECT * FROM ${table} ${beyond} ORDER BY ${columns} LIMIT ${limit}`,
      after ?? [],
    )
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < limit) return
    after = key.map((column) => last[column] ?? null)
  }
}

const add = async (engine: Engine, table: string, rows: readonly Row[]) => {
  const insertRow = inserter(table, Object.keys(rows[0] ?? {}), {}, ' ON CONFLICT DO NOTHING')
  await engine.batch(rows.map((row) => insertRow(row)))
}

const count = async (engine: Engine, table: string): Promise<number> => {
  const [row] = await engine.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`, [])
  return row?.n ?? 0
}
