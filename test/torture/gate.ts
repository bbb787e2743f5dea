/** The gateway as a real process on a database of its own that is started, killed, stopped and started again. */

import { execFileSync } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configOf, SECRETS, TWILIO, WEBHOOK, WHATSAPP } from '../support/configuration.ts'
import { newFolder, type Running, spawnGateway, startGateway } from '../support/running.ts'
import { createDatabase, type DatabaseKind } from './database.ts'
import { sleep } from './server.ts'

export type Answer = { readonly status: number; readonly body: string }
export type Request = {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const createGate = async (sides: {
  readonly twilio: string
  readonly crm: string
  readonly store: DatabaseKind
  /** Beside the usual environment: shorter leases, for example. */
  readonly env: Readonly<Record<string, string>>
}) => {
  const folder = newFolder()
  const database = await createDatabase(sides.store, folder)
  writeFileSync(join(folder, 'postern.config.json'), JSON.stringify(configFor(sides)))
  const env = {
    POSTERN_SECRET: 'the secret of the test, 32 bytes or more',
    ...SECRETS,
    LOG_LEVEL: 'warn',
    DATABASE_URL: database.url,
    ...sides.env,
  }
  /** By status; 0 = no answer. */
  const answers = new Map<number, number>()
  let running: Running | undefined
  /** Nobody knocks while it is known to be down; all others learn it by getting no answer. */
  let listening = Promise.withResolvers<void>()

  return {
    database,
    answers,
    answered: () => [...answers].reduce((sum, [status, count]) => sum + (status && count), 0),
    start: async () => {
      running = await startGateway(folder, env)
      listening.resolve()
    },
    /** Starts it only to kill it, most likely before it listens. */
    failedStart: async (ms: number) => {
      const { child, exited } = spawnGateway(folder, env)
      await sleep(ms)
      child.kill('SIGKILL')
      await exited
    },
    /** Resolves with the exit code, and how long it took. */
    end: async (signal: 'SIGKILL' | 'SIGTERM') => {
      const startedAt = Date.now()
      listening = Promise.withResolvers()
      const code = await running?.stop(signal)
      return { code, ms: Date.now() - startedAt, printed: running?.printed() ?? '' }
    },
    /** One attempt. */
    post: async ({ path, headers, body }: Request): Promise<Answer> => {
      await listening.promise
      const answer = await fetch(`${running?.url}${path}`, { method: 'POST', headers, body }).then(
        async (response) => ({ status: response.status, body: await response.text() }),
        () => ({ status: 0, body: '' }),
      )
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1)
      return answer
    },
    /** Its SQLite files may grow by so much more; `undefined`: without an end. */
    limitGrowth: (bytes: number | undefined) => {
      const limit =
        bytes === undefined ? 'unlimited' : statSync(join(folder, 'postern.db-wal')).size + bytes
      execFileSync('prlimit', ['--pid', String(running?.child.pid), `--fsize=${limit}:`])
    },
  }
}

export type Gate = Awaited<ReturnType<typeof createGate>>

const configFor = ({ twilio, crm }: { readonly twilio: string; readonly crm: string }) =>
  configOf({
    connections: {
      'acme-twilio': { ...TWILIO, apiUrl: twilio, contentUrl: twilio, allowPrivate: true },
      'acme-crm': { ...WEBHOOK, url: `${crm}/hook`, allowPrivate: true },
    },
    senders: [WHATSAPP],
    policy: { flow: 'disclaimer' },
  })
