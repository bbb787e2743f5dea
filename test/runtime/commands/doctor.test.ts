import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  configOf,
  SECRETS,
  TWILIO,
  WEBHOOK,
  WHATSAPP,
} from '../../support/configuration.ts'
import { listenLocally } from '../../support/http.ts'
import { newFolder } from '../../support/running.ts'

const SENDER = WHATSAPP

/** What the servers of Twilio and of the CRM answer, by the beginning of the path. */
type Answers = Readonly<Record<string, { readonly status?: number; readonly json: object }>>

const GOOD: Answers = {
  [`/2010-04-01/Accounts/${ACCOUNT}.json`]: { json: { status: 'active' } },
  '/v2/Channels/Senders': {
    json: {
      senders: [
        {
          sender_id: SENDER,
          status: 'ONLINE',
          webhook: {
            callback_url: 'https://gate.example.com/webhooks/acme-twilio/messages#rc=5&rp=all',
            callback_method: 'POST',
          },
        },
      ],
    },
  },
  '/v1/ContentAndApprovals': {
    json: {
      contents: [
        {
          sid: 'HX1',
          language: 'en',
          friendly_name: 'opt_in_request',
          types: { 'twilio/text': { body: 'Hello, may {{1}} write to you here?' } },
          approval_requests: { name: 'opt_in_request', category: 'UTILITY', status: 'approved' },
        },
      ],
    },
  },
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Runs the doctor against real local servers; `signed` is how the CRM answers a signed event. */
const run = async (
  answers: Answers,
  {
    signed = 204,
    config = {},
    database = 'file:./postern.db',
  }: { signed?: number; config?: object; database?: string } = {},
) => {
  const server = createServer((request, response) => {
    request.resume()
    if (request.url === '/crm') {
      response.writeHead(request.headers['webhook-signature'] ? signed : 401).end()
      return
    }
    const found = Object.entries(answers).find(([path]) => request.url?.startsWith(path))
    const { status = 200, json } = found?.[1] ?? { status: 404, json: {} }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
  })
  closing.push(() => server.close())
  const url = await listenLocally(server)
  const folder = newFolder()
  writeFileSync(
    join(folder, 'postern.config.json'),
    JSON.stringify({
      ...configOf({
        connections: {
          'acme-twilio': { ...TWILIO, apiUrl: url, contentUrl: url, allowPrivate: true },
          'acme-crm': { ...WEBHOOK, url: `${url}/crm`, allowPrivate: true },
        },
        senders: [SENDER],
      }),
      ...config,
    }),
  )
  const doctor = spawn(process.execPath, [resolve('src/runtime/commands/doctor.ts')], {
    cwd: folder,
    env: {
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...SECRETS,
      DATABASE_URL: database,
      POSTERN_SECRET: 'the-secret-of-the-test-0123456789',
    },
  })
  let printed = ''
  for (const stream of [doctor.stdout, doctor.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  const [code] = await once(doctor, 'close')
  return { code, printed }
}

describe('the doctor', () => {
  it('finds no problem in a healthy set-up, and exits with 0', async () => {
    const { code, printed } = await run(GOOD)
    expect(printed).not.toContain('✗')
    expect(printed).toContain('✓ acme-twilio: Twilio accepts the credentials')
    expect(printed).toContain(`✓ ${SENDER}: its webhooks go to https://gate.example.com/`)
    expect(printed).toContain(
      `✓ ${SENDER}: the template opt_in_request is used for the opt-in request`,
    )
    expect(printed).toContain('✓ acme-crm: the CRM is reachable')
    expect(printed).toContain('✓ quiet hours: off')
    expect(code).toBe(0)
  })

  it('names problems and advice, exits with 1, and shows no secret', async () => {
    const { code, printed } = await run(
      {
        ...GOOD,
        '/v1/ContentAndApprovals': {
          json: {
            contents: [
              {
                sid: 'HX1',
                language: 'en',
                types: { 'twilio/text': { body: 'Hello' } },
                approval_requests: { name: 'opt_in_request', status: 'pending' },
              },
            ],
          },
        },
      },
      { signed: 401 },
    )
    expect(code).toBe(1)
    expect(printed).toMatch(
      /✗ .*template opt_in_request.*\n {4}It is pending; WhatsApp has to approve it first\./,
    )
    expect(printed).toMatch(
      /✗ acme-crm: it accepts a signed event\n {4}It answered 401\. Check that both sides have the same secret/,
    )
    expect(printed).not.toMatch(/the-auth-token|the-api-key|the-secret|whsec_/)
  })

  it.each([
    [
      'in other languages only',
      ['es', 'pt'],
      'Hello {{1}}',
      'APPROVED',
      /several languages, but not en/,
    ],
    [
      'with a variable that nothing fills in',
      ['en'],
      'Hello {{1}}, {{4}}',
      'APPROVED',
      /Its variable 4 gets no value/,
    ],
  ])(
    'finds an opt-in template %s, by which the gate could ask nobody',
    async (_, languages, body, status, advice) => {
      const contents = languages.map((language, i) => ({
        sid: `HX${i}`,
        language,
        friendly_name: 'opt_in_request',
        types: { 'twilio/text': { body } },
        approval_requests: {
          name: 'opt_in_request',
          category: 'UTILITY',
          status: status.toLowerCase(),
        },
      }))
      const { code, printed } = await run({
        ...GOOD,
        '/v1/ContentAndApprovals': { json: { contents } },
      })
      expect(printed).toMatch(advice)
      expect(code).toBe(1)
    },
  )

  it('distinguishes wrong credentials from other failures', async () => {
    const { code, printed } = await run({ '/2010-04-01': { status: 401, json: {} } })
    expect(code).toBe(1)
    expect(printed).toMatch(/✗ acme-twilio: Twilio accepts the credentials\n .*401/)
    expect(printed).toMatch(/401\. Check the secrets of this connection/)
  })

  it('finds a database whose folder does not exist', async () => {
    const { code, printed } = await run(GOOD, { database: 'file:./nowhere/postern.db' })
    expect(code).toBe(1)
    expect(printed).toMatch(/✗ DATABASE_URL: there is no folder .*nowhere: create it first/)
  })

  it('reads the configuration as the gateway does', async () => {
    const { code, printed } = await run(GOOD, { config: { publicUrl: 'gate.example.com' } })
    expect(code).toBe(1)
    expect(printed).toMatch(/^✗ publicUrl: .*\n {4}Correct it in /)
  })
})
