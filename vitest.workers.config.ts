import { availableParallelism } from 'node:os'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// Nothing here needs Cloudflare's servers.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
process.env.WRANGLER_SEND_METRICS ??= 'false'

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: { d1Databases: { OTHER_DB: 'other' } },
    }),
  ],
  test: {
    name: 'workers',
    include: ['test/workers/**/*.test.ts'],
    // As in vitest.config.ts: with another number they would wait for all others.
    maxWorkers: Math.max(5, availableParallelism()),
    testTimeout: 60_000,
  },
})
