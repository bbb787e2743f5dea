import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sinkCounts, untilRead } from '../../bench/load.ts'
import { startSink, stop, untilUp } from '../../bench/servers.ts'
import { PORTS } from '../../bench/webhooks.ts'

let sink: ChildProcess
beforeAll(async () => {
  sink = startSink()
  await untilUp(PORTS.sink)
})
afterAll(() => stop(sink))

let events = 0
const tell = (type: string, id: string, status?: string) =>
  fetch(`http://127.0.0.1:${PORTS.sink}/`, {
    method: 'POST',
    headers: { 'webhook-id': `evt_${events++}` },
    body: JSON.stringify({ type, data: { message: { id }, status } }),
  })

test('a send is finished when the CRM knows that it is read, whatever statuses were overtaken', async () => {
  const before = { ...(await sinkCounts()), reported: -1 }
  await tell('message.sent', 'msg_1')
  await tell('message.status', 'msg_1', 'sent')
  await tell('message.status', 'msg_1', 'read')
  await tell('message.status', 'msg_1', 'read')
  await untilRead(before, 1)
})

test('a send of which the CRM hears no more ends the bench with an error that says so', async () => {
  const before = await sinkCounts()
  await tell('message.sent', 'msg_2')
  await tell('message.status', 'msg_2', 'delivered')
  await expect(untilRead(before, 1, 0)).rejects.toThrow(
    'of 1 sends 0 were reported read, and the CRM knows of 0',
  )
})
