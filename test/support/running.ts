/** A gateway as a real process, in a folder of its own and on a free port. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const START = resolve(import.meta.dirname, '../../src/runtime/start.js')

export type Running = {
  readonly url: string
  readonly child: ChildProcess
  /** Everything printed so far, to stdout and stderr. */
  readonly printed: () => string
  /** Asks it to stop; resolves with its exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

export const newFolder = () => mkdtempSync(join(tmpdir(), 'postern-'))

/** Starts it, whether or not it will run for long. */
export const spawnGateway = (
  folder: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
) => {
  const child = spawn(process.execPath, [START, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const exited = once(child, 'close').then(([code]) => code as number | null)
  return { child, exited, printed: () => output }
}

/** Resolves when it listens. Throws with all that it printed when it ends before. */
export const startGateway = async (
  folder: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Running> => {
  const { child, exited, printed } = spawnGateway(folder, env, args)
  const port = await new Promise<string>((found, failed) => {
    const look = () => {
      const [, port] = /listens on http:\/\/localhost:(\d+)/.exec(printed()) ?? []
      if (port) found(port)
    }
    child.stderr.on('data', look)
    exited.then(() => failed(new Error(`the gateway ended:\n${printed()}`)), failed)
  })
  return {
    url: `http://localhost:${port}`,
    child,
    printed,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return exited
    },
  }
}
