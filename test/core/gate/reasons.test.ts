/** Everything known about a reason comes from the rule that gives it. */

import { describe, expect, it } from 'vitest'
import { OTHER_ADVICE, OTHER_REASONS } from '../../../src/core/gate/other-reasons.ts'
import { GATE_REASONS, RULE_REASONS } from '../../../src/core/gate/reasons.ts'
import type { ReasonSpec } from '../../../src/core/gate/rule.ts'
import { RULES } from '../../../src/core/gate/rules/index.ts'
import { REASONS } from '../../../src/http/kit/reasons.ts'
import { LOCALES } from '../../../templates/index.ts'
import { ruleContract } from '../../contract/rule.ts'
import { DOCUMENT } from '../../support/documents/openapi.ts'

const EVERY = Object.entries<ReasonSpec>(GATE_REASONS)

for (const rule of RULES) ruleContract(Object.keys(rule.reasons).join(', '), rule)
ruleContract('what is no rule', { reasons: OTHER_REASONS, advice: OTHER_ADVICE })

describe.each(EVERY)('%s', (reason, { status, title, meaning, evidence, sentences = [] }) => {
  it('is documented as its rule explains it', () => {
    expect(REASONS).toHaveProperty(reason, expect.objectContaining({ status, title, meaning }))
    expect(DOCUMENT.components.schemas.Reason?.enum).toContain(reason)
  })

  it('has its evidence in the documented problem and verdict', () => {
    for (const name of Object.keys(evidence.shape))
      for (const schema of ['Problem', 'Verdict'])
        expect(DOCUMENT.components.schemas[schema]?.properties, name).toHaveProperty(name)
  })

  it('has a sentence in every language, and each of its variants', () => {
    for (const { refusals } of Object.values(LOCALES))
      for (const key of [reason, ...sentences])
        expect(refusals.refusals).toHaveProperty(key, expect.any(String))
  })
})

it('documents every reason of a rule at the rule’s status', () => {
  const responses = DOCUMENT.paths['/v1/messages']?.post?.responses
  for (const reason of RULE_REASONS)
    expect(responses?.[GATE_REASONS[reason].status]?.description).toContain(`\`${reason}\``)
})
