/** `npm run import` against a gateway that runs. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { newFolder, startGateway } from '../../support/running.ts'

const IMPORT = resolve(import.meta.dirname, '../../../src/runtime/commands/import.ts')

const start = (...args: readonly string[]) =>
  spawn(process.execPath, [IMPORT, ...args], {
    env: { PATH: process.env.PATH, POSTERN_API_KEY: 'sandbox' },
  })

const runImport = async (...args: readonly string[]) => {
  const child = start(...args)
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
  writeFileSync(file, 'address;status\n+49 151 12345678;revoked\n')
  expect((await runImport(...args)).err).toContain('1 row read: 1 recorded')
  const contact = await fetch(`${gateway.url}/v1/contacts/sms:+4915112345678`, {
    headers: { authorization: 'Bearer sandbox' },
  })
  expect(JSON.stringify(await contact.json())).toContain('"status":"revoked"')
  const missing = await runImport(join(folder, 'nothing.csv'), '--url', gateway.url)
  expect(missing).toMatchObject({ code: 2, out: '' })
  await gateway.stop()
})

const listenAt = async (port: number, type: string, body: string): Promise<number> => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', type).end(body))
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.closeAllConnections())
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const list = (): string => {
  const file = join(newFolder(), 'people.csv')
  writeFileSync(file, 'address,status\nsms:+4915112345678,revoked\n')
  return file
}

test('a gateway that does not answer is reported at once, with the time until which it is retried', async () => {
  const free = createServer()
  await once(free.listen(0, '127.0.0.1'), 'listening')
  const { port } = free.address() as AddressInfo
  await once(free.close(), 'close')
  const child = start(list(), '--url', `http://127.0.0.1:${port}`)
  onTestFinished(() => void child.kill())
  let said = ''
  for await (const chunk of child.stderr) {
    said += chunk
    if (said.includes('does not answer')) break
  }
  expect(said).toMatch(
    /127\.0\.0\.1:\d+ does not answer \(ECONNREFUSED\): trying again until \d\d:\d\d:\d\d/,
  )
})

test('another server is not tried for long', async () => {
  const port = await listenAt(0, 'text/html', '<h1>Welcome</h1>')
  const { code, err } = await runImport(list(), '--url', `http://127.0.0.1:${port}`)
  expect(code).toBe(1)
  expect(err).toContain(`http://127.0.0.1:${port} does not answer as Postern does: check --url`)
})
