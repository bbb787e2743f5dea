/** What the product knows of a reason it knows from the rule that gives it. */

import { describe, expect, it } from 'vitest'
import { GATE_REASONS, RULE_REASONS } from '../../../src/core/gate/reasons.ts'
import type { ReasonSpec } from '../../../src/core/gate/rule.ts'
import { REASONS } from '../../../src/http/kit/reasons.ts'
import { isoTimes } from '../../../src/wire/events.ts'
import { LOCALES } from '../../../templates/index.ts'
import { DOCUMENT } from '../../support/openapi.ts'

const EVERY = Object.entries<ReasonSpec>(GATE_REASONS)

describe.each(EVERY)('%s', (reason, { status, title, meaning, evidence, sentences = [] }) => {
  it('is explained on the wire as its rule explains it', () => {
    expect(REASONS).toHaveProperty(reason, expect.objectContaining({ status, title, meaning }))
    expect(DOCUMENT.components.schemas.Reason?.enum).toContain(reason)
  })

  it('has its evidence in the documented problem and verdict', () => {
    for (const name of Object.keys(evidence.shape))
      for (const schema of ['Problem', 'Verdict'])
        expect(DOCUMENT.components.schemas[schema]?.properties, name).toHaveProperty(name)
  })

  it('names its times as the wire turns them into ISO 8601', () => {
    for (const [name, schema] of Object.entries(evidence.shape)) {
      const isTime = JSON.stringify(schema.meta() ?? schema).includes('date-time')
      if (isTime) expect(isoTimes({ [name]: 0 })).toEqual({ [name]: '1970-01-01T00:00:00.000Z' })
    }
  })

  it('has a sentence in every language, and each of its variants', () => {
    for (const { refusals } of Object.values(LOCALES))
      for (const key of [reason, ...sentences])
        expect(refusals.refusals).toHaveProperty(key, expect.any(String))
  })
})

it('documents for a message every reason of a rule, at the rule’s status', () => {
  const responses = DOCUMENT.paths['/v1/messages']?.post?.responses
  for (const reason of RULE_REASONS)
    expect(responses?.[GATE_REASONS[reason].status]?.description).toContain(`\`${reason}\``)
})
