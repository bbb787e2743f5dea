/** The tables, as numbered migrations: the same text on SQLite, D1 and PostgreSQL. Never edit one that was released. */

import { insert, type Statement } from './engine.ts'

const MIGRATIONS: readonly (readonly string[])[] = [
  [
    // The primary key is the lock: two writers cannot both insert the next version.
    // The insert finds previous_hash itself; NOT NULL refuses a row whose predecessor is gone.
    `CREATE TABLE journal (
      organisation TEXT NOT NULL,
      contact TEXT NOT NULL,
      version BIGINT NOT NULL,
      input_id TEXT,
      at BIGINT NOT NULL,
      recorded_at BIGINT NOT NULL,
      merged_into TEXT,
      input TEXT NOT NULL,
      verdict TEXT NOT NULL,
      effects TEXT NOT NULL,
      messages TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      PRIMARY KEY (organisation, contact, version),
      UNIQUE (organisation, input_id)
    )`,
    `CREATE TABLE contact (
      organisation TEXT NOT NULL,
      id TEXT NOT NULL,
      version BIGINT NOT NULL,
      hash TEXT NOT NULL,
      doc TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      changed_at BIGINT NOT NULL,
      merged_into TEXT,
      PRIMARY KEY (organisation, id)
    )`,
    `CREATE INDEX contact_changed ON contact (organisation, changed_at, id)`,
    `CREATE INDEX contact_merged ON contact (organisation, merged_into) WHERE merged_into IS NOT NULL`,
    // The owner of an identity. The primary key keeps two first messages from creating two contacts;
    // NOT NULL keeps a commit from taking another contact's.
    `CREATE TABLE alias (
      organisation TEXT NOT NULL,
      identity TEXT NOT NULL,
      contact TEXT NOT NULL,
      PRIMARY KEY (organisation, identity)
    )`,
    `CREATE INDEX alias_contact ON alias (organisation, contact)`,
    `CREATE TABLE message (
      organisation TEXT NOT NULL,
      id TEXT NOT NULL,
      contact TEXT NOT NULL,
      at BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      provider_id TEXT,
      doc TEXT NOT NULL,
      PRIMARY KEY (organisation, id)
    )`,
    `CREATE INDEX message_contact ON message (organisation, contact, at, seq)`,
    `CREATE INDEX message_provider ON message (organisation, provider_id) WHERE provider_id IS NOT NULL`,
    // ready_at is only set in the first task of each lane: when it may run, including its lease.
    `CREATE TABLE task (
      organisation TEXT NOT NULL,
      contact TEXT NOT NULL,
      lane TEXT NOT NULL,
      seq BIGINT NOT NULL,
      id TEXT NOT NULL,
      connection TEXT NOT NULL,
      message TEXT,
      effect TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      ready_at BIGINT,
      attempt BIGINT NOT NULL,
      doubtful BIGINT NOT NULL,
      lease TEXT,
      PRIMARY KEY (organisation, contact, lane, seq)
    )`,
    `CREATE INDEX task_ready ON task (ready_at) WHERE ready_at IS NOT NULL`,
    // Tasks that failed or were postponed; no others are here.
    `CREATE INDEX task_waiting ON task (connection)
      WHERE connection <> '' AND lease IS NULL AND ready_at > created_at`,
    `CREATE TABLE dead_letter (
      organisation TEXT NOT NULL,
      id TEXT NOT NULL,
      contact TEXT NOT NULL,
      lane TEXT NOT NULL,
      connection TEXT NOT NULL,
      message TEXT,
      effect TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      died_at BIGINT NOT NULL,
      attempts BIGINT NOT NULL,
      code TEXT NOT NULL,
      PRIMARY KEY (organisation, id)
    )`,
    // Keyed hashes: of the identities of a person who said no, and of an erased contact's inputs.
    `CREATE TABLE suppression (
      organisation TEXT NOT NULL,
      hash TEXT NOT NULL,
      consents TEXT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (organisation, hash)
    )`,
    `CREATE TABLE forgotten (
      organisation TEXT NOT NULL,
      hash TEXT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (organisation, hash)
    )`,
    `CREATE TABLE reservation (
      key TEXT NOT NULL PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      at BIGINT NOT NULL,
      leased_until BIGINT NOT NULL,
      answer TEXT
    )`,
    `CREATE INDEX reservation_at ON reservation (at)`,
    `CREATE TABLE setting (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    )`,
  ],
  [`CREATE INDEX message_at ON message (organisation, at, seq)`],
  [
    // Set only in messages that passed because the gate observes.
    'ALTER TABLE message ADD COLUMN observed_at BIGINT',
    'ALTER TABLE message ADD COLUMN observed_reason TEXT',
    'ALTER TABLE message ADD COLUMN observed_from TEXT',
    `CREATE INDEX message_observed ON message (organisation, observed_at, id)
      WHERE observed_at IS NOT NULL`,
  ],
  [
    // The id of a record of ours in another system, and its contact.
    `CREATE TABLE link (
      organisation TEXT NOT NULL,
      connection TEXT NOT NULL,
      kind TEXT NOT NULL,
      ours TEXT NOT NULL,
      theirs TEXT NOT NULL,
      contact TEXT NOT NULL,
      PRIMARY KEY (organisation, connection, kind, ours)
    )`,
    `CREATE INDEX link_theirs ON link (organisation, connection, kind, theirs, ours)`,
    `CREATE INDEX link_contact ON link (organisation, contact)`,
    // Links used to be settings, which outlived the contact.
    `DELETE FROM setting WHERE name LIKE 'twilio sid %'`,
  ],
  [
    // The contact of an answer, so that it goes when the contact is erased.
    'ALTER TABLE reservation ADD COLUMN organisation TEXT',
    'ALTER TABLE reservation ADD COLUMN contact TEXT',
    `CREATE INDEX reservation_contact ON reservation (organisation, contact)
      WHERE contact IS NOT NULL`,
  ],
  [
    // Changes by people and programs, except to contacts, whose changes are in their journals.
    `CREATE TABLE audit (
      organisation TEXT NOT NULL,
      id TEXT NOT NULL,
      at BIGINT NOT NULL,
      who TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      PRIMARY KEY (organisation, id)
    )`,
    `CREATE INDEX audit_at ON audit (organisation, at, id)`,
  ],
  [
    // Finds tasks due at one connection without reading those of the others.
    `CREATE INDEX task_due ON task (connection, ready_at) WHERE ready_at IS NOT NULL`,
  ],
  [
    // An organisation's events since a given time, for a CRM that catches up.
    `CREATE INDEX journal_recorded ON journal (organisation, recorded_at, contact, version)`,
  ],
  [
    // From here on `doc` may be '': then the message equals the journal entry of its `seq`, in the
    // journal of its contact or, after a merge, of the contact named here.
    'ALTER TABLE message ADD COLUMN journal_contact TEXT',
  ],
  [
    // Hourly counts, and how far the journal is counted: the step's number is the lock.
    `CREATE TABLE tally (
      organisation TEXT NOT NULL,
      hour BIGINT NOT NULL,
      sender TEXT NOT NULL,
      what TEXT NOT NULL,
      detail TEXT NOT NULL,
      n BIGINT NOT NULL,
      total BIGINT NOT NULL,
      PRIMARY KEY (organisation, hour, sender, what, detail)
    )`,
    `CREATE TABLE tally_step (
      organisation TEXT NOT NULL,
      step BIGINT NOT NULL,
      until BIGINT NOT NULL,
      PRIMARY KEY (organisation, step)
    )`,
  ],
  [
    // Files that agents upload: base64 in parts, since a D1 row holds at most 2 MB.
    `CREATE TABLE upload (
      organisation TEXT NOT NULL,
      id TEXT NOT NULL,
      identity TEXT NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      bytes BIGINT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (organisation, id)
    )`,
    `CREATE INDEX upload_identity ON upload (organisation, identity)`,
    `CREATE TABLE upload_part (
      organisation TEXT NOT NULL,
      upload TEXT NOT NULL,
      part BIGINT NOT NULL,
      at BIGINT NOT NULL,
      data TEXT NOT NULL,
      PRIMARY KEY (organisation, upload, part)
    )`,
    `CREATE INDEX upload_part_at ON upload_part (at)`,
  ],
  [
    // The request and answer of the last attempt.
    'ALTER TABLE dead_letter ADD COLUMN exchange TEXT',
    `CREATE INDEX dead_letter_at ON dead_letter (organisation, died_at, id)`,
    `CREATE INDEX dead_letter_connection ON dead_letter (organisation, connection, died_at, id)`,
  ],
]

/** The table of executed migrations; create it before reading it. */
export const MIGRATION_TABLE = `CREATE TABLE IF NOT EXISTS migration (
  version BIGINT NOT NULL PRIMARY KEY
)`
export const APPLIED = 'SELECT COALESCE(MAX(version), 0) AS version FROM migration'

/** The migrations that a database of this version still needs, for one transaction. Throws when it is newer than we are. */
export const migrationsAfter = (applied: number): readonly Statement[] => {
  if (applied > MIGRATIONS.length)
    throw new Error(
      `the database has schema version ${applied}, but this program knows only versions up to ${MIGRATIONS.length}: run a newer Postern, or restore a backup from before the upgrade`,
    )
  return MIGRATIONS.slice(applied).flatMap((statements, i) => [
    ...statements.map((sql) => ({ sql, params: [] })),
    insert('migration', { version: applied + i + 1 }),
  ])
}
