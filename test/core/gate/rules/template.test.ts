import { describe, expect, it } from 'vitest'
import { templateRule, usableTemplates } from '../../../../src/core/gate/rules/template.ts'
import type { Template, TemplateApproval } from '../../../../src/core/model/message/template.ts'
import {
  agreed,
  outbound,
  policyWith,
  SENDER,
  smsPolicy,
  T0,
  talking,
  template,
} from '../../../support/given.ts'

const use = (
  changes: Partial<Template>,
  variables: Readonly<Record<string, string>> = { 1: 'Monday' },
  contact = agreed(),
  policy = policyWith({ templates: [template(changes)] }),
  sender = policy.sender.address,
) =>
  templateRule(
    contact,
    outbound({ sender, content: { kind: 'template', name: 'appointment', variables } }),
    policy,
  )

it('allows an approved template with every variable filled in', () => {
  expect(use({})).toBeUndefined()
})

it('stays quiet about free text', () => {
  expect(templateRule(agreed(), outbound(), policyWith())).toBeUndefined()
})

it('refuses an unknown template', () => {
  const content = { kind: 'template', name: 'nothing', variables: {} } as const
  const ask = (language?: string) =>
    templateRule(
      agreed(),
      outbound({ content: { ...content, ...(language && { language }) } }),
      policyWith(),
    )
  expect(ask()).toEqual({ reason: 'template_unavailable', template: 'nothing' })
  expect(ask('de')).toEqual({
    reason: 'template_unavailable',
    template: 'nothing',
    language: 'de',
  })
})

describe('"These templates are approved ahead of time to make sure they’re transactional in nature and are not cold messages or promotional/advertisement messages."', () => {
  const usable = (contact = agreed()) =>
    (
      [
        'unsubmitted',
        'received',
        'pending',
        'approved',
        'rejected',
        'paused',
        'disabled',
      ] satisfies TemplateApproval[]
    ).filter((approval) => !use({ approval }, { 1: 'Monday' }, contact))

  it('requires approval outside a session', () => {
    expect(usable()).toEqual(['approved'])
    expect(use({ approval: 'pending' })).toEqual({
      reason: 'template_unavailable',
      template: 'appointment',
      language: 'en',
      approval: 'pending',
    })
  })

  it('accepts unapproved content inside a session, unless it was rejected', () => {
    expect(usable(talking())).toEqual(['unsubmitted', 'received', 'pending', 'approved'])
  })

  it('requires approval inside a session too, from a provider that takes nothing else', () => {
    const approach = { at: T0, sender: SENDER, to: SENDER, agent: 'anna' }
    const templates = [template(), template({ name: 'pending', approval: 'pending' })]
    const policy = policyWith({ limits: { approvedOnly: true }, templates })
    expect(usableTemplates(talking(), approach, policy)).toEqual([template()])
    const pending = policyWith({ ...policy, templates: [template({ approval: 'pending' })] })
    expect(use({}, { 1: 'Monday' }, talking(), pending)).toMatchObject({
      reason: 'template_unavailable',
      approval: 'pending',
    })
  })

  it('requires no WhatsApp approval for SMS', () => {
    for (const approval of ['unsubmitted', 'rejected', 'paused', 'disabled'] as const) {
      const sms = smsPolicy({ templates: [template({ approval })] })
      expect(use({}, { 1: 'Monday' }, agreed(), sms)).toBeUndefined()
    }
  })

  it('doesn’t open a session with a list picker or a location', () => {
    expect(use({ canOpenSession: false })).toMatchObject({
      reason: 'template_unavailable',
      approval: 'approved',
    })
    expect(use({ canOpenSession: false }, { 1: 'Monday' }, talking())).toBeUndefined()
  })
})

it('names the wrong variable', () => {
  expect(use({}, {})).toEqual({
    reason: 'template_invalid',
    template: 'appointment',
    problem: 'missing',
    variable: '1',
  })
})

it('reports a text too long for the provider', () => {
  const limits = { maxTemplateLength: 'Your appointment is on Monday.'.length }
  const ask = (day: string) =>
    use({}, { 1: day }, agreed(), policyWith({ limits, templates: [template()] }))
  expect(ask('Monday')).toBeUndefined()
  expect(ask('Tuesday')).toEqual({
    reason: 'template_invalid',
    template: 'appointment',
    problem: 'too_long',
  })
})

it('lists templates that are usable once filled in', () => {
  const approach = { at: T0, sender: SENDER, to: SENDER, agent: 'anna' }
  const paused = template({ name: 'paused', approval: 'paused' })
  const policy = policyWith({ templates: [template(), paused] })
  expect(usableTemplates(agreed(), approach, policy)).toEqual([template()])
})

it('of several with one name and language, lists only the one that would be sent', () => {
  const approach = { at: T0, sender: SENDER, to: SENDER, agent: 'anna' }
  const listed = (...approvals: readonly TemplateApproval[]) => {
    const templates = approvals.map((approval, index) => template({ approval, id: `HX${index}` }))
    const policy = policyWith({ templates })
    const usable = usableTemplates(talking(), approach, policy)
    for (const { name, language } of usable) {
      const content = { kind: 'template', name, language, variables: { 1: 'Monday' } } as const
      expect(templateRule(talking(), outbound({ content }), policy)).toBeUndefined()
    }
    return usable.map(({ id }) => id)
  }
  expect(listed('unsubmitted', 'unsubmitted')).toEqual(['HX0'])
  expect(listed('unsubmitted', 'approved')).toEqual(['HX1'])
  expect(listed('rejected', 'pending')).toEqual(['HX1'])
  expect(listed('rejected', 'paused')).toEqual([])
})

it('judges the template whose id the CRM chose, despite others with its name', () => {
  const policy = policyWith({ templates: [template(), template({ id: 'HX2', variables: [] })] })
  const ask = (templateId: string) => {
    const named = { kind: 'template', name: 'appointment', variables: {} } as const
    return templateRule(agreed(), outbound({ content: { ...named, templateId } }), policy)
  }
  expect(ask('HX3')).toEqual({ reason: 'template_unavailable', template: 'appointment' })
  expect(ask('HX2')).toBeUndefined()
})
