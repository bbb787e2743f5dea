/** Arguments of our own commands: each command explains itself, and none runs with a wrong argument. */

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Readonly<Record<string, string>>
}

/** The file of each script that is ours. */
const FILES = Object.entries(scripts).flatMap(([name, script]): [string, string][] => {
  const file = /^node (?:--\S+ )*(\S+\.[jt]s)/.exec(script)?.[1]
  return file && name !== 'preinstall' ? [[name, file]] : []
})

const run = (file: string, ...args: readonly string[]) =>
  new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    const env = { ...process.env, NODE_NO_WARNINGS: '1' }
    execFile(process.execPath, [file, ...args], { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    )
  })

const fileOf = (name: string) => Object.fromEntries(FILES)[name] ?? ''

test.each(FILES)('npm run %s -- --help prints the usage', async (name, file) => {
  const { code, out, err } = await run(file, '--help')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(new RegExp(`npm (?:run )?${name}\\b`))
  expect(out.length).toBeLessThan(3_000)
})

describe('a wrong argument is named, and nothing runs', () => {
  test.each([
    ['simulate', ['--seeds', 'x'], '--seeds must be a whole number of at least 1, not "x"'],
    ['simulate:defects', ['no such'], 'not "no such": acknowledge before the commit, '],
    ['migrate', ['--frm', 'file:./a.db'], "Unknown option '--frm'"],
    ['migrate', ['--from', 'file:./a.db'], '--to is missing: expected '],
    ['check', ['docs'], 'Unexpected argument "docs"'],
    ['migrate', ['--from'], "Option '--from <value>' argument missing"],
    ['migrate', ['--from', 'file:./nowhere.db', '--to', 'file:./b.db'], '--from: there is no file'],
    ['migrate', ['--from', 'file:./src', '--to', 'file:./b.db'], '--from: ./src is a folder'],
    [
      'migrate',
      ['--from', 'file:./package.json', '--to', 'file:./nowhere/b.db'],
      '--to: there is no folder ',
    ],
    [
      'migrate',
      ['--from', 'file:./package.json', '--to', 'file:./src'],
      '--to: ./src is a folder: add the name of a file',
    ],
    ['start', ['--port=1'], "Unknown option '--port'"],
    ['start', ['--like'], "Option '--like <value>' argument missing"],
    ['start', ['--like='], '--like needs the name of a provider'],
    ['start', ['sandbox'], 'Unexpected argument "sandbox"'],
    ['doctor', ['--fix'], "Unknown option '--fix'"],
    ['import', ['nowhere.csv'], 'there is no file "nowhere.csv"'],
    ['import', ['src'], 'src is a folder, not a file'],
    ['import', ['package.json', '--id', ' '], '--id must be 1 to 64 letters, digits, _ and -'],
    ['import', [], 'no file given'],
    ['import', ['package.json', '--url', 'localhost:8787'], '--url must begin with http://'],
    [
      'import',
      ['package.json', '--url', 'http://localhost:9391/x'],
      '--url must end after the host and its port: http://localhost:9391\n',
    ],
    ['import', ['package.json', '--url', 'https://a.example/?b'], 'port: https://a.example\n'],
    ['import', ['package.json', '--url', 'https://a.example/#b'], 'port: https://a.example\n'],
    ['import', ['package.json', '--url', 'https://b:c@a.example'], 'port: https://a.example\n'],
    [
      'import',
      ['package.json', '--url', 'http://a.example', '--url=http://b.example'],
      '--url is given twice',
    ],
    ['start', ['--like', 'meta', '--like', 'telnyx'], '--like is given twice'],
    ['templates', ['lint', '--only', 'a', '--only', 'b'], '--only is given twice'],
    ['migrate', ['--from', 'file:./a.db', '--from=file:./b.db'], '--from is given twice'],
    ['deploy:worker', ['--env', 'a', '-e', 'b'], '--env is given twice'],
    [
      'deploy:worker',
      ['--alias', '#worker-config:a.json', '--alias', '#worker-config:b.json'],
      'the alias #worker-config is given twice',
    ],
    ['simulate', ['--seed', '1', '--seed', '2'], '--seed is given twice'],
    ['import', ['package.json'], 'POSTERN_API_KEY is not set'],
    ['templates', ['--wrong'], "Unknown option '--wrong'"],
    ['templates', [], 'a command is missing: lint, push'],
    ['templates', ['lnt'], 'there is no command "lnt"'],
    ['templates', ['lint', '--dir'], "Option '--dir <value>' argument missing"],
    ['templates', ['lint', '--dir', './nowhere'], '--dir: there is no folder "./nowhere"'],
    ['templates', ['lint', '--dir', ''], '--dir: there is no folder ""'],
    ['templates', ['lint', '--dir', 'package.json'], '--dir: package.json is a file, not a folder'],
    ['templates', ['lint', '--only', 'nope'], '--only: there is no template "nope"'],
    ['bench', ['--against', './nowhere'], '--against: there is no folder "./nowhere"'],
    ['bench', ['--minutes', '5'], '--minutes has no effect without the measurement that reads it'],
    ['bench', ['--memory', '5', '--sends', '5'], '--sends has no effect beside --memory'],
    ['bench', ['--memory', '5', '--shared'], '--memory has no effect beside --shared'],
    ['simulate', ['--seed', '1', '--seeds', '5'], '--seeds has no effect beside --seed'],
    ['torture', ['--scenario', 'sigterm', '--kills', '5'], '--kills has no effect for sigterm'],
    ['templates', ['lint', '--yes'], '--yes has no effect for lint'],
    ['templates', ['status', '--yes'], '--yes has no effect for status'],
    ['templates', ['pull'], 'pull needs --dir <folder>'],
    ['deploy:worker', ['--alias', '#worker-config:nowhere.json'], 'nowhere.json'],
    ['import', ['a.csv', 'b.csv'], 'Unexpected argument "b.csv"'],
  ] as const)('npm run %s -- %j', async (name, args, problem) => {
    const { code, out, err } = await run(fileOf(name), ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(problem)
    expect(err).toMatch(new RegExp(`npm (?:run )?${name}\\b`))
    expect(err).not.toMatch(/\n {4}at /)
  })
})
