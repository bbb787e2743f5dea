import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/vitest/order.ts'

/** Whatever starts processes, servers or a database of its own, or runs for long: `npm run check`. */
const SYSTEM = [
  'test/adapters/store/postgres*.test.ts',
  'test/bench/*.test.ts',
  'test/docs/*.test.ts',
  'test/hostile/process.test.ts',
  'test/runtime/{process,process/quick-loading,worker-bundle,commands/{arguments,doctor,migrate}}.test.ts',
  'test/sandbox/twilio-client.test.ts',
  'test/simulation/*.test.ts',
  'test/torture/*.test.ts',
]

/** Test files share a process and its imports; what one changes globally is restored for the next. */
const SHARED = { isolate: false, setupFiles: ['./test/support/vitest/globals.ts'] }
/** The one file that replaces modules, which takes vitest's own loader. */
const MOCKED = ['test/runtime/worker/left-out.test.ts']
/** Node loads the files as it does in production: where nothing is mocked, there is nothing to transform. */
const NATIVE = { experimental: { viteModuleRunner: false, nodeLoader: false } }

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...SHARED,
          ...NATIVE,
          // With the next one, what one runs while working: `npm test`.
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/{workers,browser}/**', ...SYSTEM, ...MOCKED],
        },
      },
      { extends: true, test: { ...SHARED, name: 'mocked', include: MOCKED } },
      {
        extends: true,
        test: {
          ...SHARED,
          ...NATIVE,
          name: 'system',
          include: SYSTEM,
          globalSetup: './test/support/vitest/shared.ts',
        },
      },
      {
        extends: true,
        test: {
          ...SHARED,
          ...NATIVE,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: './test/support/vitest/shared.ts',
        },
      },
      './vitest.workers.config.ts',
    ],
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/tests.json' },
    // Some of the time is spent waiting for processes and pages: three workers keep two cores busy. With four, the
    // pages of the browser tests take a quarter more CPU time.
    maxWorkers: Math.max(3, availableParallelism()),
    // The imports stay in memory for all files: less often copied, they cost a twentieth less.
    execArgv: ['--min-semi-space-size=32', '--max-semi-space-size=32'],
    // The Workers tests come first, in a group of their own: one worker, not four.
    sequence: { sequencer: LongestFirst, groupOrder: 1 },
    // A real process that starts, on a busy machine; nothing here waits for time to pass.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // For workers and what they start: each would compile the same hundreds of files anew.
    env: {
      NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/postern/compiled'),
    },
    expect: { poll: { timeout: 30_000 } },
    coverage: {
      provider: 'v8',
      include: ['src/core/**'],
      thresholds: { 'src/core/**': { branches: 100 } },
    },
  },
})
