/** No file imports itself through others; the circles between rooms are in `architecture.test.ts`. */

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PACKAGE_IMPORTS, RUNTIMES, type Runtime } from './support/documents/package-imports.ts'

const ROOT = resolve(import.meta.dirname, '..')

type Graph = ReadonlyMap<string, readonly string[]>

const FILES = ['src', 'adapters', 'templates'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
)

/** Imports and re-exports of our own files, in a process or a Worker; `pattern` captures the path. */
const graphOf = (pattern: RegExp, runtime: Runtime): Graph =>
  new Map(
    FILES.map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      const targets = [...text.matchAll(pattern)].map(
        ([, target = '']) =>
          PACKAGE_IMPORTS.get(target)?.[runtime] ??
          relative(ROOT, resolve(ROOT, path, '..', target)),
      )
      return [path, targets]
    }),
  )

/** Every import, of types too, and of what is loaded later. */
const ALL = /(?:^\s*(?:import|export)\b[^'"`;=]*?|\bimport\()'([.#][^']+)'/gm
/** What is loaded when the program runs. */
const VALUES = /^\s*(?:import|export)(?! type\b)\b[^'"`;=]*?'([.#][^']+)'/gm

/** Type imports that may close a circle; they are erased before anything runs. */
const DECLARED = [
  // The types of objections and sentences derive from the rules, which are written in terms of the model.
  ['src/core/model/policy/policy.ts', 'src/core/gate/reasons.ts'],
  ['src/core/model/verdict.ts', 'src/core/gate/reasons.ts'],
  // The checks read the organisations that the directory has them check.
  ['src/config/checks/connections.ts', 'src/config/directory.ts'],
  // The schema re-exports the types of the directory that is built from it.
  ['src/config/schema.ts', 'src/config/directory.ts'],
]

/** One circle, as the files that it goes through, or undefined. */
const circleIn = (graph: Graph, declared: typeof DECLARED = []): readonly string[] | undefined => {
  const done = new Set<string>()
  const walk = (path: string, way: readonly string[]): readonly string[] | undefined => {
    const seenAt = way.indexOf(path)
    if (seenAt >= 0) return [...way.slice(seenAt), path]
    if (done.has(path)) return undefined
    for (const target of graph.get(path) ?? []) {
      if (declared.some(([from, to]) => from === path && to === target)) continue
      const circle = walk(target, [...way, path])
      if (circle) return circle
    }
    done.add(path)
    return undefined
  }
  for (const path of graph.keys()) {
    const circle = walk(path, [])
    if (circle) return circle
  }
  return undefined
}

it('finds the imports it judges', () => {
  const [process, worker] = RUNTIMES.map((runtime) => graphOf(ALL, runtime))
  expect(process?.get('src/engine/gateway.ts')).toContain('src/engine/outbox/pump.ts')
  expect(process?.get('src/config/phone.ts')).toContain('src/config/places.ts')
  expect(worker?.get('src/config/phone.ts')).toContain('src/runtime/worker/data.ts')
  expect(
    circleIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b', 'c', 'b'])
})

describe.each(RUNTIMES)('as %s resolves the imports of package.json', (runtime) => {
  it('no file needs itself to be loaded', () => {
    expect(circleIn(graphOf(VALUES, runtime))).toBeUndefined()
  })

  it('no file imports itself through others, types included', () => {
    expect(circleIn(graphOf(ALL, runtime), DECLARED)).toBeUndefined()
  })
})
