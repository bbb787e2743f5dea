/** The evidence pack, opened and checked. */

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { ACME, createRig, MARIA, type Rig, ZEN } from '../../../support/gateway.ts'

const ask = (rig: Rig, key = ACME.key) =>
  rig.app.request(`https://gate.example.com/v1/contacts/${MARIA}/evidence`, {
    headers: { Authorization: `Bearer ${key}` },
  })

/** By the central directory at the end, as unzip does; every length and CRC is checked. */
const unpack = (bytes: Uint8Array): Readonly<Record<string, string>> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const u16 = (at: number) => view.getUint16(at, true)
  const u32 = (at: number) => view.getUint32(at, true)
  const text = (from: number, length: number) =>
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, from + length))
  const end = bytes.length - 22
  expect(u32(end)).toBe(0x06054b50)
  let at = u32(end + 16)
  expect(at + u32(end + 12)).toBe(end)
  const files: Record<string, string> = {}
  for (let left = u16(end + 10); left > 0; left--) {
    expect(u32(at)).toBe(0x02014b50)
    const [size, length, local] = [u32(at + 24), u16(at + 28), u32(at + 42)]
    const name = text(at + 46, length)
    expect(u32(local)).toBe(0x04034b50)
    expect(text(local + 30, u16(local + 26))).toBe(name)
    const start = local + 30 + length
    expect(crc32(bytes.subarray(start, start + size))).toBe(u32(at + 16))
    files[name] = text(start, size)
    at += 46 + length
  }
  return files
}

test('it contains the consent, the messages and the journal, and its manifest verifies', async () => {
  const rig = createRig()
  await rig.call('POST', '/v1/messages', {
    ...{ from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Grüße aus Köln' },
  })
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const answer = await ask(rig)
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(answer.headers.get('content-disposition')).toMatch(/filename="evidence-con_[^"]+\.zip"/)
  const files = unpack(new Uint8Array(await answer.arrayBuffer()))
  const manifest = JSON.parse(files['manifest.json'] ?? '')
  expect(manifest).toMatchObject({ organisation: 'acme', chain: { ok: true } })
  expect(Object.keys(manifest.sha256).sort()).toEqual(
    Object.keys(files)
      .filter((name) => name !== 'manifest.json')
      .sort(),
  )
  for (const [name, hash] of Object.entries(manifest.sha256))
    expect(
      createHash('sha256')
        .update(files[name] ?? '')
        .digest('hex'),
      name,
    ).toBe(hash)
  expect(files['messages.jsonl']).toContain('Grüße aus Köln')
  const consent = JSON.parse(files['consent.json'] ?? '')
  const types = consent.flatMap(({ effects }: { effects: { type?: string }[] }) =>
    effects.map(({ type }) => type),
  )
  expect(types).toEqual(expect.arrayContaining(['consent.requested', 'consent.granted']))
  const journal = (files['journal.jsonl'] ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  for (const [i, entry] of journal.entries())
    expect(entry.previousHash).toBe(i === 0 ? '' : journal[i - 1].hash)
})

test('another organisation can’t get it', async () => {
  const rig = createRig()
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  expect((await ask(rig, ZEN.key)).status).toBe(404)
})
