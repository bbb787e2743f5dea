/** Bundles what runs in browsers: `npm run build:browser` writes a module for each entry. */

import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { parse, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

const ROOT = resolve(import.meta.dirname, '..')

/** Each entry of `src/browser`, and the module that its bundle becomes. */
export const ENTRIES: Readonly<Record<string, string>> = {
  'src/browser/composer/composer.tsx': 'src/generated/composer.ts',
  'src/browser/charts.ts': 'src/generated/charts.ts',
  'src/browser/console.tsx': 'src/generated/console.ts',
  'src/browser/try-api.ts': 'src/generated/try-api.ts',
  'src/browser/try-composer.ts': 'src/generated/try-composer.ts',
  'src/browser/stage/stage.tsx': 'src/generated/stage.ts',
}

const NOTICE = '/*! Preact, MIT License, Copyright (c) 2015-present Jason Miller */'
const PLOT_NOTICE = '/*! uPlot, MIT License, Copyright (c) 2022 Leon Sorokin */'

/** Of a language the composer needs its own words; what the server says stays with the server. */
const composerWordsAlone: Plugin = {
  name: 'composer-words-alone',
  setup: ({ onLoad }) => {
    const ofTheServer = /templates\/\w+\/(?:flow|refusals|opt_in_request)\.(?:ts|json)$/
    onLoad({ filter: ofTheServer }, ({ path }) =>
      path.endsWith('.json')
        ? { contents: '{}', loader: 'json' }
        : { contents: `export const ${parse(path).name} = undefined` },
    )
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

/** The script as a module that Node and Workers import without a build. */
export const moduleOf = (entry: string, script: string): string => {
  const hash = createHash('sha256').update(script).digest('base64')
  return [
    `/** Written by \`npm run build:browser\` from ${entry}; do not edit. */`,
    '',
    '/** For `Content-Security-Policy` and subresource integrity. */',
    `export const HASH = 'sha256-${hash}'`,
    '',
    '/** The whole script. */',
    `export const SCRIPT = ${JSON.stringify(script)}`,
    '',
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [entry, target] of Object.entries(ENTRIES))
    await writeFile(resolve(ROOT, target), moduleOf(entry, await bundle(entry)))
