import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { authorizationFor, createHouse, createSandboxHouse } from './house.ts'
import { attackOn, corpusFor, requestOf, targetsOf } from './requests.ts'
import { checkMetrics, checkStore, judge } from './verdict.ts'

/** `HOSTILE_SEED` and `HOSTILE_RUNS` look elsewhere, and for longer. */
const SEED = Number(process.env.HOSTILE_SEED ?? 20261124)
const RUNS = Number(process.env.HOSTILE_RUNS ?? 30)

const house = await createHouse()
const sandbox = await createSandboxHouse()
const known = new Set(targetsOf(house).map(({ path }) => path))
const targets = [
  ...targetsOf(house).map((target) => ({
    ...target,
    house,
    good: authorizationFor(house, target.path),
  })),
  ...targetsOf(sandbox)
    .filter(({ path }) => !known.has(path) || path.startsWith('/console'))
    .map((target) => ({ ...target, house: sandbox, good: authorizationFor(sandbox, target.path) })),
]

afterAll(async () => {
  for (const { gateway } of [house, sandbox]) await gateway.store.close()
})

const answers = new Map<string, Set<number>>()
const reached = (path: string) => {
  const statuses = answers.get(path) ?? new Set()
  answers.set(path, statuses)
  return statuses
}

describe.each(targets)('$path', ({ house, good, ...target }) => {
  test('never answers 5xx, and never quotes or logs any input', async () => {
    const statuses = reached(target.path)
    await fc.assert(
      fc.asyncProperty(attackOn(target, good), async (attack) => {
        const request = requestOf(attack)
        if (!request) return
        // The sandbox needs no key, so no caller is refused there.
        const stranger =
          house !== sandbox &&
          !attack.headers.some(([, value]) => value.toLowerCase().trim() === good.toLowerCase())
        statuses.add((await judge(house, request, stranger)).status)
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })

  test('accepts every body of the corpus, or names what is wrong with it', async () => {
    for (const attack of corpusFor(target, good)) {
      const request = requestOf(attack)
      if (request) await judge(house, request, false)
    }
  })
})

test('afterwards journals are complete, metrics are clean and nothing is stuck', async () => {
  for (const one of [house, sandbox]) {
    await checkStore(one)
    await checkMetrics(one)
  }
})

test('every route was attacked, in the API also behind its authentication', () => {
  const paths = targets.map(({ path }) => path)
  for (const beginning of ['/v1/', '/webhooks/', '/media/', '/sandbox/', '/docs', '/metrics'])
    expect(paths.some((path) => path.startsWith(beginning))).toBe(true)
  const atTheDoor = paths.filter(
    (path) =>
      path.startsWith('/v1/') &&
      ![...reached(path)].some((status) => status !== 401 && status !== 405),
  )
  expect(atTheDoor).toEqual([])
})
