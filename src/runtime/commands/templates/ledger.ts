/** The file that remembers which templates `push` has made: others are never touched. */

import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import { linesOf, type TemplateDraft } from '../../../core/model/message/template-draft.ts'

/** Without an id the provider was asked, and its answer was lost. */
const entrySchema = z.strictObject({ id: z.string().optional(), fingerprint: z.string() })
const ledgerSchema = z.record(z.string(), z.record(z.string(), entrySchema))

export type Entry = z.infer<typeof entrySchema>

export type Ledger = {
  find(connection: string, draft: TemplateDraft): Entry | undefined
  /** On disk when it returns. */
  record(connection: string, draft: TemplateDraft, id: string | undefined): Promise<void>
}

/** Opens the file, which need not exist yet. Throws if `push` did not write it. */
export const openLedger = async (path: string): Promise<Ledger> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return '{}'
  })
  const read = ledgerSchema.safeParse(parsed(text))
  if (!read.success) throw new Error(`${path} is not a ledger written by push`)
  const entries = new Map(
    Object.entries(read.data).map(([name, of]) => [name, new Map(Object.entries(of))] as const),
  )
  return {
    find: (connection, draft) => entries.get(connection)?.get(keyOf(draft)),
    record: async (connection, draft, id) => {
      const ofConnection = entries.get(connection) ?? new Map<string, Entry>()
      entries.set(connection, ofConnection)
      const fingerprint = fingerprintOf(draft)
      ofConnection.set(keyOf(draft), { ...(id !== undefined && { id }), fingerprint })
      const plain = Object.fromEntries([...entries].map(([name, of]) => [name, sorted(of)]))
      await writeFile(`${path}.new`, `${JSON.stringify(plain, null, 2)}\n`)
      await rename(`${path}.new`, path)
    },
  }
}

/** A hash of the texts that the contact reads. */
export const fingerprintOf = (draft: TemplateDraft): string =>
  createHash('sha256').update(linesOf(draft).join('\n')).digest('hex').slice(0, 16)

const keyOf = ({ name, language }: TemplateDraft) => `${name}/${language}`

const sorted = (entries: ReadonlyMap<string, Entry>) => Object.fromEntries([...entries].sort())

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
