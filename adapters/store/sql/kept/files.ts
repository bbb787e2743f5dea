/** Uploaded files in SQL: one table for their facts, another for their bytes. */

import type { Files, StoredFile } from '../../../../src/ports/store/files.ts'
import { type Engine, insert, placeholders, type Statement } from '../engine.ts'

/** In base64, two thirds of the largest D1 row. */
const PART_BYTES = 1_000_000

type FileRow = Omit<StoredFile, 'contentType'> & { readonly type: string }

/** See `Files`. */
export const createFiles = (engine: Engine): Files => ({
  keepFile: async ({ contentType: type, ...file }, data) => {
    const { organisation, id: upload, at } = file
    const about = `${organisation} ${upload}`
    // One statement at a time: together they may exceed a batch. The facts come last, so that a half-written file isn't found.
    for (let part = 0; part * PART_BYTES < data.length; part++) {
      const bytes = data.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)
      const row = { organisation, upload, part, at, data: Buffer.from(bytes).toString('base64') }
      await engine.batch([insert('upload_part', row)], about)
    }
    await engine.batch([insert('upload', { ...file, type })], about)
  },

  file: async (organisation, id) => {
    const [row] = await engine.query<FileRow>(
      'SELECT * FROM upload WHERE organisation = ? AND id = ?',
      [organisation, id],
    )
    if (!row) return undefined
    const { type: contentType, ...file } = row
    return { ...file, contentType }
  },

  fileData: async function* (organisation, id) {
    for (let part = 0; ; part++) {
      const [row] = await engine.query<{ data: string }>(
        'SELECT data FROM upload_part WHERE organisation = ? AND upload = ? AND part = ?',
        [organisation, id, part],
      )
      if (!row) return
      yield Buffer.from(row.data, 'base64')
    }
  },

  fileBytes: async (organisation) => {
    const [row] = await engine.query<{ bytes: number | null }>(
      'SELECT CAST(SUM(bytes) AS BIGINT) AS bytes FROM upload WHERE organisation = ?',
      [organisation],
    )
    return row?.bytes ?? 0
  },

  forgetFiles: async (before) => {
    await engine.batch(
      ['upload', 'upload_part'].map((table) => ({
        sql: `DELETE FROM ${table} WHERE at < ?`,
        params: [before],
      })),
      'files',
    )
  },
})

/** Removes the files meant for these identities. */
export const eraseFiles = (
  organisation: string,
  identities: readonly string[],
): readonly Statement[] => {
  const theirs = `organisation = ? AND identity IN (${placeholders(identities)})`
  const params = [organisation, ...identities]
  return [
    {
      sql: `DELETE FROM upload_part WHERE organisation = ?
        AND upload IN (SELECT id FROM upload WHERE ${theirs})`,
      params: [organisation, ...params],
    },
    { sql: `DELETE FROM upload WHERE ${theirs}`, params },
  ]
}
