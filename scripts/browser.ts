/** Bundles what runs in browsers: `npm run build:browser` writes a script for each entry, the console's style, and their hashes. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, parse, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getAllCountries } from 'countries-and-timezones'
import { build, type Plugin, transform } from 'esbuild'
import { AREA_CODES } from '../src/config/area-codes.ts'
import { phoneMetadata, regionsOf, zonesOf } from '../src/config/places.ts'
import { STYLE } from '../src/console/kit/style.ts'
import { reading } from '../src/engine/reading-lists.ts'
import { DOCS_STYLE } from '../src/http/openapi/docs-style.ts'
import { readArguments } from '../src/runtime/commands/arguments.ts'
import type { Data } from '../src/runtime/worker/data.ts'
import { LOCALES, localeFor } from '../templates/index.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** Where the bundles are; a Worker serves this folder as its static assets. */
export const FOLDER = 'src/generated/assets'

/** Each entry of `src/browser`, and the script that its bundle becomes. */
export const ENTRIES: Readonly<Record<string, string>> = {
  'src/browser/composer/composer.tsx': 'composer.js',
  'src/browser/charts.ts': 'charts.js',
  'src/browser/console.tsx': 'console.js',
  'src/browser/try-api.ts': 'try-api.js',
  'src/browser/try-composer.ts': 'try-composer.js',
  'src/browser/stage/stage.tsx': 'stage.js',
}

const NOTICE = '/*! Preact, MIT License, Copyright (c) 2015-present Jason Miller */'
const PLOT_NOTICE = '/*! uPlot, MIT License, Copyright (c) 2022 Leon Sorokin */'

/** Of a language the composer needs its own words, and the sentence in which it puts a colleague's name. */
const composerWordsAlone: Plugin = {
  name: 'composer-words-alone',
  setup: ({ onLoad }) => {
    const ofTheServer = /templates\/\w+\/(?:flow|refusals|opt_in_request)\.(?:ts|json)$/
    onLoad({ filter: ofTheServer }, ({ path }) => {
      if (path.endsWith('.json')) return { contents: '{}', loader: 'json' }
      const { contact_taken } = localeFor(basename(dirname(path))).refusals.refusals
      const words = { refusals: { contact_taken } }
      const { name } = parse(path)
      const kept = name === 'refusals' ? JSON.stringify(words) : 'undefined'
      return { contents: `export const ${name} = ${kept}` }
    })
  },
}

/** The console is in English; uPlot would ask the browser, and fails for a language that is no valid tag. */
const plotsInEnglish: Plugin = {
  name: 'plots-in-english',
  setup: ({ onLoad }) =>
    onLoad({ filter: /uPlot\.esm\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace('nav.language', "'en-GB'"),
    })),
}

/** One classic script, small enough to be sent at once. */
export const bundle = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    plugins: [composerWordsAlone, plotsInEnglish],
    tsconfig: 'src/browser/tsconfig.json',
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: entry.endsWith('charts.ts') ? PLOT_NOTICE : NOTICE },
    loader: { '.css': 'text' },
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

/** The style sheets of the console and of the documentation. */
export const STYLES: Readonly<Record<string, string>> = {
  'console.css': STYLE,
  'docs.css': DOCS_STYLE,
}

export const styleAsset = async (style: string): Promise<string> =>
  (await transform(style, { loader: 'css', minify: true, charset: 'utf8' })).code

/** Word lists, texts, phone numbers, area codes, time zones and regions, for Workers. */
export const dataAsset = (): string => {
  const spoken = Object.entries(LOCALES).map(([language, { composer, ...ofTheServer }]) => [
    language,
    ofTheServer,
  ])
  const countries = Object.keys(getAllCountries())
  const byCountry = (of: (country: string) => readonly string[] | undefined) =>
    Object.fromEntries(countries.map((country) => [country, of(country) ?? []]))
  return `${JSON.stringify({
    reading: reading(),
    languages: Object.fromEntries(spoken),
    phones: phoneMetadata(),
    areaCodes: AREA_CODES,
    zones: byCountry(zonesOf),
    regions: byCountry(regionsOf),
  } satisfies Data)}\n`
}

/** The module with the assets' hashes, so that the server needn't read them. */
export const hashesOf = (assets: Readonly<Record<string, string>>): string => {
  const hashes = Object.entries(assets).map(([name, text]) => {
    const hash = createHash('sha256').update(text).digest('base64')
    return `  '${name}': 'sha256-${hash}',`
  })
  return [
    '/** Written by `npm run build:browser`; do not edit. */',
    '',
    '/** For `ETag`, and for subresource integrity. */',
    'export const HASHES = {',
    ...hashes,
    '} as const',
    '',
  ].join('\n')
}

const IMPORT = /\bimport\('(.+?)'\)/g

/** The list of adapters with imports in place of `import()`, for which esbuild would wrap each file in a function. */
export const workerAdapters = (): string => {
  const list = readFileSync(resolve(ROOT, 'src/runtime/adapters.ts'), 'utf8')
  const paths = [...list.matchAll(IMPORT)].map(([, path]) => path)
  return [
    '/** Written by `npm run build:browser`; do not edit. */',
    '',
    ...paths.map((path, i) => `import * as module${i} from '${path}'`),
    list.replace(IMPORT, (_, path) => `Promise.resolve(module${paths.indexOf(path)})`),
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  readArguments(
    'npm run build:browser\n  Writes src/generated: scripts and styles for browsers, and data and imports of Workers.',
    {},
  )
  const assets: Record<string, string> = {}
  for (const [entry, name] of Object.entries(ENTRIES)) assets[name] = await bundle(entry)
  for (const [name, style] of Object.entries(STYLES)) assets[name] = await styleAsset(style)
  for (const [name, text] of Object.entries(assets))
    await writeFile(resolve(ROOT, FOLDER, name), text)
  await writeFile(resolve(ROOT, FOLDER, 'data.json'), dataAsset())
  await writeFile(resolve(ROOT, 'src/generated/hashes.ts'), hashesOf(assets))
  await writeFile(resolve(ROOT, 'src/runtime/worker-adapters.ts'), workerAdapters())
}
