/** What our own commands do with arguments: each explains itself, and none runs with one that is wrong. */

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Readonly<Record<string, string>>
}

/** The file of each script that is ours; wrangler answers for its own. */
const FILES = Object.entries(scripts).flatMap(([name, script]): [string, string][] => {
  const file = /^node (?:--\S+ )*(\S+\.[jt]s)/.exec(script)?.[1]
  return file && !/preinstall|deploy:worker/.test(name) ? [[name, file]] : []
})

const run = (file: string, ...args: readonly string[]) =>
  new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    const env = { ...process.env, NODE_NO_WARNINGS: '1' }
    execFile(process.execPath, [file, ...args], { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    )
  })

/** They load what they measure or draw, which takes seconds. */
const SLOW = ['bench', 'screenshots', 'simulate', 'torture']

const fileOf = (name: string) => Object.fromEntries(FILES)[name] ?? ''

test.each(FILES.filter(([name]) => !SLOW.includes(name)))(
  'npm run %s -- --help prints the usage',
  async (name, file) => {
    const { code, out, err } = await run(file, '--help')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(new RegExp(`npm (?:run )?${name}\\b`))
    expect(out.length).toBeLessThan(3_000)
  },
)

describe('a wrong argument is named, and nothing runs', () => {
  test.each([
    ['simulate', ['--seeds', 'x'], '--seeds must be a whole number from 1 on, not "x"'],
    ['simulate:defects', ['no such'], 'not "no such": acknowledge before the commit, '],
    ['migrate', ['--frm', 'file:./a.db'], "Unknown option '--frm'"],
    ['migrate', ['--from', 'file:./a.db'], '--to: expected '],
    ['check', ['docs'], 'Unexpected argument "docs"'],
    ['start', ['--port=1'], '--port=1: expected nothing, or --like and a provider'],
    ['import', ['a.csv', 'b.csv'], 'Unexpected argument "b.csv"'],
    ['templates', ['lint', '--only', 'nothing'], 'there is no template "nothing"'],
  ] as const)('npm run %s -- %j', async (name, args, problem) => {
    const { code, out, err } = await run(fileOf(name), ...args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(problem)
  })
})
