import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/config/json.ts'
import { readSetup } from '../../src/runtime/setup/setup.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-'))
const file = join(folder, 'postern.config.json')

const problemsOf = async (content: string | Uint8Array) => {
  writeFileSync(file, content)
  const read = await readSetup({ POSTERN_CONFIG: file }).catch((error) => error)
  return read.problems as readonly string[]
}
const twice = (text: string) => readJson(Buffer.from(text)).twice.map(({ problem }) => problem)

describe('a name that is given twice in the file', () => {
  it('stops the start with its path and both lines', async () => {
    const text = `{
  "publicUrl": "https://gate.example.com",
  "connections": {
    "acme-crm": {},
    "phones": {},
    "acme-crm": {}
  }
}`
    expect((await problemsOf(text))[0]).toBe(
      'connections.acme-crm: is given twice, in line 4 and in line 6; keep one of them',
    )
  })

  it.each([
    ['{"a": 1, "a": 2}', ['a']],
    ['{"a": {"b": 1}, "c": [0, {"d": 1, "e": [1, 2], "d": 1}]}', ['c[1].d']],
    ['{"a": 1, "\\u0061": 2}', ['a']],
    ['{"a": 1, "a": 2, "a": 3}', ['a', 'a']],
    ['{"a": "{\\"b\\": 1, \\"b\\": 2}", "b": ["a", "a"]}', []],
    ['[{"a": 1}, {"a": 1}]', []],
    ['{"a": {"a": {"a": 1}}}', []],
    ['"a"', []],
  ])('%s', (text, paths) => {
    expect(twice(text).map((problem) => problem.slice(0, problem.indexOf(': ')))).toEqual(paths)
  })
})

it('an adapter given twice is the only problem of its connection', async () => {
  const crm = { adapter: 'webhook', url: 'https://crm.example.com', secret: { env: 'SECRET' } }
  const found = await problemsOf(
    JSON.stringify({
      publicUrl: 'https://gate.example.com',
      connections: { crm },
      organisations: [],
    })
      .replace('"adapter"', '"adapter":"twilio","adapter"')
      .replace('"url"', '"accountSid"'),
  )
  expect(found.filter((problem) => problem.startsWith('connections'))).toEqual([
    'connections.crm.adapter: is given twice, in line 1 and in line 1; keep one of them',
  ])
})

it.each(['[', '{"a":'])('a file of 20,000 times %s stops the start with its name', async (open) => {
  const close = open === '[' ? ']' : '}'
  expect(await problemsOf(`\n${open.repeat(20_000)}1${close.repeat(20_000)}`)).toEqual([
    `the file ${file} nests lists or objects more than 100 levels deep (line 2)`,
  ])
})

it('a file in Latin-1 stops the start with the line of its first letter that is no UTF-8', async () => {
  const text = '{\n  "organisations": [{\n    "name": "Müller"\n  }]\n}'
  expect(await problemsOf(Buffer.from(text, 'latin1'))).toEqual([
    `the file ${file} is not in UTF-8 (line 3): save it as UTF-8`,
  ])
})

it('so does a file in UTF-16', async () => {
  expect(await problemsOf(Buffer.from('\ufeff{}', 'utf16le'))).toEqual([
    `the file ${file} is not in UTF-8 (line 1): save it as UTF-8`,
  ])
})
