/** The servers of the bench, each a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accountSid, authToken, PORTS, sender } from './webhooks.ts'

const start = (script: string, env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, [script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })

/** Ours, on the database at this URL. */
export const startOurs = (folder: string, databaseUrl: string) => {
  const config = join(folder, 'postern.config.json')
  const crm = {
    adapter: 'webhook',
    url: `http://127.0.0.1:${PORTS.sink}/`,
    secret: { env: 'CRM_SECRET' },
    allowPrivate: true,
  }
  const twilio = {
    adapter: 'twilio',
    accountSid,
    authTokens: [{ env: 'TWILIO_AUTH_TOKEN' }],
    apiUrl: `http://127.0.0.1:${PORTS.sink}`,
    contentUrl: `http://127.0.0.1:${PORTS.sink}`,
    allowPrivate: true,
  }
  writeFileSync(
    config,
    JSON.stringify({
      publicUrl: `http://127.0.0.1:${PORTS.ours}`,
      connections: { bench: twilio, crm },
      organisations: [
        {
          id: 'bench',
          name: 'Bench',
          apiKeys: [{ env: 'API_KEY' }],
          crm: 'crm',
          policy: { flow: 'disclaimer' },
          lines: [
            { id: 'line', name: 'Line', senders: [{ address: sender, connection: 'bench' }] },
          ],
        },
      ],
    }),
  )
  return start('src/runtime/node.ts', {
    PORT: String(PORTS.ours),
    POSTERN_CONFIG: config,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'error',
    TWILIO_AUTH_TOKEN: authToken,
    CRM_SECRET: `whsec_${Buffer.from('a secret of the bench, 32 bytes.').toString('base64')}`,
    API_KEY: 'the-api-key-of-the-benchmark',
    POSTERN_SECRET: 'the secret of the benchmark, 32 bytes',
  })
}

/** What a typical user would write. */
export const startPeer = (database: string) =>
  start('bench/peer.ts', {
    PORT: String(PORTS.peer),
    BENCH_DB: database,
    TWILIO_AUTH_TOKEN: authToken,
    NODE_ENV: 'production',
  })

/** The CRM. */
export const startSink = () => start('bench/sink.ts', { PORT: String(PORTS.sink) })

/** Resolves when something listens. */
export const untilUp = async (port: number): Promise<void> => {
  for (let i = 0; i < 100; i++) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`nothing listens on ${port}`)
}

/** Asks it to stop, and waits until it has. */
export const stop = (child: ChildProcess) =>
  new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
