import { expect, test } from 'vitest'
import {
  listIn,
  memberIn,
  objectOf,
  parseObject,
  parseWebhook,
} from '../../../adapters/kit/json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('a list keeps its objects and loses anything else, so that no reader trips over it', () => {
  expect(listIn({ all: [{ id: 1 }, null, 'x', [{ id: 2 }]] }, 'all')).toEqual([{ id: 1 }])
  expect(listIn({ all: { id: 1 } }, 'all')).toEqual([])
})

test('what is no object is an empty one', () => {
  for (const value of [undefined, null, 'x', [{ id: 1 }]]) expect(objectOf(value)).toEqual({})
})

test('a member that every object inherits is none', () => {
  expect(memberIn({}, 'constructor')).toBeUndefined()
})

test('a webhook that is not JSON in UTF-8 is malformed, and none of it is repeated', () => {
  expect(parseWebhook(bytes('{"a": 1}'))).toEqual({ a: 1 })
  for (const body of [bytes('canary'), Uint8Array.of(0x22, 0xff, 0x22)])
    expect(() => parseWebhook(body)).toThrow('webhook: malformed: the body is not JSON in UTF-8')
})

test('an answer that is not JSON has no object', () => {
  expect(parseObject(bytes('<html>'))).toBeUndefined()
  expect(parseObject(bytes('[1]'))).toBeUndefined()
})
