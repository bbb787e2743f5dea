/** The rooms of the house as docs/architecture.md names them, read from that page. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHANNEL_NAMES } from '../src/core/model/channel.ts'
import { DECLARED_IMPORTS, PACKAGE_IMPORTS } from './support/documents/package-imports.ts'
import { PAGE, ROOMS, type Room } from './support/documents/rooms.ts'

const ROOT = resolve(import.meta.dirname, '..')

type Import = {
  readonly target: string
  readonly isType: boolean
  /** The `#…` name by which a Worker gets here. */
  readonly inWorker?: string
}
type Source = { readonly path: string; readonly text: string; readonly imports: readonly Import[] }

/** Without comments, in which anything may be mentioned. */
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')

/** `import … from`, `export … from`, `import '…'` and `import('…')`. */
const IMPORT =
  /^(?:import|export)\s(type\s)?[^'"]*?\bfrom\s*'([^']+)'|^import\s*'([^']+)'|\bimport\('([^']+)'\)/gm

/** A `#…` leads to one file in a process and to another in a Worker. */
const resolved = (path: string, target: string, isType: boolean): readonly Import[] => {
  const files = PACKAGE_IMPORTS.get(target)
  if (files)
    return [
      { target: files.default, isType },
      { target: files.workerd, isType, inWorker: target },
    ]
  const ours = relative(ROOT, resolve(ROOT, dirname(path), target))
  return [{ target: target.startsWith('.') ? ours : target, isType }]
}

/** Every source file, with what it imports: packages by name, our own files by path. */
const SOURCES: readonly Source[] = ['src', 'adapters', 'templates'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|js)$/.test(name))
    .map((name) => {
      const path = join(folder, name)
      const text = readFileSync(join(ROOT, path), 'utf8')
      const imports = [...code(text).matchAll(IMPORT)].flatMap(([, type, from, bare, lazy]) =>
        resolved(path, from ?? bare ?? lazy ?? '', type !== undefined),
      )
      return { path, text, imports }
    }),
)

const isOurs = (target: string) => /^(?:src|adapters|templates|test|package\.json)\b/.test(target)

/** The row that a file belongs to; each adapter's folder is a room of its own. */
const rowOf = (path: string): Room | undefined =>
  ROOMS.filter(({ folder }) => path.startsWith(`${folder}/`)).toSorted(
    (one, other) => other.folder.length - one.folder.length,
  )[0]

const roomOf = (path: string): string => {
  const folder = rowOf(path)?.folder ?? path
  const isAdapters = folder === 'adapters/provider' || folder === 'adapters/crm'
  return isAdapters ? path.split('/').slice(0, 3).join('/') : folder
}

const allows = (granted: Room['ours'], { target, isType }: Import) =>
  granted.some(
    ({ name, typesOnly }) =>
      (target === name || target.startsWith(`${name}/`) || target.startsWith(`${name}.`)) &&
      (isType || !typesOnly),
  )

/** Whether the page's second table lets this room take the Worker's file. */
const isDeclared = (room: string, { inWorker, target }: Import) =>
  DECLARED_IMPORTS.some(
    ({ name, file, rooms }) => name === inWorker && file === target && rooms.includes(room),
  )

/** Imports that the tables do not allow, as `file → import`. */
const strays = SOURCES.flatMap(({ path, imports }) =>
  imports
    .filter((one) => {
      const row = rowOf(path)
      if (!row) return true
      if (isOurs(one.target))
        return (
          roomOf(one.target) !== roomOf(path) &&
          !allows(row.ours, one) &&
          !isDeclared(roomOf(path), one)
        )
      return !row.anyPackage && !allows(row.packages, one)
    })
    .map(({ target, isType }) => `${path} → ${target}${isType ? ' (type)' : ''}`),
)

/** The ways from a node back to itself, each once. */
const circles = (arrows: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] => {
  const found = new Set<string>()
  const done = new Set<string>()
  const visit = (node: string, way: readonly string[]) => {
    const start = way.indexOf(node)
    if (start >= 0) found.add([...way.slice(start), node].join(' → '))
    if (start >= 0 || done.has(node)) return
    for (const next of arrows.get(node) ?? []) visit(next, [...way, node])
    done.add(node)
  }
  for (const node of arrows.keys()) visit(node, [])
  return [...found]
}

/** From room to room, without what only a Worker takes. */
const roomArrows = () => {
  const arrows = new Map<string, Set<string>>()
  for (const { path, imports } of SOURCES)
    for (const { target, inWorker } of imports) {
      if (!isOurs(target) || inWorker !== undefined) continue
      const [from, to] = [roomOf(path), roomOf(target)]
      if (from !== to) arrows.set(from, (arrows.get(from) ?? new Set()).add(to))
    }
  return arrows
}

const under = (folder: string) => SOURCES.filter(({ path }) => path.startsWith(folder))

/** Without what `npm run build:browser` writes. */
const WRITTEN = SOURCES.filter(({ path }) => !path.startsWith('src/generated/'))

