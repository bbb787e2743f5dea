import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/workers/**'],
        },
      },
      './vitest.workers.config.ts',
    ],
    reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]],
    // A real process that starts, on a busy machine; nothing here waits for time to pass.
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['src/core/**'],
      thresholds: { 'src/core/**': { branches: 100 } },
    },
  },
})
