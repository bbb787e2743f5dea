import { spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../src/sandbox/configuration.ts'
import { newFolder, type Running, spawnGateway, startGateway } from '../support/running.ts'

const ADVISORY = 'whatsapp:+15550001111'
const CONTACT = 'whatsapp:+15557654321'

const call = async ({ url }: Running, path: string, body?: object) => {
  const answer = await fetch(`${url}${path}`, {
    headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

const send = (gateway: Running, text: string) =>
  call(gateway, '/v1/messages', { from: ADVISORY, to: CONTACT, agent: 'ana', text })

const write = (gateway: Running, text: string) =>
  call(gateway, '/sandbox/phone', { from: CONTACT, to: ADVISORY, text })

describe('a start', () => {
  it('prints its address, its configuration and the next steps', async () => {
    const gateway = await startGateway(newFolder())
    const printed = gateway.printed()
    expect(printed).toContain(`Postern 0.1.0 listens on ${gateway.url}`)
    expect(printed).toMatch(/mode +sandbox/)
    expect(printed).toMatch(/database +\.\/postern\.db/)
    expect(printed).toMatch(/API key +sandbox/)
    expect(printed).toMatch(/quiet hours +off/)
    expect(printed).toContain('advisory: whatsapp:+15550001111 through phones')
    expect(printed).toMatch(/documentation +http:.*\/docs/)
    await gateway.stop()
  })

  it('with --like simulates a provider', async () => {
    const gateway = await startGateway(newFolder(), {}, ['--like', 'meta'])
    expect(gateway.printed()).toContain('advisory: whatsapp:+15550001111 through sandbox-meta')
    const { status } = await write(gateway, 'Hello')
    expect(status).toBe(202)
    await gateway.stop()
  })

  it('keeps its compile cache for the next start, even when killed', async () => {
    const compiled = join(newFolder(), 'compiled')
    const gateway = await startGateway(newFolder(), { NODE_COMPILE_CACHE: compiled })
    const files = () => readdirSync(compiled, { recursive: true, encoding: 'utf8' })
    await expect.poll(() => files().length).toBeGreaterThan(100)
    await gateway.stop('SIGKILL')
  })

  it('starts without a writable compile cache', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    const gateway = await startGateway(newFolder(), { NODE_COMPILE_CACHE: join(file, 'compiled') })
    expect(await gateway.stop()).toBe(0)
  })

  it('on a database in a folder that does not exist names it, and creates nothing', async () => {
    const folder = newFolder()
    const missing = join(folder, 'data')
    const { exited, printed } = spawnGateway(folder, { DATABASE_URL: `file:${missing}/postern.db` })
    expect(await exited).toBe(1)
    expect(printed()).toContain(
      `DATABASE_URL: there is no folder ${missing}: create it first, or correct the path`,
    )
    expect(readdirSync(folder)).toEqual([])
  })

  it('with a wrong configuration names the field and exits with 1', async () => {
    const folder = newFolder()
    const config = { publicUrl: 'https://gate.example.com', connections: {}, organisation: [] }
    writeFileSync(join(folder, 'postern.config.json'), JSON.stringify(config))
    const { exited, printed } = spawnGateway(folder)
    expect(await exited).toBe(1)
    expect(printed()).toContain("Postern can't start: the configuration is invalid:")
    expect(printed()).toContain('organisation: unknown field')
    expect(printed()).toContain('organisations: is missing')
  })

  it('with real connections after the sandbox doesn’t warn about a secret that never changed; after that, no sandbox uses the database', async () => {
    const folder = newFolder()
    await (await startGateway(folder)).stop()
    const live = await startGateway(folder, {
      POSTERN_CONFIG: join(import.meta.dirname, '../../postern.config.example.json'),
      TWILIO_AUTH_TOKEN: 'token',
      ACME_API_KEY: 'the-api-key-of-acme-0123456789',
      CRM_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      POSTERN_SECRET: 'the secret of the test, 32 bytes or more',
    })
    await live.stop()
    expect(live.printed()).not.toContain('changed since this database was made')
    const { exited, printed } = spawnGateway(folder)
    expect(await exited).toBe(1)
    expect(printed()).toMatch(/Postern can't start: .*real connections.*POSTERN_CONFIG/)
  })

  it('on a port that is taken, or on a database file in use unless POSTERN_SHARED is set, says so and exits with 1', async () => {
    const folder = newFolder()
    const first = await startGateway(folder)
    const { port } = new URL(first.url)
    const taken = spawnGateway(newFolder(), { PORT: port })
    expect(await taken.exited).toBe(1)
    expect(taken.printed()).toContain(`the port ${port} is in use; set PORT to a free one`)
    const { exited, printed } = spawnGateway(folder)
    expect(await exited).toBe(1)
    expect(printed()).toMatch(/Postern can't start: another process is using \.\/postern\.db\./)
    const second = await startGateway(folder, { POSTERN_SHARED: '1' })
    await Promise.all([second.stop(), first.stop('SIGKILL')])
  })
})

describe('a stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s is orderly: running requests are answered, exit 0',
    async (signal) => {
      const gateway = await startGateway(newFolder())
      const answers = Array.from({ length: 20 }, () => send(gateway, 'Hello'))
      await Promise.any(answers)
      const code = gateway.stop(signal)
      const statuses = (await Promise.allSettled(answers)).map((answer) =>
        answer.status === 'fulfilled' ? answer.value.status : 'not accepted',
      )
      expect(await code).toBe(0)
      expect(
        statuses.filter((status) => status !== 202 && status !== 409 && status !== 'not accepted'),
      ).toEqual([])
      expect(gateway.printed()).toContain('"event":"stopped"')
    },
  )

  it('of npm start, whose shell doesn’t pass the signal on, is orderly too', async () => {
    const folder = newFolder()
    const config = join(folder, 'postern.config.json')
    writeFileSync(config, JSON.stringify(SANDBOX_CONFIG))
    const npm = spawn('npm', ['start', '--silent'], {
      env: {
        ...process.env,
        PORT: '0',
        DATABASE_URL: `file:${join(folder, 'postern.db')}`,
        POSTERN_CONFIG: config,
        ...SANDBOX_SECRETS,
      },
    })
    let printed = ''
    const stopped = new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        printed += chunk.toString()
        if (printed.includes('"event":"stopped"')) resolve()
        else if (printed.includes('listens on') && !npm.killed) npm.kill('SIGTERM')
      }
      npm.stdout.on('data', read)
      npm.stderr.on('data', read)
      npm.on('error', reject)
    })
    await stopped
    expect(printed).toContain('"cause":')
  })
})

