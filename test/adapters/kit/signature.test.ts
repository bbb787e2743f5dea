import { expect, test } from 'vitest'
import { ed25519Key, isSame } from '../../../adapters/kit/signature.ts'

/** The public key of the seed 32 × 01. */
const SPKI = 'MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w='

test('a key is accepted as SPKI, as PEM, and as 32 bytes in base64 or hex, and in no other form', () => {
  const raw = ed25519Key(SPKI) ?? new Uint8Array()
  expect(raw).toHaveLength(32)
  const forms = [
    `-----BEGIN PUBLIC KEY-----\n${SPKI}\n-----END PUBLIC KEY-----\n`,
    Buffer.from(raw).toString('base64'),
    Buffer.from(raw).toString('hex'),
  ]
  for (const form of forms) expect(ed25519Key(form)).toEqual(raw)
  for (const none of ['', 'key', '0'.repeat(64), SPKI.slice(4), `${SPKI}AAAA`])
    expect(ed25519Key(none)).toBeUndefined()
})

test.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'abcd', false],
  ['', 'abc', false],
  ['é', 'e\u0301', false],
])('%j and %j are the same: %s', (given, expected, same) => {
  expect(isSame(given, expected)).toBe(same)
})
