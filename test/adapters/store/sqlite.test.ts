import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSqliteStore, type SqliteOptions } from '../../../adapters/store/sqlite.ts'
import type { Address } from '../../../src/core/model/address.ts'
import { BusyError } from '../../../src/ports/errors.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Loaded, Store } from '../../../src/ports/store.ts'
import { inbound, JANE, NOW } from '../../contract/store/given.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
let path = ''
let store: Store
/** The store's own connection, and every statement that it prepared. */
let connection: DatabaseSync
const statements = new Set<string>()

beforeEach(() => {
  path = join(folder, `${files++}`, 'postern.db')
  statements.clear()
  const { exec, prepare } = DatabaseSync.prototype
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
    connection = this
    return exec.call(this, sql)
  })
  vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (
    this: DatabaseSync,
    sql: string,
  ) {
    statements.add(sql)
    return prepare.call(this, sql)
  })
})
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await store.close()
})

const open = (options: Partial<SqliteOptions> = {}) => {
  store = createSqliteStore({ path, hashKey: 'k', ...options })
  return store
}
const phone = (i: number): Address => `sms:+1555${1_000_000 + i}`
const load = async (address: Address = JANE) =>
  (await store.load({ organisation: 'acme', addresses: [address] })) as Loaded
/** Commits of as many contacts, all at once. */
const commitMany = async (count: number, prefix = 'in') => {
  const loaded = await Promise.all(Array.from({ length: count }, (_, i) => load(phone(i))))
  return Promise.all(loaded.map((one, i) => store.commit(inbound(one, `${prefix}${i}`))))
}

describe('durability', () => {
  test('a commit waits for the disk: WAL with full synchronisation', () => {
    open()
    const pragma = (name: string) => Object.values(connection.prepare(`PRAGMA ${name}`).get() ?? {})
    const FULL = 2
    expect(pragma('journal_mode')).toEqual(['wal'])
    expect(pragma('synchronous')).toEqual([FULL])
    expect(pragma('secure_delete')).toEqual([1])
  })

  test('the log is checkpointed at 32 MB, not after every few commits', async () => {
    open()
    const sizes = () => [statSync(path).size, statSync(`${path}-wal`).size] as const
    const [before] = sizes()
    const grow = async (id: string) =>
      store.commit(inbound(await load(), id, { contact: { profileName: id.repeat(9_000_000) } }))
    await grow('1')
    const [file, log] = sizes()
    expect(file).toBe(before)
    expect(log).toBeGreaterThan(2 * 1_000 * 4_096)
    for (const id of ['2', '3', '4']) await grow(id)
    expect(sizes()[0]).toBeGreaterThan(9_000_000)
  })

  test('acknowledged commits survive kill -9', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER], {
      env: { ...process.env, STORE_PATH: path },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    const acknowledged: string[] = []
    for await (const id of createInterface({ input: child.stdout })) {
      acknowledged.push(id)
      if (acknowledged.length === 500) child.kill('SIGKILL')
    }
    expect(await ended).toEqual([null, 'SIGKILL'])
    expect(acknowledged.length).toBeGreaterThanOrEqual(500)
    open()
    for (const id of acknowledged)
      expect(await store.message('acme', `msg_${id}`)).toMatchObject({ status: 'received' })
    const { ready } = await store.depth()
    expect(ready).toBeGreaterThanOrEqual(acknowledged.length)
  })

  test('a full disk is an error, not a conflict, and leaves no partial writes', async () => {
    open()
    await commitMany(1)
    const before = await load(phone(0))
    const limit = Number(connection.prepare('PRAGMA page_count').get()?.page_count)
    connection.exec(`PRAGMA max_page_count = ${limit}`)
    const big = inbound(before, 'big', { contact: { profileName: 'x'.repeat(100_000) } })
    await expect(store.commit(big)).rejects.toThrow(new BusyError('database or disk is full'))
    connection.exec('PRAGMA max_page_count = 1000000')
    expect(await load(phone(0))).toEqual(before)
    expect(await store.commit(big)).toMatchObject({ status: 'committed', version: 2 })
  })

  test('a file that another process writes to is busy', async () => {
    open({ busyMs: 1 })
    const first = await load()
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    await expect(store.commit(inbound(first, 'one'))).rejects.toThrow(BusyError)
    other.exec('ROLLBACK')
    other.close()
    expect(await store.commit(inbound(first, 'one'))).toMatchObject({ status: 'committed' })
  })

  test('a process with sole access takes over its predecessor’s leases at once', async () => {
    open()
    await commitMany(1)
    const lease = { limit: 1, leaseMs: 60_000 }
    const [left] = (await store.claim(NOW, lease)) as [Task]
    await store.close()
    open()
    expect(await store.claim(NOW + 1, lease)).toEqual([])
    await store.close()
    open({ isAlone: true })
    const [task] = (await store.claim(NOW + 1, lease)) as [Task]
    expect(task).toMatchObject({ id: left.id, attempt: 2, doubtful: true })
    expect(await store.settle(left, { status: 'done' }, NOW + 1)).toBe(false)
  })

  test('closing finishes earlier requests', async () => {
    open()
    const committing = store.commit(inbound(await load(), 'one'))
    await store.close()
    expect(await committing).toMatchObject({ status: 'committed' })
  })
})

