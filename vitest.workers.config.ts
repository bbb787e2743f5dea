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
    // All files in one isolate, which loads the sources once. Beside the other projects it would be more of them.
    maxWorkers: 1,
    isolate: false,
    sequence: { groupOrder: 0 },
    testTimeout: 60_000,
  },
})
