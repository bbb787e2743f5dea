/**
 * The store in one file: SQLite in WAL mode with full durability, and group commit.
 * https://nodejs.org/api/sqlite.html · https://sqlite.org/wal.html
 */

import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { BusyError } from '../../src/ports/errors.ts'
import type { Store } from '../../src/ports/store.ts'
import { type Engine, type Results, SOON_MS, type Statement, type Value } from './sql/engine.ts'
import type { HashKeys } from './sql/person.ts'
import { APPLIED, MIGRATION_TABLE, migrationsAfter } from './sql/schema.ts'
import { createSqlStore } from './sql/store.ts'

export type SqliteOptions = HashKeys & {
  /** `:memory:` for a database that lasts as long as the process, such as a test's. */
  readonly path: string
  /** A database in memory starts from these bytes of `DatabaseSync.serialize()`. Default: empty. */
  readonly image?: Uint8Array
  /** No other process has the file: leases of a previous process end at once, with their sends in doubt. */
  readonly isAlone?: boolean
  /** Called after each COMMIT with the number of batches that shared it. */
  readonly onTransaction?: (batches: number) => void
  /** How long to wait while another process writes, before `BusyError`. Default 1 s. */
  readonly busyMs?: number
}

/** The most batches in one transaction and in the queue, and the turns of the loop to wait for more. */
const MAX_TOGETHER = 512
const MAX_WAITING = 20_000
const MAX_TURNS = 8
const BUSY_MS = 1_000
/** From one transaction to the next: each writes about twenty pages, however little is in it, so they are shared. */
const APART_MS = 5
/** A group of 60 writes 700 pages: at SQLite's default of 1,000, nearly every commit would run a checkpoint. 32 MB. */
const CHECKPOINT_PAGES = 8_000
/** The page cache in our own memory. The operating system caches the rest of the file: twice as much saved no CPU. */
const CACHE_KB = 16 * 1024
/** After a group with a conflict, this many groups use savepoints, so that frequent conflicts don't repeat groups. */
const CAREFUL_GROUPS = 100

/** How long batches wait for others: those that may be written soon, and all after another transaction. */
const WAITS = { soonMs: SOON_MS, apartMs: APART_MS }

/** The lease stays, so that the next claim knows of an attempt that may have happened. */
const FREE_LEASES =
  'UPDATE task SET ready_at = created_at WHERE lease IS NOT NULL AND ready_at IS NOT NULL'

/**
 * Opens or creates the file and updates its schema. Throws when it is from a newer version.
 *
 * @example const store = createSqliteStore({ path: './postern.db', hashKey })
 */
export const createSqliteStore = (options: SqliteOptions): Store =>
  createSqlStore(openSqlite(options), options)

/** The engine without the store. */
export const openSqlite = (options: Omit<SqliteOptions, keyof HashKeys>): Engine => {
  const db = open(options)
  try {
    migrate(db)
    if (options.isAlone) db.exec(FREE_LEASES)
  } catch (error) {
    db.close()
    throw error
  }
  // Without a disk, transactions cost little, so batches don't wait for others.
  const waits = options.path === ':memory:' ? { soonMs: 0, apartMs: 0 } : WAITS
  return createEngine(db, waits, options.onTransaction)
}