describe('group commit', () => {
  test('concurrent commits share one transaction', async () => {
    const transactions: number[] = []
    open({ onTransaction: (batches) => transactions.push(batches) })
    const results = await commitMany(100)
    expect(results.every(({ status }) => status === 'committed')).toBe(true)
    expect(transactions).toEqual([100])
  })

  test('so do commits that keep arriving turn by turn, and a single one doesn’t wait', async () => {
    const transactions: number[] = []
    open({ onTransaction: (batches) => transactions.push(batches) })
    const [first, ...others] = await Promise.all([1, 2, 3, 4].map((i) => load(phone(i))))
    const commits = [store.commit(inbound(first as Loaded, 'in'))]
    for (const [i, contact] of others.entries()) {
      commits.push(store.commit(inbound(contact, `in${i}`)))
      await new Promise(setImmediate)
    }
    await Promise.all(commits)
    await store.commit(inbound(await load(phone(5)), 'alone'))
    expect(transactions).toEqual([4, 1])
  })

  test('what comes shortly after a transaction shares the next one, turns of the loop apart', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
    const transactions: number[] = []
    open({ onTransaction: (batches) => transactions.push(batches) })
    const contacts = await Promise.all([1, 2, 3].map((i) => load(phone(i))))
    const [first, second, third] = contacts as [Loaded, Loaded, Loaded]
    await store.commit(inbound(first, 'one'))
    const commits = [store.commit(inbound(second, 'two'))]
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    commits.push(store.commit(inbound(third, 'three')))
    expect(transactions).toEqual([1])
    await vi.advanceTimersByTimeAsync(5)
    await Promise.all(commits)
    expect(transactions).toEqual([1, 2])
  })

  test('a conflict only undoes its own batch', async () => {
    const transactions: number[] = []
    open({ onTransaction: (batches) => transactions.push(batches) })
    const [a, b] = [await load(phone(1)), await load(phone(2))]
    const results = await Promise.all([
      store.commit(inbound(a, 'one')),
      store.commit(inbound(a, 'two')),
      store.commit(inbound(a, 'one')),
      store.commit(inbound(b, 'three')),
    ])
    expect(results.map(({ status }) => status)).toEqual([
      'committed',
      'conflict',
      'duplicate',
      'committed',
    ])
    expect(transactions).toEqual([4])
    expect((await store.depth()).ready).toBe(2)
  })

  test('after an erasure no message is written twice, not even the first one after a start', async () => {
    const begun = vi.spyOn(StatementSync.prototype, 'run')
    const begins = () =>
      begun.mock.contexts.filter((one) => (one as StatementSync).sourceSQL.startsWith('BEGIN'))
    const written = async (i: number, id: string) => {
      const contact = await load(phone(i))
      begun.mockClear()
      const { status } = await store.commit(inbound(contact, id))
      return { status, transactions: begins().length }
    }
    open()
    expect(await written(1, 'one')).toEqual({ status: 'committed', transactions: 1 })
    await store.erase('acme', (await load(phone(1))).contact.id, NOW)
    expect(await written(2, 'two')).toEqual({ status: 'committed', transactions: 1 })
    await store.close()
    open()
    expect(await written(3, 'three')).toEqual({ status: 'committed', transactions: 1 })
    expect(await written(1, 'one')).toMatchObject({ status: 'duplicate' })
  })

  test('an erasure by another process is noticed with the first message after it', async () => {
    const other = open()
    await store.commit(inbound(await load(phone(1)), 'one'))
    open()
    await store.commit(inbound(await load(phone(2)), 'two'))
    await other.erase('acme', (await load(phone(1))).contact.id, NOW)
    await other.close()
    expect(await store.commit(inbound(await load(phone(3)), 'one'))).toMatchObject({
      status: 'duplicate',
    })
    expect((await store.commit(inbound(await load(phone(3)), 'three'))).status).toBe('committed')
  })

  test('many conflicts only undo their own batches, and groups aren’t run twice for long', async () => {
    open()
    const begun = vi.spyOn(StatementSync.prototype, 'run')
    for (let group = 0; group < 3; group++) {
      const [a, b, c] = await Promise.all([1, 2, 3].map((i) => load(phone(i))))
      const results = await Promise.all([
        store.commit(inbound(a as Loaded, `a${group}`)),
        store.commit(inbound(b as Loaded, `a${group}`)),
        store.commit(inbound(c as Loaded, `c${group}`)),
      ])
      const statuses = results.map(({ status }) => status)
      expect(statuses).toEqual(['committed', 'duplicate', 'committed'])
    }
    expect((await store.depth()).ready).toBe(6)
    expect((await load(phone(3))).version).toBe(3)
    expect((await load(phone(2))).version).toBe(0)
    const ran = begun.mock.contexts.map((statement) => (statement as StatementSync).sourceSQL)
    expect(ran.filter((sql) => sql.startsWith('ROLLBACK'))).toEqual([
      'ROLLBACK',
      'ROLLBACK TO batch',
      'ROLLBACK TO batch',
      'ROLLBACK TO batch',
    ])
  })

  describe('a settlement that may be written soon', () => {
    const transactions: number[] = []
    const claimOne = async () => {
      open({ onTransaction: (batches) => transactions.push(batches) })
      await commitMany(1)
      const [task] = (await store.claim(NOW, { limit: 1, leaseMs: 60_000 })) as [Task]
      transactions.length = 0
      return task
    }

    test('is written with the next commit', async () => {
      const task = await claimOne()
      const change = inbound(await load(phone(9)), 'next')
      await Promise.all([store.settleSoon(task), store.commit(change)])
      expect(transactions).toEqual([2])
      expect((await store.depth()).ready).toBe(1)
    })

    test('is written without one after a short time', async () => {
      const task = await claimOne()
      await store.settleSoon(task)
      expect(transactions).toEqual([1])
      expect((await store.depth()).ready).toBe(0)
    })

    test('is written when the store closes', async () => {
      const task = await claimOne()
      const settled = store.settleSoon(task)
      expect(transactions).toEqual([])
      await store.close()
      await settled
      open()
      expect((await store.depth()).ready).toBe(0)
    })
  })
  test('nothing is acknowledged before COMMIT has returned', async () => {
    const log: string[] = []
    open({ onTransaction: () => log.push('committed') })
    await store.commit(inbound(await load(), 'one')).then(() => log.push('acknowledged'))
    expect(log).toEqual(['committed', 'acknowledged'])
  })

  test('too many at once are busy, and earlier ones are kept', async () => {
    open()
    const settings = Array.from({ length: 20_010 }, (_, i) => store.set('n', `${i}`))
    const results = await Promise.allSettled(settings)
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(10)
    expect(refused[0]?.reason).toBeInstanceOf(BusyError)
    expect(await store.setting('n')).toBe('19999')
  })
})

