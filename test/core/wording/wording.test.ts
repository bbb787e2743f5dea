/** The texts that come with the product, in every language. */

import { describe, expect, it } from 'vitest'
import { fill } from '../../../src/core/wording/fill.ts'
import { flowFor } from '../../../templates/flows.ts'
import { LOCALES, localeFor } from '../../../templates/index.ts'
import { agreed, HOUR, policyWith, smsPolicy, story } from '../../support/given.ts'

it('fills names in once and leaves unknown ones', () => {
  expect(fill('{a} {b} {c} {toString}', { a: '{b}', b: 'x' })).toBe('{b} x {c} {toString}')
})

describe('a locale', () => {
  it('falls back to its language, and to English', () => {
    expect(flowFor('pt-BR').wording).toBe(flowFor('pt').wording)
    expect(flowFor('DE_at').wording).toBe(flowFor('de').wording)
    expect(flowFor('ja').wording).toBe(flowFor('en').wording)
    expect(localeFor('es-MX')).toBe(LOCALES.es)
    expect(localeFor('ja')).toBe(LOCALES.en)
    expect(localeFor('constructor')).toBe(LOCALES.en)
  })

  it.each(Object.keys(LOCALES))('%s says how to agree and how to end, and names us', (locale) => {
    const { wording, keywords } = flowFor(locale)
    const agree = keywords.optIn.some((word) => wording.opt_out_confirmation.includes(word))
    expect(agree).toBe(true)
    expect(keywords.optIn.some((word) => wording.opt_in_request.includes(word))).toBe(true)
    for (const kind of ['opt_in_request', 'opt_in_confirmation', 'help', 'disclaimer'] as const)
      expect(wording[kind]).toContain('STOP')
    for (const text of Object.values(wording)) expect(text).toContain('{organisation}')
    expect(wording.sender_inactive).toContain('{channel}')
  })

  it.each(Object.keys(LOCALES))('%s has a sentence for everything, with its values', (locale) => {
    const { refusals, templateProblems, contentProblems } = localeFor(locale).refusals
    const english = localeFor('en').refusals
    expect(Object.keys(refusals).sort()).toEqual(Object.keys(english.refusals).sort())
    const names = (texts: Readonly<Record<string, string>>) =>
      Object.entries(texts)
        .map(([key, text]) => [key, ...(text.match(/\{\w+\}/g) ?? [])].join(' '))
        .sort()
    expect(names(refusals)).toEqual(names(english.refusals))
    expect(names(templateProblems)).toEqual(names(english.templateProblems))
    expect(names(contentProblems)).toEqual(names(english.contentProblems))
  })
})

it('names the hours that the organisation has chosen', () => {
  const rules = { requestIntervalMs: 36 * HOUR, sessionMs: 1.5 * HOUR }
  const told = story(policyWith({ rules }))
  const sentenceOf = () => {
    const { verdict } = told.sends('Hello')
    return verdict.status === 'accepted' ? '' : verdict.sentence
  }
  expect(sentenceOf()).toContain('a new request every 36 hours')
  told.wait(36 * HOUR)
  expect(sentenceOf()).toContain('for more than 36 hours')
  told.writes('YES')
  told.wait(2 * HOUR)
  expect(sentenceOf()).toContain('More than 1.5 hours have passed')
})

it('puts the channel into the notice of a deactivated number', () => {
  const sender = { state: 'inactive' } as const
  expect(story(policyWith({ sender }), agreed()).writes('Hi').sent[0]).toContain('WhatsApp')
  expect(story(smsPolicy({ sender }), agreed()).writes('Hi').sent[0]).toContain('SMS')
})

it('fills the line in where the organisation’s own wording asks for it', () => {
  const usual = policyWith()
  const flow = { ...usual.wording.flow, help: '{line}: {agent}' }
  const policy = policyWith({ wording: { ...usual.wording, flow } })
  expect(story(policy, agreed()).writes('help').sent).toEqual(['Advisory: Advisory'])
})
