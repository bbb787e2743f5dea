/** The order in which test files start: the long ones first, so that none is left over for one core at the end. */

import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Those that take longest on an idle machine, longest first. Without an entry a file is started later, no more. */
const LONGEST = [
  'browser/stage.test.ts',
  'simulation/more-seeds.test.ts',
  'runtime/process.test.ts',
  'adapters/store/postgres-processes.test.ts',
  'browser/console-pages.test.ts',
  'simulation/simulation.test.ts',
  'browser/readers.test.ts',
  'browser/docs.test.ts',
  'browser/composer.test.ts',
  'browser/console-faq.test.ts',
  'adapters/store/postgres.test.ts',
  'browser/composer-access.test.ts',
  'torture/torture.test.ts',
] as const

/** Vitest goes by what it remembers of earlier runs, and takes one project after another; a fresh clone remembers nothing. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    // The sort is stable. Files of the quick project share workers, so they stay together, at the end.
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b))
  }
}

const rankOf = ({ moduleId, project }: TestSpecification): number => {
  if (project.name === 'node') return LONGEST.length + 1
  const index = LONGEST.findIndex((file) => moduleId.endsWith(`/test/${file}`))
  return index < 0 ? LONGEST.length : index
}
