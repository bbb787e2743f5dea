import { defineConfig } from 'vitest/config'
import config from './vitest.config.ts'

const { projects: _, ...test } = config.test ?? {}

/** The tests of the core alone: for its coverage, and for Stryker, which runs them by the thousand. */
export default defineConfig({
  test: {
    ...test,
    reporters: ['default'],
    include: ['test/rules/*.test.ts', 'test/core/*.test.ts', 'test/{decide,flow,faq}*.test.ts'],
  },
})
