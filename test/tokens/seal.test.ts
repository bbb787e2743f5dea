import { expect, test } from 'vitest'
import { createSeal } from '../../src/tokens/seal.ts'

const seal = createSeal(['the secret'], 'vault')

test('sealed text can only be opened by its own seal, and differs each time', () => {
  const [one, two] = [seal.close('héllo'), seal.close('héllo')]
  expect([seal.open(one), seal.open(two)]).toEqual(['héllo', 'héllo'])
  expect(one).not.toBe(two)
  expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('llo')
  expect(createSeal(['another secret'], 'vault').open(one)).toBeUndefined()
  expect(createSeal(['the secret'], 'something else').open(one)).toBeUndefined()
})

test('a previous secret still opens, and the present one seals', () => {
  const sealed = seal.close('words')
  const next = createSeal(['the next secret', 'the secret'], 'vault')
  expect(next.open(sealed)).toBe('words')
  expect(seal.open(next.close('words'))).toBeUndefined()
})

test('a changed byte anywhere, or any other text, can’t be opened', () => {
  const bytes = Buffer.from(seal.close('words'), 'base64url')
  for (const index of bytes.keys()) {
    const changed = Buffer.from(bytes)
    changed[index] = (changed[index] ?? 0) ^ 1
    expect(seal.open(changed.toString('base64url'))).toBeUndefined()
  }
  for (const none of ['', 'x', 'a'.repeat(37)]) expect(seal.open(none)).toBeUndefined()
})
