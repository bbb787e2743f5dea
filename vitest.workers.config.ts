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
    // Its files go last, one by one. Beside the others they took longer; and Vitest refuses to start where
    // projects have different numbers, as they have by default on more than two processors.
    maxWorkers: 1,
    testTimeout: 60_000,
  },
})