const uses = (sources: readonly Source[], pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(code(text))).map(({ path }) => path)

describe('the folders of the source', () => {
  it('finds the sources it judges, and what they import', () => {
    expect(under('src/core/').length).toBeGreaterThan(10)
    expect(under('adapters/').length).toBeGreaterThan(10)
    expect(under('src/browser/').some(({ path }) => path.endsWith('.tsx'))).toBe(true)
    const app = SOURCES.find(({ path }) => path === 'src/runtime/app.ts')
    expect(app?.imports).toContainEqual({ target: 'hono', isType: false })
    expect(app?.imports).toContainEqual({ target: 'src/engine/gateway.ts', isType: true })
  })

  it('are those of the page: each folder has a row, and each row a folder', () => {
    const folders = ['src', 'adapters'].flatMap((top) =>
      readdirSync(join(ROOT, top)).map((name) => `${top}/${name}`),
    )
    const rows = ROOMS.map(({ folder }) => folder)
    expect(rows).toEqual(expect.arrayContaining([...folders, 'templates']))
    expect(rows.filter((folder) => !existsSync(join(ROOT, folder)))).toEqual([])
    expect(new Set(rows).size).toBe(rows.length)
  })

  it('only import what the page’s table allows', () => {
    expect(strays).toEqual([])
  })

  it('declare every import that package.json names, and every room that takes one in a Worker', () => {
    const named = [...PACKAGE_IMPORTS].map(([name, { workerd }]) => [name, workerd])
    expect(DECLARED_IMPORTS.map(({ name, file }) => [name, file])).toEqual(named)
    const used = SOURCES.flatMap(({ path, imports }) =>
      imports.flatMap(({ inWorker }) => (inWorker ? [`${inWorker} in ${roomOf(path)}`] : [])),
    )
    const declared = DECLARED_IMPORTS.flatMap(({ name, rooms }) =>
      rooms.map((room) => `${name} in ${room}`),
    )
    expect([...new Set(used)].toSorted()).toEqual(declared.toSorted())
  })

  it('have no circles but those of the files that a Worker takes, not even by types', () => {
    expect(circles(roomArrows())).toEqual([])
  })

  it('are described with files that exist', () => {
    const named = PAGE.matchAll(/`((?:src|adapters|templates|test)\/[\w./-]+)`/g)
    const missing = [...named].map(([, path = '']) => path).filter((path) => !exists(path))
    expect(missing).toEqual([])
  })
})

const exists = (path: string) => [path, `${path}.ts`].some((one) => existsSync(join(ROOT, one)))

describe('the rules of the house', () => {
  it('keeps input, output, time and waiting out of the core', () => {
    const impure =
      /\bawait\b|\basync\b|\bDate\.now\b|\bnew Date\(\)|\bfetch\(|\bprocess\.|Math\.random/
    expect(uses(under('src/core/'), impure)).toEqual([])
  })

  it('gives adapters their network, time and settings as arguments', () => {
    const ambient =
      /\bprocess\.env\b|\bDate\.now\b|\bnew Date\(\)|(?<![.\w])fetch\(|globalThis\.fetch/
    expect(uses(under('adapters/'), ambient)).toEqual([])
  })

  it('compares channels only in the table of channels', () => {
    const compared =
      /[=!]==?\s*['"`](?:CHANNELS)['"`]|['"`](?:CHANNELS)['"`]\s*[=!]==?|\bcase\s+['"`](?:CHANNELS)['"`]|(?:startsWith|endsWith|includes|indexOf|test|match)\(\s*['"`/^]*(?:CHANNELS)\b|\|\s*['"`](?:CHANNELS)['"`]/
    const pattern = new RegExp(compared.source.replaceAll('CHANNELS', CHANNEL_NAMES.join('|')))
    expect(pattern.test("channelOf(a) === 'sms'")).toBe(true)
    expect(pattern.test("address.startsWith('whatsapp:')")).toBe(true)
    const others = WRITTEN.filter(({ path }) => path !== 'src/core/model/channel.ts')
    expect(uses(others, pattern)).toEqual([])
  })

  it('explains every table of the database', () => {
    const sql = readFileSync(join(ROOT, 'adapters/store/sql/schema.ts'), 'utf8')
    const tables = [...sql.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+)/g)].map(
      ([, name]) => name,
    )
    expect(tables).toContain('journal')
    const rows = PAGE.split('\n').filter((line) => /^\| `\w+`/.test(line))
    expect(tables.filter((name) => !rows.some((row) => row.includes(`\`${name}\``)))).toEqual([])
  })

  it('has classes only for errors and page elements, and default exports only where Workers need one', () => {
    expect(uses(WRITTEN, /\bclass (?!\w+Error\b|\w+ extends HTMLElement\b)/)).toEqual([])
    expect(uses(WRITTEN, /^export default/m)).toEqual(['src/runtime/worker.ts'])
  })
})
