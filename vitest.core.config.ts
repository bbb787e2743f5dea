import { defineConfig } from 'vitest/config'
import config from './vitest.config.ts'

const { projects: _, ...test } = config.test ?? {}

/** The tests of the core alone: for its coverage, and for Stryker, which runs them by the thousand. */
export default defineConfig({
  test: {
    ...test,
    reporters: ['default'],
    include: ['test/core/**/*.test.ts', 'test/stories/faq.test.ts'],
  },
})