test('a clearing empties every table but the one of migrations', async () => {
  await open().clear()
  const tables = connection
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration'")
    .all()
    .map(({ name }) => `DELETE FROM ${name}`)
  expect(tables.length).toBeGreaterThan(10)
  expect([...statements].filter((sql) => tables.includes(sql)).sort()).toEqual(tables.sort())
})

describe('the file', () => {
  test('is created with its folder, only readable by its owner', async () => {
    open()
    await commitMany(1)
    for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('from a newer version is refused, and both versions are named', async () => {
    await open().close()
    const db = new DatabaseSync(path)
    db.exec('INSERT INTO migration (version) VALUES (99)')
    db.close()
    expect(() => createSqliteStore({ path, hashKey: 'k' })).toThrow(
      /schema version 99.*only versions up to \d+:/,
    )
  })

  test('from the first version is migrated without loss', async () => {
    await open().close()
    const db = new DatabaseSync(path)
    db.exec(`DROP TABLE link; DROP TABLE audit; DROP INDEX message_at; DROP INDEX task_due;
      DROP INDEX journal_recorded; DROP TABLE tally; DROP TABLE tally_step;
      DROP TABLE upload; DROP TABLE upload_part;
      DROP INDEX dead_letter_at; DROP INDEX dead_letter_connection;
      ALTER TABLE dead_letter DROP COLUMN exchange;
      DROP INDEX message_observed;
      DROP INDEX reservation_contact; ALTER TABLE reservation DROP COLUMN organisation;
      ALTER TABLE reservation DROP COLUMN contact;
      ALTER TABLE message DROP COLUMN observed_at; ALTER TABLE message DROP COLUMN observed_reason;
      ALTER TABLE message DROP COLUMN observed_from; ALTER TABLE message DROP COLUMN journal_contact;
      DELETE FROM migration WHERE version > 1;
      INSERT INTO setting (name, value) VALUES ('twilio sid acme SM1', 'msg_old');
      INSERT INTO message (organisation, id, contact, at, seq, doc)
        VALUES ('acme', 'msg_old', 'con_old', 1, 1, '{"id":"msg_old"}')`)
    db.close()
    open()
    expect(await store.message('acme', 'msg_old')).toMatchObject({ id: 'msg_old' })
    expect(await store.observed('acme', { limit: 1 })).toEqual({ items: [], counts: {} })
    const key = { organisation: 'acme', connection: 'crm', kind: 'contact', ours: 'con_old' }
    expect(await store.theirs(key)).toBeUndefined()
    expect(await store.setting('twilio sid acme SM1')).toBeUndefined()
  })

  test('that is no database is refused', () => {
    open()
    expect(() => createSqliteStore({ path: import.meta.filename, hashKey: 'k' })).toThrow(
      /not a database/,
    )
  })

  test('contains no trace of an erased contact, nor of the number', async () => {
    open()
    await commitMany(20)
    for (let i = 0; i < 5; i++) {
      const name = 'Canary'.repeat(i + 1)
      await store.commit(inbound(await load(), `canary${i}`, { contact: { profileName: name } }))
    }
    // A fingerprint has no key: a reader of the file could guess short texts from it.
    const keeps = { key: 'k', fingerprint: 'Canary of a text', answer: '{}' }
    await store.commit(inbound(await load(), 'canary9', { keeps }))
    const { contact } = await load()
    await store.link({
      organisation: 'acme',
      connection: 'crm',
      kind: 'contact',
      ours: contact.id,
      theirs: 'Canary in the CRM',
      contact: contact.id,
    })
    const traces = () =>
      [path, `${path}-wal`]
        .filter((file) => existsSync(file))
        .flatMap((file) => readFileSync(file, 'latin1').match(/15550100001|Canary|canary\d/g) ?? [])
    expect(traces()).not.toEqual([])
    await store.erase('acme', contact.id, NOW)
    expect(traces()).toEqual([])
    expect(await load(phone(1))).toMatchObject({ version: 1 })
  })
})

describe('the plan of a statement', () => {
  test('never scans a whole table for daily work', async () => {
    open()
    statements.clear()
    await commitMany(3)
    await store.commit(inbound(await load(JANE), 'x'))
    await store.commit(inbound(await load(phone(1)), 'in0'))
    const [one, two, three] = await store.claim(NOW, { limit: 9, leaseMs: 1 })
    if (!one || !two || !three) throw new Error('three tasks were committed')
    await store.settle(one, { status: 'done' }, NOW)
    await store.settle(two, { status: 'dead', code: '410' }, NOW)
    await store.settle(three, { status: 'retry', at: NOW, code: '503', doubtful: false }, NOW)
    const { contact } = await load()
    const page = { limit: 10 }
    await store.load({ organisation: 'acme', contact: contact.id })
    await store.load({ organisation: 'acme', message: 'x' })
    await store.load({ organisation: 'acme', providerId: 'x' })
    await store.contacts('acme', page)
    await store.contacts('acme', { ...page, address: JANE })
    await store.message('acme', 'x')
    await store.messages('acme', contact.id, page)
    await store.journal('acme', contact.id, page)
    await store.verify('acme', contact.id)
    await store.reserve('k', 'f', NOW, 1)
    await store.answer('k', 'a')
    const key = { organisation: 'acme', connection: 'crm', kind: 'contact', ours: 'x' }
    await store.link({ ...key, theirs: 'y', contact: contact.id })
    await store.theirs(key)
    await store.ours({ ...key, theirs: 'y' })
    await store.unlink(key)
    await store.nextDueAt()
    const plans = [...statements]
      .filter((sql) => /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)/.test(sql))
      .map((sql) => ({ sql, plan: planOf(sql) }))
    expect(plans.length).toBeGreaterThan(25)
    const scans = plans.filter(({ plan }) =>
      /SCAN (?!CONSTANT ROW|picked)(?!.*task_ready)/.test(plan),
    )
    expect(scans).toEqual([])
  })

  test('finds due tasks by their time, however many wait, and takes each by its key', async () => {
    open()
    await store.claim(NOW, { limit: 1, leaseMs: 1 })
    const [claim = ''] = [...statements].filter((sql) => sql.includes('UPDATE task SET lease'))
    const plan = planOf(claim)
    expect(plan).toContain('INDEX task_ready (ready_at<?)')
    expect(plan).toContain('(organisation=? AND contact=? AND lane=? AND seq=?)')
  })

  test('finds the originals of a page of the journal by their keys, however many there are', async () => {
    open()
    await commitMany(40)
    for (let i = 0; i < 40; i++) {
      const loaded = await store.load({ organisation: 'acme', message: `msg_in${i}` })
      if (!loaded?.message || !loaded.original) throw new Error(`message ${i} was stored`)
      await store.commit({
        ...inbound(loaded, `later${i}`, { recordedAt: NOW + 10 }),
        messages: [{ ...loaded.message, status: 'expired' }],
        original: loaded.original,
      })
    }
    statements.clear()
    const { items } = await store.history('acme', { limit: 50, from: NOW + 1, before: NOW + 20 })
    expect(items.map(({ messages }) => messages[0]?.status)).toEqual(Array(40).fill('expired'))
    const [originals = ''] = [...statements].filter((sql) => sql.startsWith('SELECT contact,'))
    expect(planOf(originals)).toContain('(organisation=? AND contact=? AND version=?)')
    expect(planOf(originals)).not.toContain('journal_recorded')
  })

  test('keeps all but the first task of a lane out of the index of due ones', async () => {
    open()
    const effects = Array.from({ length: 500 }, (_, i) => ({
      ...(inbound(newest, `${i}`).effects[0] as { kind: 'tell' }),
      id: `evt_${i}`,
    }))
    await store.commit(inbound(await load(), 'one', { effects: effects as never }))
    await commitMany(10)
    const { n } = connection
      .prepare('SELECT COUNT(*) AS n FROM task WHERE ready_at IS NOT NULL')
      .get() as { n: number }
    expect(n).toBe(11)
    expect((await store.depth()).ready).toBe(510)
  })

  const planOf = (sql: string) =>
    connection
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => row.detail)
      .join('\n')
})

const newest: Loaded = {
  contact: { addresses: [JANE] } as unknown as Loaded['contact'],
  version: 0,
  hash: '',
  others: [],
}

const href = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)

/** Sixteen writers at once, each printing what was acknowledged to it. */
const WRITER = `
  import { writeSync } from 'node:fs'
  import { createSqliteStore } from ${href('../../../adapters/store/sqlite.ts')}
  const store = createSqliteStore({ path: process.env.STORE_PATH, hashKey: 'k' })
  const write = async (writer) => {
    for (let n = 0; ; n++) {
      const address = 'sms:+1555' + (1000000 + writer)
      const { contact, version, hash } = await store.load({ organisation: 'acme', addresses: [address] })
      const id = writer + '-' + n
      const message = { id: 'msg_' + id, contact: contact.id, at: n, status: 'received' }
      await store.commit({
        input: { kind: 'due', id, at: n, contact: contact.id },
        contact, version, hash, others: [], verdict: { status: 'accepted' },
        effects: [{ kind: 'send', id, message: message.id }], messages: [message],
        recordedAt: n, provider: 'p', crms: [],
      })
      writeSync(1, id + '\\n')
    }
  }
  for (let writer = 0; writer < 16; writer++) write(writer)
`
