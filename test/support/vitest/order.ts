/** The order in which test files start: the long ones first, so that none is left over for one core at the end. */

import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files of a project share workers, so they stay together; the quick ones come at the end. */
const PROJECTS = ['workers', 'system', 'browser', 'node', 'mocked']

/** Those that take longest on an idle machine, longest first. Without an entry a file is started later, no more. */
const LONGEST = [
  'torture/torture.test.ts',
  'runtime/process.test.ts',
  'adapters/store/postgres-processes.test.ts',
  'simulation/simulation.test.ts',
  'adapters/store/postgres.test.ts',
  'runtime/commands/arguments.test.ts',
  'simulation/more-seeds.test.ts',
  'runtime/worker-bundle.test.ts',
  'runtime/commands/migrate.test.ts',
  'adapters/store/postgres-store.test.ts',
  'browser/stage/stage.test.ts',
  'browser/readers.test.ts',
  'browser/composer/composer.test.ts',
  'browser/console/states.test.ts',
  'browser/docs.test.ts',
  'browser/console/pages.test.ts',
  'browser/console/faq.test.ts',
] as const

/** Vitest goes by what it remembers of earlier runs, and takes one project after another; a fresh clone remembers nothing. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    // The sort is stable.
    return sorted.toSorted((a, b) => projectRank(a) - projectRank(b) || rank(a) - rank(b))
  }
}

const projectRank = ({ project }: TestSpecification): number => PROJECTS.indexOf(project.name)

const rank = ({ moduleId }: TestSpecification): number => {
  const index = LONGEST.findIndex((file) => moduleId.endsWith(`/test/${file}`))
  return index < 0 ? LONGEST.length : index
}
