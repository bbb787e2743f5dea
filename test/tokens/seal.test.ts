import { expect, test } from 'vitest'
import { createSeal } from '../../src/tokens/seal.ts'

const seal = createSeal(['the secret'], 'vault')

test('what is sealed can be read by its own seal alone, and never twice the same', () => {
  const [one, two] = [seal.close('héllo'), seal.close('héllo')]
  expect([seal.open(one), seal.open(two)]).toEqual(['héllo', 'héllo'])
  expect(one).not.toBe(two)
  expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('llo')
  expect(createSeal(['another secret'], 'vault').open(one)).toBeUndefined()
  expect(createSeal(['the secret'], 'something else').open(one)).toBeUndefined()
})

test('a former secret still opens, and the present one seals', () => {
  const sealed = seal.close('words')
  const next = createSeal(['the next secret', 'the secret'], 'vault')
  expect(next.open(sealed)).toBe('words')
  expect(seal.open(next.close('words'))).toBeUndefined()
})

test('one byte changed anywhere, or a text that is none, opens to nothing', () => {
  const bytes = Buffer.from(seal.close('words'), 'base64url')
  for (const index of bytes.keys()) {
    const changed = Buffer.from(bytes)
    changed[index] = (changed[index] ?? 0) ^ 1
    expect(seal.open(changed.toString('base64url'))).toBeUndefined()
  }
  for (const none of ['', 'x', 'a'.repeat(37)]) expect(seal.open(none)).toBeUndefined()
})
