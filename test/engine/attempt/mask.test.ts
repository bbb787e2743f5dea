import { expect, it, test } from 'vitest'
import {
  cut,
  MAX_KEPT_BODY,
  maskBody,
  maskHeaders,
  maskUrl,
} from '../../../src/engine/attempt/mask.ts'

const JSON_TYPE = 'application/json'
const WORDS = ['Is my contract ready?', 'ok']

it.each([
  ['a secret', { access_token: 'abc', nested: { apiKey: 'k' } }, ['abc', '"k"']],
  ['what was written', { data: { message: { text: WORDS[0] } } }, [WORDS[0]]],
  ['what was written, in a part', { x: `She asked: ${WORDS[0]}!` }, [WORDS[0]]],
  ['short words', { answer: 'ok' }, ['"ok"']],
  ['a file name', { filename: 'diagnosis of Maria.pdf' }, ['diagnosis']],
  ['a link that opens a file', { url: 'https://a.example/f?token=abc' }, ['abc']],
])('%s is not kept of our request', (_, body, gone) => {
  const about = { type: JSON_TYPE, words: WORDS as string[], isOurs: true }
  const kept = maskBody(JSON.stringify(body), about)
  for (const one of gone) expect(kept).not.toContain(one)
  expect(JSON.parse(kept)).toBeTypeOf('object')
})

it('keeps the parts needed to understand a request', () => {
  const body = { type: 'message.received', data: { contact: { id: 'con_1' }, count: 2 } }
  const about = { type: JSON_TYPE, words: WORDS, isOurs: true }
  expect(JSON.parse(maskBody(JSON.stringify(body), about))).toEqual(body)
})

it('keeps an answer’s error, without the message text', () => {
  const about = { type: JSON_TYPE, words: WORDS, isOurs: false }
  const body = { message: 'phone is not valid', text: 'Hello', echo: WORDS[0] }
  expect(JSON.parse(maskBody(JSON.stringify(body), about))).toEqual({
    message: 'phone is not valid',
    text: '(words)',
    echo: '(words)',
  })
})

it('handles forms and plain text', () => {
  const type = 'application/x-www-form-urlencoded'
  expect(maskBody('From=%2B1&Body=Hi+there', { type, words: [], isOurs: true })).toBe(
    'From=+1&Body=(words)',
  )
  const html = { type: 'text/html', words: WORDS, isOurs: false }
  expect(maskBody(`<h1>502</h1> ${WORDS[0]}`, html)).toBe('<h1>502</h1> (words)')
})

it('drops headers that may be secret', () => {
  const headers = { Authorization: 'Bearer x', 'Retry-After': '5', 'Set-Cookie': 'a=b' }
  expect(maskHeaders(Object.entries(headers))).toEqual({ 'retry-after': '5' })
})

it('drops parts of an address that may be secret', () => {
  expect(maskUrl('https://hooks.example/v1/catch/1a2b3c4d5e6f7a8b9c0d1e/?key=x')).toBe(
    'https://hooks.example/v1/catch/…/?…',
  )
  expect(maskUrl('https://hooks.example/services/XXXXabcdefghijklmnopqrst')).toBe(
    'https://hooks.example/services/…',
  )
  expect(maskUrl('https://user:word@crm.example/hooks')).toBe('https://crm.example/hooks')
})

test('shortens a long body, and says how long it was', () => {
  expect(cut('x'.repeat(MAX_KEPT_BODY))).toHaveLength(MAX_KEPT_BODY)
  expect(cut('x'.repeat(5_000))).toMatch(/^x{2048}… \(5000 characters\)$/)
})
