/** Files and functions are small enough to be taken in at a look. */

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'

const MAX_FILE = 300
const MAX_FUNCTION = 120
/** Of functions over `LONG` lines. */
const MAX_LONG = 5
const LONG = 80
/** Of a folder, the folders in it included. */
const MAX_ENTRIES = 15

type Node = { readonly type: string; readonly start: number; readonly end: number }

const FILES = ['src', 'adapters', 'templates'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/generated\/|\.d\.ts$/.test(name))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') })),
)

/** Every node below this one. */
function* within(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* within(item)
  else if (typeof value === 'object' && value !== null) {
    if ('type' in value && 'start' in value) yield value as Node
    for (const member of Object.values(value)) yield* within(member)
  }
}

const lines = (text: string) => text.split('\n').length

const FUNCTIONS = FILES.flatMap(({ path, text }) =>
  [...within(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }))]
    .filter(({ type }) => /Function(?:Expression|Declaration)$/.test(type))
    .map(({ start, end }) => ({
      where: `${path}:${lines(text.slice(0, start))}`,
      length: lines(text.slice(start, end)),
    })),
)

const longerThan = (max: number) =>
  FUNCTIONS.filter(({ length }) => length > max).map(({ where, length }) => `${where}: ${length}`)

test('finds the functions it measures', () => {
  expect(FUNCTIONS.length).toBeGreaterThan(1_000)
})

test(`no file has more than ${MAX_FILE} lines`, () => {
  const long = FILES.filter(({ text }) => lines(text) > MAX_FILE + 1)
  expect(long.map(({ path }) => path)).toEqual([])
})

test(`no function has more than ${MAX_FUNCTION} lines, and few have more than ${LONG}`, () => {
  expect(longerThan(MAX_FUNCTION)).toEqual([])
  const long = longerThan(LONG)
  expect(long.length, long.join(', ')).toBeLessThanOrEqual(MAX_LONG)
})

/** How many files and folders each folder holds. */
const entriesOf = (root: string) => {
  const entries = new Map<string, Set<string>>()
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name)
    const folder = dirname(path)
    entries.set(folder, (entries.get(folder) ?? new Set()).add(path))
  }
  return entries
}

test(`no folder has more than ${MAX_ENTRIES} entries`, () => {
  const heaps = ['src', 'adapters', 'test']
    .flatMap((root) => [...entriesOf(root)])
    // At its top are the rooms that it tests.
    .filter(([folder, { size }]) => folder !== 'test' && size > MAX_ENTRIES)
  expect(heaps.map(([folder, { size }]) => `${folder}: ${size}`)).toEqual([])
})