const open = ({
  path,
  image,
  busyMs = BUSY_MS,
}: Omit<SqliteOptions, keyof HashKeys>): DatabaseSync => {
  if (path !== ':memory:') {
    mkdirSync(dirname(path), { recursive: true })
    // The file contains customers' messages: a new one is readable only by its owner.
    closeSync(openSync(path, 'a', 0o600))
  }
  const db = new DatabaseSync(path, { timeout: busyMs })
  try {
    if (image) db.deserialize(image)
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -${CACHE_KB};
    `)
    return db
  } catch (error) {
    db.close()
    throw new Error(`${path}: ${(error as Error).message}`)
  }
}

const migrate = (db: DatabaseSync): void => {
  db.exec('BEGIN IMMEDIATE')
  db.exec(MIGRATION_TABLE)
  const applied = Number(db.prepare(APPLIED).get()?.version)
  for (const { sql, params } of migrationsAfter(applied)) db.prepare(sql).run(...params)
  db.exec('COMMIT')
}

const NO_ROWS: Results[number] = []
const NO_COLUMNS: Results[number][number] = {}

type Batch = {
  readonly statements: readonly Statement[]
  readonly resolve: (results: Results) => void
  readonly reject: (error: unknown) => void
}
type Outcome = { readonly results: Results } | { readonly failure: unknown }

type Run = (sql: string, params?: readonly Value[], isCounted?: boolean) => Results[number]

/** Prepares each statement once. */
const createRun = (db: DatabaseSync): Run => {
  const prepared = new Map<string, { statement: StatementSync; returns: boolean }>()
  return (sql, params = [], isCounted = false) => {
    let entry = prepared.get(sql)
    if (!entry) {
      const statement = db.prepare(sql)
      entry = { statement, returns: statement.columns().length > 0 }
      prepared.set(sql, entry)
    }
    if (entry.returns) return entry.statement.all(...params) as Results[number]
    const { changes } = entry.statement.run(...params)
    return isCounted ? Array(Number(changes)).fill(NO_COLUMNS) : NO_ROWS
  }
}

const createEngine = (
  db: DatabaseSync,
  { soonMs, apartMs }: typeof WAITS,
  onTransaction: (batches: number) => void = () => {},
): Engine => {
  let waiting: Batch[] = []
  let isGathering = false
  let timer: NodeJS.Timeout | undefined
  let flushedAt = Number.NEGATIVE_INFINITY

  const run = createRun(db)
  const transact = createTransact(db, run)

  /** Waits a few turns of the loop as long as each brings more, and until the last transaction is long enough ago. */
  const gather = (seen: number, turns = MAX_TURNS): void => {
    setImmediate(() => {
      if (turns > 0 && waiting.length > seen) gather(waiting.length, turns - 1)
      else {
        const early = flushedAt + apartMs - performance.now()
        if (early <= 0) return flush()
        clearTimeout(timer)
        timer = setTimeout(flush, early)
      }
    })
  }

  /** All waiting batches share one transaction and one fsync. */
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const group = waiting.slice(0, MAX_TOGETHER)
    waiting = waiting.slice(MAX_TOGETHER)
    isGathering = waiting.length > 0
    if (isGathering) setImmediate(flush)
    if (group.length === 0) return
    let outcomes: readonly Outcome[]
    try {
      outcomes = transact(group)
    } catch (error) {
      for (const batch of group) batch.reject(named(error))
      return
    }
    flushedAt = performance.now()
    onTransaction(group.length)
    for (const [i, outcome] of outcomes.entries())
      if ('results' in outcome) group[i]?.resolve(outcome.results)
      else group[i]?.reject(named(outcome.failure))
  }

  return {
    rowLocks: false,
    batch: (statements, _about, when) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= MAX_WAITING) return reject(new BusyError())
        waiting.push({ statements, resolve, reject })
        if (isGathering) return
        if (when === 'soon' && soonMs > 0) timer ??= setTimeout(flush, soonMs)
        else {
          isGathering = true
          gather(waiting.length)
        }
      }),
    query: async (sql, params) => run(sql, params) as never,
    scrub: async () => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'),
    close: async () => {
      while (waiting.length > 0) flush()
      if (db.isOpen) db.close()
    },
  }
}

/** Runs a group of batches in one transaction, each batch as a whole or not at all. */
const createTransact = (db: DatabaseSync, run: Run) => {
  let careful = 0

  const inTransaction = (group: readonly Batch[], each: (batch: Batch) => Outcome) => {
    try {
      run('BEGIN IMMEDIATE')
      const outcomes = group.map(each)
      run('COMMIT')
      return outcomes
    } catch (error) {
      if (db.isOpen && db.isTransaction) run('ROLLBACK')
      throw error
    }
  }

  const execute = ({ statements }: Batch): Outcome => ({
    results: statements.map(({ sql, params, counting }) =>
      run(sql, params, counting !== undefined),
    ),
  })

  /** A savepoint, so that a failed batch only undoes itself. */
  const attempt = (batch: Batch): Outcome => {
    run('SAVEPOINT batch')
    try {
      const outcome = execute(batch)
      run('RELEASE batch')
      return outcome
    } catch (failure) {
      // A full disk ends the whole transaction, not only the savepoint.
      if (!db.isTransaction) throw failure
      run('ROLLBACK TO batch')
      run('RELEASE batch')
      return { failure }
    }
  }

  /** Conflicts are rare: savepoints cost every batch two statements, so only a group with a conflict gets them. */
  return (group: readonly Batch[]): readonly Outcome[] => {
    if (careful > 0) {
      careful -= 1
      return inTransaction(group, attempt)
    }
    try {
      return inTransaction(group, execute)
    } catch (error) {
      // The transaction could not begin or end, or has a single batch: trying again changes nothing.
      if (group.length === 1 || named(error) instanceof BusyError) throw error
      careful = CAREFUL_GROUPS
      return inTransaction(group, attempt)
    }
  }
}

/** BUSY; and READONLY, IOERR, FULL, CANTOPEN: the disk refuses writes now, and may accept them later. */
const PASSING: ReadonlySet<number> = new Set([5, 8, 10, 13, 14])

/** Decides by SQLite's result code (https://sqlite.org/rescode.html), not its text, whether a retry makes sense. */
const named = (error: unknown): unknown => {
  const { errcode, message } = error as { readonly errcode?: number; readonly message?: string }
  return errcode !== undefined && PASSING.has(errcode & 0xff) ? new BusyError(message) : error
}
