/** A URL is verified as it was received, byte for byte: over a real connection, for the bytes never reach a `Request`. */

import { once } from 'node:events'
import { connect } from 'node:net'
import twilio from 'twilio'
import { afterEach, describe, expect, it } from 'vitest'
import { createTwilio } from '../../adapters/provider/twilio/index.ts'
import type { Provider } from '../../src/ports/provider.ts'
import { listen } from '../../src/runtime/process/listen.ts'
import { ACME, createRig } from '../support/gateway.ts'
import { ACCOUNT } from '../support/provider/twilio.ts'

const TOKEN = ACCOUNT.authTokens[0] ?? ''
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A gateway whose Acme has Twilio, on a port. */
const start = async () => {
  const rig = createRig()
  const account = { ...ACCOUNT, connection: 'acme-phone', publicUrl: 'https://gate.example.com' }
  const provider = createTwilio({ ...account, senders: [], wait: async () => {} })
  const providers = rig.gateway.providers as Record<string, Provider>
  providers['acme-phone'] = provider
  const server = await listen(rig.app.fetch, { port: 0, host: '127.0.0.1' })
  closing.push(() => server.close())
  return { rig, port: (server.address() as { port: number }).port }
}

/** The status of a GET for exactly this target. */
const get = async (port: number, target: string, signature: string): Promise<number> => {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `GET ${target} HTTP/1.1\r\nHost: gate.example.com\r\nX-Twilio-Signature: ${signature}\r\nConnection: close\r\n\r\n`,
  )
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
}

const targetOf = (body: string) =>
  `/webhooks/acme-phone/messages?MessageSid=SM${'1'.repeat(32)}&AccountSid=${ACCOUNT.accountSid}&From=%2B4915112345678&To=${encodeURIComponent(ACME.sms.slice(4))}&Body=${body}`
const sign = (target: string) =>
  twilio.getExpectedTwilioSignature(TOKEN, `https://gate.example.com${target}`, {})

describe('a webhook by GET', () => {
  it.each(["don't", 'don%27t', "it's+%22so%22", '%7e~', 'a|b', 'caf%C3%A9', "''"])(
    'with %s is verified over these bytes',
    async (body) => {
      const { rig, port } = await start()
      const target = targetOf(body)
      expect(await get(port, target, sign(target))).toBe(200)
      const { items } = await rig.gateway.store.contacts('acme', { limit: 1 })
      const thread = await rig.gateway.store.messages('acme', items[0]?.id ?? '', { limit: 9 })
      const received = thread.items.find(({ direction }) => direction === 'inbound')?.received
      expect(received?.text).toBe(decodeURIComponent(body.replaceAll('+', ' ')))
    },
  )

  it('in another spelling than the signed one is refused', async () => {
    const { port } = await start()
    expect(await get(port, targetOf('don%27t'), sign(targetOf("don't")))).toBe(403)
    expect(await get(port, targetOf("don't"), sign(targetOf('don%27t')))).toBe(403)
  })

  it('may contain the whole URL, with our own host', async () => {
    const { port } = await start()
    const target = targetOf("don't")
    expect(await get(port, `http://evil.example.com${target}`, sign(target))).toBe(200)
  })
})

it('with only a parsed URL, an apostrophe may have either form', async () => {
  const { rig } = await start()
  const target = targetOf("don't")
  const url = `https://gate.example.com${target}`
  const headers = { 'x-twilio-signature': sign(target) }
  expect((await rig.app.request(url, { headers })).status).toBe(200)
  const changed = url.replace("don't", 'do')
  expect((await rig.app.request(changed, { headers })).status).toBe(403)
})
