/** `npm run import` against a gateway that runs. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { newFolder, startGateway } from '../../support/running.ts'

const IMPORT = resolve(import.meta.dirname, '../../../src/runtime/commands/import.ts')

const runImport = async (...args: readonly string[]) => {
  const child = spawn(process.execPath, [IMPORT, ...args], {
    env: { PATH: process.env.PATH, POSTERN_API_KEY: 'sandbox' },
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (child.exitCode === null) await once(child, 'close')
  return { code: child.exitCode, out, err }
}

test('a file is imported, its wrong rows are printed, and a second run changes nothing', async () => {
  const folder = newFolder()
  const gateway = await startGateway(folder)
  const file = join(folder, 'people of 2026.csv')
  writeFileSync(file, 'address;status\n+49 151 12345678;revoked\n12;revoked\n')
  const args = [file, '--url', gateway.url, '--channel', 'sms']
  const first = await runImport(...args)
  expect(first.err).toContain('2 rows read: 1 recorded, 0 refused, 1 invalid')
  expect(JSON.parse(first.out)).toMatchObject({ row: 2, status: 'invalid' })
  expect(first.code).toBe(3)
  // How often progress is printed depends on the machine.
  const second = await runImport(...args)
  expect(second).toMatchObject({ code: 3, out: first.out })
  expect(second.err).toContain('2 rows read: 1 recorded, 0 refused, 1 invalid')
  const contact = await fetch(`${gateway.url}/v1/contacts/sms:+4915112345678`, {
    headers: { authorization: 'Bearer sandbox' },
  })
  expect(JSON.stringify(await contact.json())).toContain('"status":"revoked"')
  const missing = await runImport(join(folder, 'nothing.csv'), '--url', gateway.url)
  expect(missing).toMatchObject({ code: 2, out: '' })
  await gateway.stop()
})
