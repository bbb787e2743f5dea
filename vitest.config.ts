import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
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
