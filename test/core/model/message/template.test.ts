import { describe, expect, it } from 'vitest'
import {
  checkVariables,
  chooseTemplate,
  renderTemplate,
} from '../../../../src/core/model/message/template.ts'
import { template } from '../../../support/given.ts'

describe('the language of a template', () => {
  const choose = (languages: string[], language: string | undefined, locale = 'en') =>
    chooseTemplate(
      languages.map((one) => template({ language: one })),
      'appointment',
      language,
      locale,
    )?.language

  it('is the requested one', () => {
    expect(choose(['en', 'pt', 'pt_BR'], 'pt_BR')).toBe('pt_BR')
    expect(choose(['en', 'pt', 'pt_BR'], 'pt-br')).toBe('pt_BR')
  })

  it('else its base language, else another country’s form of it', () => {
    expect(choose(['en', 'pt_PT', 'pt'], 'pt_BR')).toBe('pt')
    expect(choose(['en', 'pt_PT'], 'pt_BR')).toBe('pt_PT')
    expect(choose(['de', 'en_US'], 'en')).toBe('en_US')
  })

  it('else the organisation’s, its base or a form of it', () => {
    expect(choose(['en', 'de', 'de_AT'], 'fr', 'de_AT')).toBe('de_AT')
    expect(choose(['en', 'de', 'de_AT'], undefined, 'de_AT')).toBe('de_AT')
    expect(choose(['en', 'de'], 'fr', 'de_AT')).toBe('de')
    expect(choose(['en', 'de_CH'], undefined, 'de_AT')).toBe('de_CH')
  })

  it('else the only one available', () => {
    expect(choose(['nl'], 'fr')).toBe('nl')
    expect(choose(['nl', 'NL'], 'fr')).toBe('nl')
    expect(choose(['nl', 'it'], 'fr')).toBeUndefined()
    expect(choose([], 'fr')).toBeUndefined()
  })

  it('is only searched in that template', () => {
    expect(chooseTemplate([template({ name: 'other' })], 'appointment', 'en', 'en')).toBeUndefined()
  })

  it('prefers an approved one', () => {
    const draft = template({ id: 'HX1', approval: 'rejected' })
    const good = template({ id: 'HX2' })
    expect(chooseTemplate([draft, good], 'appointment', 'en', 'en')).toBe(good)
    expect(chooseTemplate([draft], 'appointment', 'en', 'en')).toBe(draft)
  })
})

describe('the variables of a template', () => {
  const two = template({ body: 'Dear {{name}}, {{ 1 }}!', variables: ['name', '1'] })
  const check = (variables: Record<string, string>) => checkVariables(two, variables)

  it('are valid if all are present and there are no others', () => {
    expect(check({ name: 'Zoe', 1: 'hi' })).toBeUndefined()
    expect(check({ name: 'Zoe    Smith', 1: 'hi' })).toBeUndefined()
  })

  it.each([
    [{ name: 'Zoe' }, { problem: 'missing', variable: '1' }],
    [{ 1: 'hi' }, { problem: 'missing', variable: 'name' }],
    [
      { name: 'Zoe', 1: 'hi', 2: 'x' },
      { problem: 'unknown', variable: '2' },
    ],
    [
      { name: '', 1: 'hi' },
      { problem: 'empty', variable: 'name' },
    ],
    [
      { name: '  ', 1: 'hi' },
      { problem: 'empty', variable: 'name' },
    ],
    [
      { name: 'a\nb', 1: 'hi' },
      { problem: 'newline', variable: 'name' },
    ],
    [
      { name: 'a\rb', 1: 'hi' },
      { problem: 'newline', variable: 'name' },
    ],
    [
      { name: 'a\tb', 1: 'hi' },
      { problem: 'tab', variable: 'name' },
    ],
    [
      { name: 'a     b', 1: 'hi' },
      { problem: 'spaces', variable: 'name' },
    ],
    [
      { name: 7, 1: 'hi' },
      { problem: 'not_text', variable: 'name' },
    ],
  ])('%j: %j', (variables, flaw) => {
    expect(check(variables as Record<string, string>)).toEqual(flaw)
  })

  it('are not inherited', () => {
    const inherited = template({ variables: ['toString'] })
    expect(checkVariables(inherited, {})).toMatchObject({ problem: 'missing' })
  })

  it('are inserted once, and missing ones stay visible', () => {
    expect(renderTemplate(two, { name: '{{1}}', 1: 'hi' })).toBe('Dear {{1}}, hi!')
    expect(renderTemplate(two, { 1: 'hi' })).toBe('Dear {{name}}, hi!')
    expect(renderTemplate(template({ body: '{{toString}}' }), {})).toBe('{{toString}}')
    expect(renderTemplate(template({ body: '{{a}}{{  b  }}{1}' }), { a: 'x', b: 'y' })).toBe(
      'xy{1}',
    )
  })
})
