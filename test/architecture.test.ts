import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHANNEL_NAMES } from '../src/core/model/channel.ts'

const ROOT = resolve(import.meta.dirname, '..')

type Source = { readonly path: string; readonly text: string; readonly imports: readonly string[] }

/** Every source file, with what it imports: packages by name, our own files by path. */
const SOURCES: readonly Source[] = ['src', 'adapters', 'templates'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[tj]sx?$/.test(name) && !name.includes('generated/'))
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

/** An adapter is a folder below `adapters/provider` or `adapters/crm`. */
const isSameAdapter = (path: string, target: string) => {
  const folder = (file: string) => file.split('/').slice(0, 3).join('/')
  return folder(path) === folder(target)
}

describe('the rooms of the house', () => {
  it('finds the sources it judges', () => {
    expect(under('src/core/').length).toBeGreaterThan(10)
    expect(under('adapters/').length).toBeGreaterThan(10)
  })

  it('lets the core import the core and zod alone', () => {
    const allowed = (_: Source, target: string) => isCore(target) || target === 'zod'
    expect(strays(under('src/core/'), allowed)).toEqual([])
  })

  it('keeps input, output, time and waiting out of the core', () => {
    const impure =
      /\bawait\b|\basync\b|\bDate\.now\b|\bnew Date\(\)|\bfetch\(|\bprocess\.|Math\.random/
    expect(uses(under('src/core/'), impure)).toEqual([])
  })

  it('lets the ports import the core and one another alone, and a manifest the types of zod', () => {
    const allowed = ({ path }: Source, target: string) =>
      isCore(target) ||
      target.startsWith('src/ports/') ||
      (target === 'zod' && path === 'src/ports/adapter.ts')
    expect(strays(under('src/ports/'), allowed)).toEqual([])
  })

  it('lets an adapter import the core, the port, the wire and its own files', () => {
    const ours = (target: string) => /^(?:src|adapters|templates|test)\//.test(target)
    const allowed = ({ path }: Source, target: string) =>
      !ours(target) ||
      isCore(target) ||
      target.startsWith('src/ports/') ||
      target.startsWith('src/wire/') ||
      target === 'src/config/fields.ts' ||
      // A CRM that believes we are Twilio brings its routes along.
      path.startsWith('adapters/crm/twilio-api/routes/') ||
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

  it('lets the runtime alone know of adapters', () => {
    const others = under('src/').filter(({ path }) => !path.startsWith('src/runtime/'))
    const allowed = (_: Source, target: string) => !target.startsWith('adapters/')
    expect(strays(others, allowed)).toEqual([])
  })

  it('lets the table of channels alone know one channel from another', () => {
    const compared =
      /[=!]==?\s*['"`](?:CHANNELS)['"`]|['"`](?:CHANNELS)['"`]\s*[=!]==?|\bcase\s+['"`](?:CHANNELS)['"`]|(?:startsWith|endsWith|includes|indexOf|test|match)\(\s*['"`/^]*(?:CHANNELS)\b|\|\s*['"`](?:CHANNELS)['"`]/
    const pattern = new RegExp(compared.source.replaceAll('CHANNELS', CHANNEL_NAMES.join('|')))
    expect(pattern.test("channelOf(a) === 'sms'")).toBe(true)
    expect(pattern.test("address.startsWith('whatsapp:')")).toBe(true)
    const others = SOURCES.filter(({ path }) => path !== 'src/core/model/channel.ts')
    expect(uses(others, pattern)).toEqual([])
  })

  it('keeps every file within 300 lines', () => {
    const long = SOURCES.filter(({ text }) => text.split('\n').length > 301)
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('has no class but for errors and elements of pages, and no default export but the one that Workers ask for', () => {
    expect(uses(SOURCES, /\bclass (?!\w+Error\b|\w+ extends HTMLElement\b)/)).toEqual([])
    expect(uses(SOURCES, /^export default/m)).toEqual(['src/runtime/worker.ts'])
  })
})
