import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/vitest/order.ts'

/** Whatever starts processes, servers or a database of its own, or runs for long: `npm run check`. */
const SYSTEM = [
  'test/adapters/store/postgres*.test.ts',
  'test/docs/*.test.ts',
  'test/hostile/process.test.ts',
  'test/runtime/{process,process/quick-loading,worker-bundle,commands/{arguments,doctor,migrate}}.test.ts',
  'test/sandbox/twilio-client.test.ts',
  'test/simulation/*.test.ts',
  'test/torture/*.test.ts',
]

/** Test files share a process and its imports; what one changes globally is restored for the next. */
const SHARED = { isolate: false, setupFiles: ['./test/support/vitest/globals.ts'] }
/** Node loads the files as it does in production: where nothing is mocked, there is nothing to transform. */
const NATIVE = { experimental: { viteModuleRunner: false, nodeLoader: false } }

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...SHARED,
          // What one runs while working: `npm test`.
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/workers/**', 'test/browser/**', ...SYSTEM],
        },
      },
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
    reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]],
    // Much of the time is spent waiting for processes and pages: four workers keep two cores busy.
    maxWorkers: Math.max(4, availableParallelism()),
    // The Workers tests come first: they fill one core, and types and lint the other.
    sequence: { sequencer: LongestFirst, groupOrder: 1 },
    // A real process that starts, on a busy machine; nothing here waits for time to pass.
    testTimeout: 20_000,
    // For workers and what they start: each would compile the same hundreds of files anew.
    env: {
      NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/postern/compiled'),
    },
    expect: { poll: { timeout: 15_000 } },
    coverage: {
      provider: 'v8',
      include: ['src/core/**'],
      thresholds: { 'src/core/**': { branches: 100 } },
    },
  },
})
