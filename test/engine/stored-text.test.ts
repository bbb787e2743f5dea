/** How often the whole gateway stores the text of a message, counted in the file of the database. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import type { Receipt } from '../../src/core/model/message/message.ts'
import { ACME, createRig, MARIA } from '../support/gateway.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-text-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('statuses of a message don’t store its text again', async () => {
  const path = join(folder, 'postern.db')
  const store = createSqliteStore({ path, hashKey: 'key of the hashes' })
  const rig = createRig({ store, policy: { flow: 'disclaimer' } })
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  const text = 'Your order was packed this morning.'
  const send = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text }
  const { body } = await rig.call('POST', '/v1/messages', send)
  for (const status of ['sent', 'delivered', 'read'] as const) {
    const at = rig.now()
    const sender = ACME.whatsapp as Receipt['sender']
    const receipt = { kind: 'receipt', id: `r-${status}`, at, sender, status } as const
    await rig.gateway.handle('acme', { ...receipt, providerId: `P-${body.id}` })
  }
  await rig.gateway.pump.drain()
  const known = await rig.call('GET', `/v1/messages/${body.id}`)
  expect(known.body).toMatchObject({ status: 'read', text: expect.stringContaining(text) })
  const db = new DatabaseSync(path, { readOnly: true })
  const rows = db.prepare('SELECT input || messages AS stored FROM journal').all()
  const docs = db.prepare('SELECT doc AS stored FROM message').all()
  db.close()
  await store.close()
  const withText = [...rows, ...docs].filter(({ stored }) => String(stored).includes(text))
  expect(withText).toHaveLength(1)
})
