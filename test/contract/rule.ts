/** The contract of every rule. */

import { describe, expect, it } from 'vitest'
import type { ReasonSpec } from '../../src/core/gate/rule.ts'
import { isoTimes } from '../../src/wire/events.ts'

type AnyRule = {
  readonly reasons: Readonly<Record<string, ReasonSpec>>
  readonly advice: Readonly<Record<string, object>>
}

/** The suite for one rule. */
export const ruleContract = (name: string, { reasons, advice }: AnyRule): void => {
  describe(`${name} as a rule`, () => {
    it('has advice for each of its reasons', () => {
      expect(Object.keys(advice).sort()).toEqual(Object.keys(reasons).sort())
    })

    it.each(Object.entries(reasons))('explains %s', (reason, spec) => {
      const { title, meaning, sentences = [] } = spec
      expect(reason).toMatch(/^[a-z]+(?:_[a-z]+)*$/)
      for (const key of sentences) expect(key).toMatch(/^[a-z]+(?:_[a-z]+)*$/)
      expect(title).toMatch(/^[A-Z].*[^.]$/)
      expect(meaning).toMatch(/\.$/)
    })

    it('names its times so that the wire writes them in ISO 8601', () => {
      for (const { evidence } of Object.values(reasons))
        for (const [member, schema] of Object.entries(evidence.shape)) {
          const isTime = JSON.stringify(schema.meta() ?? schema).includes('date-time')
          if (isTime)
            expect(isoTimes({ [member]: 0 })).toEqual({ [member]: '1970-01-01T00:00:00.000Z' })
        }
    })
  })
}
