/** The list of templates, and their variables. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderTemplate } from '../../../../src/core/model/message/template.ts'
import { ACCOUNT, type Json, SENDER, startMeta } from '../../../support/provider/meta.ts'

let meta: Awaited<ReturnType<typeof startMeta>>
beforeAll(async () => {
  meta = await startMeta()
})
afterAll(() => meta.close())

const listed = async (...templates: readonly Json[]) => {
  meta.state.templates = templates.map((template, n) => ({
    id: String(9007199254740993n + BigInt(n)),
    name: `t${n}`,
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hello' }],
    ...template,
  }))
  return meta.provider.templates(SENDER, meta.http)
}
const variablesOf = async (...components: readonly Json[]) =>
  (await listed({ components }))[0]?.variables

test('the list is read to its last page, by cursor, without the token in the address', async () => {
  meta.state.requests.length = 0
  expect(await listed(...Array.from({ length: 26 }, () => ({})))).toHaveLength(26)
  expect(meta.state.requests).toHaveLength(2)
  for (const { url } of meta.state.requests) expect(url).not.toContain(ACCOUNT.accessToken)
})

test('each language is a separate template, under Meta’s code', async () => {
  const list = await listed({ name: 'a', language: 'en' }, { name: 'a', language: 'pt_BR' })
  expect(list.map(({ name, language }) => [name, language])).toEqual([
    ['a', 'en'],
    ['a', 'pt_BR'],
  ])
})

test.each([
  ['APPROVED', 'approved'],
  ['FLAGGED', 'approved'],
  ['PENDING', 'pending'],
  ['REJECTED', 'rejected'],
  ['IN_APPEAL', 'rejected'],
  ['LIMIT_EXCEEDED', 'rejected'],
  ['PAUSED', 'paused'],
  ['DISABLED', 'disabled'],
  ['ARCHIVED', 'disabled'],
  ['PENDING_DELETION', 'disabled'],
  ['TOMORROW', 'unsubmitted'],
])('status %s is %s', async (status, approval) => {
  expect((await listed({ status }))[0]?.approval).toBe(approval)
})

test('each component has its own values', async () => {
  const [template] = await listed({
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Dear {{1}}, on {{2}}. {{1}}!' },
      { type: 'FOOTER', text: 'Acme' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes' },
          { type: 'URL', text: 'See', url: 'https://acme.example/{{1}}' },
          { type: 'COPY_CODE' },
        ],
      },
    ],
  })
  expect(template?.variables).toEqual(['header.1', '1', '2', 'button.1.1', 'button.2.coupon_code'])
  expect(template && renderTemplate(template, { 1: 'Ana', 2: 'Monday', 'header.1': '7' })).toBe(
    'Order 7\nDear Ana, on Monday. Ana!\nAcme',
  )
})

test('a header’s file is a value too, next to fixed quick replies', async () => {
  const buttons = [
    { type: 'QUICK_REPLY', text: 'Yes' },
    { type: 'QUICK_REPLY', text: 'No' },
  ]
  const body = { type: 'BODY', text: 'Hello' }
  const header = (format: string) =>
    variablesOf({ type: 'HEADER', format }, body, { type: 'BUTTONS', buttons })
  expect(await header('IMAGE')).toEqual(['header.image'])
  expect(await header('DOCUMENT')).toEqual(['header.document', 'header.filename'])
  expect(await header('LOCATION')).toContain('header.latitude')
})

test('named variables keep their names', async () => {
  expect(await variablesOf({ type: 'body', text: 'Dear {{ first_name }}' })).toEqual(['first_name'])
})

test('a code template has one value for the code', async () => {
  const [template] = await listed({
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', text: '*{{1}}* is your verification code.' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', url: 'https://www.whatsapp.com/otp/{{1}}' }] },
    ],
  })
  expect(template?.variables).toEqual(['otp.code'])
})

test('templates we can’t fill in are left out', async () => {
  expect(await listed({ components: [{ type: 'CAROUSEL', cards: [] }] })).toEqual([])
  const buttons = [{ type: 'MPM' }]
  expect(await listed({ components: [{ type: 'BUTTONS', buttons }] })).toEqual([])
  expect(await listed({ name: undefined }, {})).toHaveLength(1)
})

test('an unknown category counts as the strictest', async () => {
  expect((await listed({ category: 'SERVICE' }))[0]?.category).toBe('marketing')
})

test('Meta’s refusal shows its code, and not the token', async () => {
  meta.state.behaviour = 'rejects'
  await expect(meta.provider.templates(SENDER, meta.http)).rejects.toThrow(
    'meta: templates: answered 190 (configuration)',
  )
  meta.state.behaviour = 'accepts'
})

test('a template keeps its buttons, the header’s file and the examples', async () => {
  const [template] = await listed({
    rejected_reason: 'NONE',
    components: [
      {
        type: 'HEADER',
        format: 'IMAGE',
        example: { header_handle: ['https://scontent.whatsapp.net/1'] },
      },
      { type: 'BODY', text: 'Dear {{1}}', example: { body_text: [['Ana']] } },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes' },
          { type: 'URL', text: 'See', url: 'https://acme.example/{{1}}' },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550001111' },
        ],
      },
    ],
  })
  expect(template).toMatchObject({
    buttons: [
      { type: 'quick_reply', text: 'Yes' },
      { type: 'url', text: 'See', url: 'https://acme.example/{{button.1.1}}' },
      { type: 'phone_number', text: 'Call', phone: '+15550001111' },
    ],
    media: [{ url: '{{header.image}}' }],
    samples: { 1: 'Ana', 'header.image': 'https://scontent.whatsapp.net/1' },
  })
  expect(template).not.toHaveProperty('rejection')
  const [named] = await listed({
    status: 'REJECTED',
    rejected_reason: 'INVALID_FORMAT',
    components: [
      {
        type: 'BODY',
        text: 'Dear {{name}}',
        example: { body_text_named_params: [{ param_name: 'name', example: 'Ana' }] },
      },
    ],
  })
  expect(named).toMatchObject({ samples: { name: 'Ana' }, rejection: 'INVALID_FORMAT' })
  expect(named).not.toHaveProperty('media')
})

test.each([
  [{ score: 'GREEN', date: 1 }, 'high'],
  [{ score: 'YELLOW' }, 'medium'],
  [{ score: 'RED' }, 'low'],
  [{ score: 'UNKNOWN' }, 'unknown'],
  [{ score: 'VIOLET' }, undefined],
  [undefined, undefined],
])('the quality %j is %s', async (quality_score, quality) => {
  const components = [{ type: 'BODY', text: 'Hello' }]
  const [template] = await listed({ quality_score, components })
  expect(template?.quality).toBe(quality)
})
