/** The real client of Twilio at a sandbox that has just been started, with what it printed and nothing else. */

import twilio from 'twilio'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, type Running, startGateway } from '../support/running.ts'

const FROM = 'whatsapp:+15550001111'
const TO = 'whatsapp:+15557654321'

let gateway: Running
beforeAll(async () => {
  gateway = await startGateway(newFolder())
})
afterAll(() => gateway.stop())

const clientOf = () => {
  const read = (pattern: RegExp) => pattern.exec(gateway.printed())?.[1] ?? ''
  const client = twilio(read(/account SID (\S+)/), read(/auth token (\S+)/))
  client.api.baseUrl = read(/base URL (\S+)/)
  client.content.baseUrl = client.api.baseUrl
  return client
}

const phone = async () => {
  const response = await fetch(`${gateway.url}/sandbox/phone/${TO}`)
  return (await response.json()) as readonly { readonly text: string; readonly direction: string }[]
}

const writes = (text: string) =>
  fetch(`${gateway.url}/sandbox/phone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: TO, to: FROM, text }),
  })

it('asks the customer first, sends after the YES, and lists everything', async () => {
  const client = clientOf()
  const sent = await client.messages.create({ from: FROM, to: TO, body: 'Hello from an SDK' })
  expect(sent.status).toBe('accepted')
  await writes('YES')
  const texts = (await phone()).map(({ text }) => text)
  expect(texts).toContainEqual(expect.stringContaining('Hello from an SDK'))
  expect((await client.messages(sent.sid).fetch()).status).toBe('delivered')
  const listed = await client.messages.list({ to: TO })
  expect(listed.map(({ sid }) => sid)).toContain(sent.sid)
  expect((await client.content.v1.contents.list()).length).toBeGreaterThan(0)
})

it('refuses as Twilio would, with the gate’s sentences', async () => {
  await writes('STOP')
  const refused = clientOf().messages.create({ from: FROM, to: TO, body: 'Once more' })
  await expect(refused).rejects.toMatchObject({ status: 400, code: 21610 })
})
