/** The journal's hash chain: each row carries the previous row's hash, so changing one row breaks the chain. */

import { hash } from 'node:crypto'
import type { Instant } from '../../../src/core/model/instant.ts'
import type { Chain } from '../../../src/ports/store.ts'

export type JournalRow = {
  readonly organisation: string
  readonly contact: string
  readonly version: number
  /** Null in the last row of an absorbed contact: the input belongs to the remaining one. */
  readonly input_id: string | null
  readonly at: Instant
  readonly recorded_at: Instant
  readonly merged_into: string | null
  readonly input: string
  readonly verdict: string
  readonly effects: string
  readonly messages: string
  readonly previous_hash: string
  readonly hash: string
}

/** SHA-256 over the previous hash and the row's content. */
export const hashRow = (row: Omit<JournalRow, 'hash'>): string => {
  const head = [
    row.previous_hash,
    row.organisation,
    row.contact,
    row.version,
    row.input_id,
    row.at,
    row.recorded_at,
    row.merged_into,
  ]
  // JSON has no raw line breaks, so two different rows can't produce the same text.
  const lines = [JSON.stringify(head), row.input, row.verdict, row.effects, row.messages]
  return hash('sha256', lines.join('\n'), 'base64url')
}

/** Whether all of a contact's rows, in order, lead to the last hash stored in the contact. */
export const verifyChain = (
  rows: readonly JournalRow[],
  tip: { readonly version: number; readonly hash: string },
): Chain => {
  let version = 0
  let last = ''
  for (const row of rows) {
    version += 1
    if (row.version !== version || row.previous_hash !== last || row.hash !== hashRow(row))
      return { ok: false, brokenAtVersion: version }
    last = row.hash
  }
  if (version !== tip.version || last !== tip.hash)
    return { ok: false, brokenAtVersion: Math.min(version, tip.version) + 1 }
  return { ok: true }
}
