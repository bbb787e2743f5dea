/** Agents in a CRM whose webhook is answered first: refusals, questions and values in their order. */

import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../src/core/model/message/message.ts'
import { nameValues } from '../../../src/core/model/message/template.ts'
import { CONTACT, policyWith, SENDER, story, T0, talking, template } from '../../support/given.ts'

const ORIGIN = { connection: 'cw', refusals: 'event' } as const
const COMMON = { id: 'q1', at: T0, sender: SENDER, to: CONTACT, agent: 'ana' } as const

const tells = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind === 'tell')

describe('an inquiry', () => {
  it('tells the CRM what may be sent to the contact', () => {
    const one = story(policyWith(), talking())
    const { verdict, effects } = one.give({
      ...COMMON,
      kind: 'inquiry',
      about: 'templates',
      origin: ORIGIN,
    })
    expect(verdict).toEqual({ status: 'accepted' })
    expect(tells(effects)).toMatchObject([
      {
        type: 'agent.answered',
        only: 'cw',
        address: CONTACT,
        detail: { id: 'q1', about: 'templates', templates: expect.any(Array) },
      },
    ])
  })
})

describe('an inquiry about templates', () => {
  const ask = { ...COMMON, kind: 'inquiry', about: 'templates', origin: ORIGIN } as const
  const why = (policy: ReturnType<typeof policyWith>) =>
    tells(story(policy, talking()).give(ask).effects)

  it('is answered with the reason why there is none', () => {
    expect(why(policyWith({ templates: [], templatesUnknown: true }))).toMatchObject([
      { detail: { templates: [], sentence: expect.stringContaining("can't be read right now") } },
    ])
    expect(why(policyWith({ sender: { state: 'inactive' } }))).toMatchObject([
      { detail: { templates: [], sentence: expect.stringContaining('deactivated') } },
    ])
  })

  it('is answered without one where there are some', () => {
    expect(why(policyWith())[0]).not.toHaveProperty('detail.sentence')
  })
})

describe('a refusal', () => {
  const text = { kind: 'text', text: '' } as const

  it('is an event only for the CRM whose webhook was answered before', () => {
    const one = story(policyWith(), talking())
    const outbound = { ...COMMON, kind: 'outbound', content: text } as const
    const { verdict, effects } = one.give({ ...outbound, origin: ORIGIN })
    expect(tells(effects)).toMatchObject([
      { type: 'message.refused', only: 'cw', detail: { id: 'q1', agent: 'ana', verdict } },
    ])
    const other = one.give({ ...outbound, id: 'q2', origin: { connection: 'cw' } })
    expect([other.verdict.status, tells(other.effects)]).toEqual(['refused', []])
  })
})

describe('ordered values', () => {
  const templates = [template({ variables: ['name', 'day'] })]
  const content = { kind: 'template', name: 'appointment', variables: {} } as const

  it('get the variables’ names; a surplus value keeps its number', () => {
    const named = nameValues(templates, { ...content, values: ['Pat', 'Friday', 'x'] }, 'en')
    expect(named).toEqual({ ...content, variables: { name: 'Pat', day: 'Friday', 3: 'x' } })
  })

  it('don’t change a template with named values', () => {
    expect(nameValues(templates, content, 'en')).toBe(content)
  })
})