describe('a restart', () => {
  it('keeps held messages, consent, phones, events and the clock', async () => {
    const folder = newFolder()
    const first = await startGateway(folder)
    const held = await send(first, 'Your papers are ready.')
    expect(held).toMatchObject({ status: 202, body: { status: 'held' } })
    const { body: moved } = await call(first, '/sandbox/clock', { advanceMs: 3_600_000 })
    const { body: events } = await call(first, '/sandbox/crm/events')
    const { body: phone } = await call(first, `/sandbox/phone/${CONTACT}`)
    expect(phone).toHaveLength(1)
    await first.stop()

    const second = await startGateway(folder)
    expect(second.printed()).toMatch(/clock +1\.0 h ahead/)
    expect((await call(second, '/sandbox/crm/events')).body).toEqual(events)
    expect((await call(second, `/sandbox/phone/${CONTACT}`)).body).toEqual(phone)
    const { body: yes } = await write(second, 'YES')
    expect(yes.replies.map((reply: { text: string }) => reply.text)).toContain(
      'Your papers are ready.',
    )
    expect(Date.parse(yes.at)).toBeGreaterThan(Date.parse(moved.now) - 1)
    await second.stop()
  })

  it('after kill -9 keeps every acknowledged message', async () => {
    const folder = newFolder()
    const first = await startGateway(folder)
    await send(first, 'Hello')
    await write(first, 'YES')
    const { body: sent } = await send(first, 'Your papers are ready.')
    await first.stop('SIGKILL')

    const second = await startGateway(folder)
    // What was under way at that moment is looked up once its lease has run out.
    await call(second, '/sandbox/clock', { advanceMs: 300_000 })
    await call(second, '/sandbox/clock', { advanceMs: 300_000 })
    const { body: message } = await call(second, `/v1/messages/${sent.id}`)
    expect(message.status).toBe('delivered')
    const { body: phone } = await call(second, `/sandbox/phone/${CONTACT}`)
    const texts = phone.map((entry: { text: string }) => entry.text)
    expect(texts.filter((text: string) => text === 'Your papers are ready.')).toHaveLength(1)
    await second.stop()
  })
})
