/** Mistakes that the lint finds before WhatsApp's reviewers do. */

import { describe, expect, it } from 'vitest'
import { linesOf, type TemplateDraft } from '../../../src/core/model/message/template-draft.ts'
import { lintTemplate, lintTogether } from '../../../src/core/wording/lint-template.ts'
import { LOCALES } from '../../../templates/index.ts'

const GOOD: TemplateDraft = {
  name: 'order_ready',
  language: 'en_US',
  category: 'utility',
  header: 'Order {{3}}',
  body: 'Hello {{1}}, your order can be fetched at our shop in {{2}} from today.',
  footer: 'Acme',
  buttons: [
    { type: 'quick_reply', text: 'Thanks' },
    { type: 'url', text: 'Track it', url: 'https://acme.example.com/o/{{4}}' },
    { type: 'phone_number', text: 'Call us', phone: '+15550001111' },
  ],
  samples: { 1: 'Ana', 2: 'Lyon', 3: '4711', 4: '4711' },
}

const found = (changes: Partial<TemplateDraft>) =>
  lintTemplate({ ...GOOD, ...changes }).map(({ field, problem }) => `${field}: ${problem}`)

/** A template of a body alone. */
const ofBody = (body: string, samples: TemplateDraft['samples'] = { 1: 'Ana' }) => {
  const { header: _, footer: _footer, ...bare } = GOOD
  return lintTemplate({ ...bare, buttons: [], body, samples }).map(({ problem }) => problem)
}

it('a valid template has no finding', () => {
  expect(lintTemplate(GOOD)).toEqual([])
  const named = { body: 'Hello {{first_name}}, your order is ready.', samples: { first_name: 'A' } }
  const { header: _, ...bare } = GOOD
  expect(lintTemplate({ ...bare, ...named, buttons: [] })).toEqual([])
})

it('our own opt-in request passes in every language', () => {
  for (const { optInRequest } of Object.values(LOCALES)) {
    const { friendly_name: name, language, variables: samples, types } = optInRequest
    const { body } = types['twilio/text']
    const draft = { name, language, category: 'utility', body, buttons: [], samples } as const
    expect(lintTemplate(draft), language).toEqual([])
  }
})

describe('is found before submission:', () => {
  it.each<[string, Partial<TemplateDraft>]>([
    ['name: may have only lower-case letters', { name: 'Order-Ready' }],
    ['language: WhatsApp has no language pt', { language: 'pt' }],
    ['category: authentication templates use', { category: 'authentication' }],
    ['category: "discount" is promotional', { footer: 'Ask for your discount' }],
    ['header: may have only one variable', { header: '{{3}} of {{5}}' }],
    ['header: has more than 60', { header: 'x'.repeat(61) }],
    ['header: must not have a line break, emoji', { header: '*Order* {{3}}' }],
    ['footer: must not have a variable', { footer: 'Acme {{1}}' }],
    ['variables.2: has no sample', { samples: { 1: 'Ana', 3: '1', 4: '1' } }],
    [
      'variables.2: a sample must not have a line break',
      { samples: { ...GOOD.samples, 2: '100%' } },
    ],
    ['variables.9: is not used in the text', { samples: { ...GOOD.samples, 9: 'x' } }],
    [
      'variables: count the body first',
      {
        header: 'Order {{1}}',
        body: 'Hello {{3}}, your order can be fetched at our shop in {{2}} from today.',
      },
    ],
    [
      'buttons: mix quick replies',
      { buttons: [...GOOD.buttons, { type: 'quick_reply', text: 'No' }] },
    ],
    [
      'buttons: have the same label twice',
      {
        buttons: [
          { type: 'quick_reply', text: 'Yes' },
          { type: 'quick_reply', text: 'yes' },
        ],
      },
    ],
    [
      'buttons[0].text: has more than 25',
      { buttons: [{ type: 'quick_reply', text: 'x'.repeat(26) }] },
    ],
    [
      'buttons[0].url: a link shortener',
      { buttons: [{ type: 'url', text: 'Go', url: 'https://bit.ly/x' }] },
    ],
    [
      'buttons[0].url: may have only one variable, at its end',
      { buttons: [{ type: 'url', text: 'Go', url: 'https://a.example/{{4}}/x' }] },
    ],
    [
      'buttons[0].phone: expected a number',
      { buttons: [{ type: 'phone_number', text: 'Call', phone: '0123' }] },
    ],
    [
      'buttons: lead to more than 2',
      { buttons: ['a', 'b', 'c'].map((text) => ({ type: 'url', text, url: 'https://a.example' })) },
    ],
  ])('%s', (expected, changes) => {
    expect(found(changes)).toContainEqual(expect.stringContaining(expected))
  })

  it.each([
    ['begins with a variable', '{{1}}, your order is ready now.'],
    ['ends with a variable', 'Your order is ready now, {{1}}.'],
    ['has 2 of the 3 words that its variables need', 'Hello {{1}} there'],
    ['brace', 'Hello {{1}}, your order {2} is ready.'],
    ['without a gap', 'Hello {{2}}, your order is ready.'],
    ['not both', 'Hello {{1}}, your order {{name}} is ready for you now.'],
    ['next to each other', 'Hello {{1}} {{2}}, your order is now ready.'],
    ['only punctuation', 'Hello {{1}} ({{2}}), your order is now ready.'],
    ['more than 1024', `Hello {{1}}, ${'word '.repeat(205)}`],
    ['more than one empty line', 'Hello {{1}}, your order\n\n\nis ready.'],
    ['WhatsApp forbids asking', 'Hello {{1}}, send us your card number please.'],
    ['link shortener', 'Hello {{1}}, see https://wa.me/15550001111 for more.'],
  ])('a body: %s', (expected, body) => {
    expect(ofBody(body)).toContainEqual(expect.stringContaining(expected))
  })
})

it('the length includes the samples', () => {
  const body = `Hello {{1}}, ${'word '.repeat(200)}`.trim()
  expect(ofBody(body)).toEqual([])
  expect(ofBody(body, { 1: 'x'.repeat(100) })[0]).toContain('more than 1024')
})

it('duplicate templates are found: same name and language, different categories, or same text', () => {
  const problems = (...more: readonly Partial<TemplateDraft>[]) =>
    lintTogether([GOOD, ...more.map((changes) => ({ ...GOOD, ...changes }))]).map(
      ({ index, problem }) => [index, problem],
    )
  expect(problems({ language: 'de' }, { name: 'other', language: 'es' })).toEqual([])
  expect(problems({})).toEqual([[1, 'order_ready exists twice in en_US']])
  expect(problems({ language: 'de', category: 'marketing' })).toEqual([
    [1, 'is marketing, but in another language utility'],
  ])
  expect(problems({ name: 'other' })[0]?.[1]).toContain('duplicate')
})

it('two drafts are equal despite different variable names and samples', () => {
  const named = { ...GOOD, header: 'Order {{number}}', samples: {} }
  expect(linesOf(named)).toEqual(linesOf(GOOD))
  expect(linesOf({ ...GOOD, body: `${GOOD.body} Bye.` })).not.toEqual(linesOf(GOOD))
})
