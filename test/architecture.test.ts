import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')

type Source = { readonly path: string; readonly text: string; readonly imports: readonly string[] }

/** Every source file, with what it imports: packages by name, our own files by path. */
const SOURCES: readonly Source[] = ['src', 'adapters', 'templates'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[tj]s$/.test(name) && !name.includes('generated/'))
    .map((name) => {
      const path = join(folder, name)
      const text = readFileSync(join(ROOT, path), 'utf8')
      const found = text.matchAll(/(?:\bfrom|\bimport\(?)\s*'([^']+)'/g)
      const imports = [...found].map(([, target = '']) =>
        target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(path), target)) : target,
      )
      return { path, text, imports }
    }),
)

const under = (folder: string) => SOURCES.filter(({ path }) => path.startsWith(folder))

/** Imports that are not among the allowed ones, as `file → import`. */
const strays = (sources: readonly Source[], allowed: (source: Source, target: string) => boolean) =>
  sources.flatMap((source) =>
    source.imports
      .filter((target) => !allowed(source, target))
      .map((target) => `${source.path} → ${target}`),
  )

const uses = (sources: readonly Source[], pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(code(text))).map(({ path }) => path)

/** Without comments, in which anything may be mentioned. */
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')

const isCore = (target: string) => target.startsWith('src/core/')

/** `twilio.ts` and `twilio-send.ts` are one adapter. */
const isSameAdapter = (path: string, target: string) => {
  const prefix = (file: string) => basename(file, '.ts').split('-')[0]
  return dirname(path) === dirname(target) && prefix(path) === prefix(target)
}

describe('the rooms of the house', () => {
  it('finds the sources it judges', () => {
    expect(under('src/core/').length).toBeGreaterThan(10)
    expect(under('adapters/').length).toBeGreaterThan(10)
  })

  it('lets the core import the core alone, and zod for the policy', () => {
    const allowed = ({ path }: Source, target: string) =>
      isCore(target) || (target === 'zod' && path === 'src/core/policy.ts')
    expect(strays(under('src/core/'), allowed)).toEqual([])
  })

  it('keeps input, output, time and waiting out of the core', () => {
    const impure =
      /\bawait\b|\basync\b|\bDate\.now\b|\bnew Date\(\)|\bfetch\(|\bprocess\.|Math\.random/
    expect(uses(under('src/core/'), impure)).toEqual([])
  })

  it('lets the port import the core and its errors alone', () => {
    const allowed = (_: Source, target: string) => isCore(target) || target === 'src/errors.ts'
    expect(strays(under('src/port.ts'), allowed)).toEqual([])
  })

  it('lets an adapter import the core, the port, the wire and its own files', () => {
    const ours = (target: string) => /^(?:src|adapters|templates|test)\//.test(target)
    const allowed = ({ path }: Source, target: string) =>
      !ours(target) ||
      isCore(target) ||
      target === 'src/port.ts' ||
      target === 'src/wire.ts' ||
      isSameAdapter(path, target) ||
      // The stores are one text of SQL with several engines.
      (path.startsWith('adapters/store/') && target.startsWith('adapters/store/'))
    expect(strays(under('adapters/'), allowed)).toEqual([])
  })

  it('gives an adapter its network, time and settings through arguments', () => {
    const ambient =
      /\bprocess\.env\b|\bDate\.now\b|\bnew Date\(\)|(?<![.\w])fetch\(|globalThis\.fetch/
    expect(uses(under('adapters/'), ambient)).toEqual([])
  })

  it('lets composition roots alone know of adapters', () => {
    const roots = [
      'src/node.ts',
      'src/migrate.ts',
      'src/open-store.ts',
      'src/sides.ts',
      'src/worker.ts',
    ]
    const others = SOURCES.filter(
      ({ path }) =>
        path.startsWith('src/') && !path.startsWith('src/sandbox/') && !roots.includes(path),
    )
    // Whoever believes we are Twilio is spoken to in the words of that adapter.
    const isItsFace = (path: string, target: string) =>
      path.startsWith('src/api/twilio/') && target.startsWith('adapters/crm/twilio-')
    const allowed = ({ path }: Source, target: string) =>
      !target.startsWith('adapters/') || isItsFace(path, target)
    expect(strays(others, allowed)).toEqual([])
  })

  it('keeps every file within 300 lines', () => {
    const long = SOURCES.filter(({ text }) => text.split('\n').length > 301)
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('has no class but for errors, and no default export but the one that Workers ask for', () => {
    expect(uses(SOURCES, /\bclass (?!\w+Error\b)/)).toEqual([])
    expect(uses(SOURCES, /^export default/m)).toEqual(['src/worker.ts'])
  })
})
