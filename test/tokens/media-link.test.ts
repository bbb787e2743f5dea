import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMediaLinks } from '../../src/tokens/media-link.ts'

const NOW = Date.parse('2026-11-24T09:00:00Z')
const links = createMediaLinks({ publicUrl: 'https://gate.example.com', secret: 'a secret' })
const tokenOf = (url: string) => url.slice('https://gate.example.com/media/'.length)
const token = tokenOf(links.make('acme', 'msg_1', 0, NOW))

test('a link leads to its one file, and is safe in a path', () => {
  expect(links.read(token, NOW)).toEqual({ organisation: 'acme', message: 'msg_1', index: 0 })
  expect(token).toMatch(/^[\w.-]+$/)
})

test('a link works for fifteen minutes', () => {
  expect(links.read(token, NOW + 15 * 60_000 - 1)).toBeDefined()
  expect(links.read(token, NOW + 15 * 60_000)).toBeUndefined()
})

test('a link made with another secret is refused', () => {
  const others = createMediaLinks({ publicUrl: 'https://gate.example.com', secret: 'another' })
  expect(others.read(token, NOW)).toBeUndefined()
})

test('no character of a link can be changed', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'.split('')
  const position = fc.oneof(fc.nat(token.length - 1), fc.constant(token.length - 1))
  fc.assert(
    fc.property(position, fc.constantFrom(...letters), (at, letter) => {
      fc.pre(token[at] !== letter)
      const changed = token.slice(0, at) + letter + token.slice(at + 1)
      expect(links.read(changed, NOW)).toBeUndefined()
    }),
    { numRuns: 1_000 },
  )
})

test.each(['', '.', 'x', 'x.y', `${token}.`, `${token}.x`, token.split('.')[0] ?? ''])(
  '%s is refused',
  (text) => expect(links.read(text, NOW)).toBeUndefined(),
)

test('links keep organisations, messages and files apart', () => {
  const ref = fc.tuple(fc.string(), fc.string(), fc.nat(9))
  fc.assert(
    fc.property(ref, (each) => {
      const [organisation, message, index] = each
      expect(links.read(tokenOf(links.make(...each, NOW)), NOW)).toEqual({
        organisation,
        message,
        index,
      })
    }),
  )
})
