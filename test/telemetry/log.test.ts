import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLog, type LogFields, maskAddress } from '../../src/telemetry/log.ts'

const logging = (level: 'debug' | 'warn' | 'silent' = 'debug') => {
  const lines: string[] = []
  const clock = () => Date.parse('2026-11-24T09:00:00Z')
  const log = createLog({ level, write: (line) => lines.push(line), clock })
  return { log, lines }
}

test('a line is JSON with its time, level, event and fields', () => {
  const { log, lines } = logging()
  log.info('committed', { contact: 'c_1', version: 3, first: false, absent: undefined })
  expect(lines).toEqual([
    '{"at":"2026-11-24T09:00:00.000Z","level":"info","event":"committed","contact":"c_1","version":3,"first":false}',
  ])
})

test('nothing below the level is written', () => {
  const { log, lines } = logging('warn')
  log.debug('a')
  log.info('b')
  log.warn('c')
  log.error('d')
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(['c', 'd'])
  const quiet = logging('silent')
  quiet.log.error('e')
  expect(quiet.lines).toEqual([])
})

test('only text, numbers and booleans are logged', () => {
  const { log, lines } = logging()
  const fields = { message: { text: 'canary' }, list: ['canary'] } as unknown as LogFields
  log.warn('odd', fields)
  expect(lines.join()).not.toContain('canary')
})

test('no input can start a line', () => {
  const { log, lines } = logging()
  log.warn('odd', { cause: 'x\n{"level":"error"}\u2028' })
  expect(lines[0]).not.toMatch(/\n/)
})

test('an address is masked in any position', () => {
  const { log, lines } = logging()
  log.warn('odd', {
    error: 'nobody at whatsapp:+15550001111, +4915112345678 or whatsapp:US.a1b2c3d4e5',
  })
  expect(JSON.parse(lines[0] ?? '').error).toBe(
    'nobody at whatsapp:+1555…11, +4915…78 or whatsapp:US.a1…e5',
  )
})

test.each([
  ['an unknown channel', 'rcs:+15550001111', '5550001'],
  ['a page-scoped id', 'messenger:1234567890123456', '567890123'],
  ['capitals', 'WhatsApp:+15550001111', '5550001'],
  ['percent-encoding', 'whatsapp%3A%2B15550001111', '5550001'],
  ['a bare number that is percent-encoded', 'To=%2B15550001111', '5550001'],
  ['a number without its plus', 'wa_id 15550001111', '5550001'],
  ['a number as people write it', '+1 (555) 000-1111', '000-1111'],
  ['a number that is taken for a scheme', 'A+15550001111:A', '5550001'],
])('is masked in every log: %s', (_, address, secret) => {
  const { log, lines } = logging()
  log.warn('odd', { error: `not sent to ${address}: no such number` })
  expect(lines.join()).not.toContain(secret)
})

test('text that is no address stays readable', () => {
  const { log, lines } = logging()
  const error =
    'connect ECONNREFUSED 127.0.0.1:5432, http_timeout after 30000 ms at 2026-11-24T09:00:00.000Z'
  log.warn('odd', { error, input: 'tw_SM0123456789abcdef0123456789abcdef', path: '/v1/messages' })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    error,
    input: 'tw_SM0123456789abcdef0123456789abcdef',
    path: '/v1/messages',
  })
})

test('no phone number survives, whatever surrounds it', () => {
  const phone = fc.stringMatching(/^\+[1-9]\d{7,13}$/)
  fc.assert(
    fc.property(phone, fc.string(), fc.string(), (number, before, after) => {
      const { log, lines } = logging()
      log.warn('odd', { error: `${before}${number}${after}`.slice(0, 400) })
      expect(lines.join()).not.toContain(number)
    }),
  )
})

test.each([
  ['whatsapp:+15550001111', 'whatsapp:+1555…11'],
  ['sms:+12345678', 'sms:+12…78'],
  ['sms:12345', 'sms:12345'],
])('%s is %s in a log', (address, masked) => expect(maskAddress(address)).toBe(masked))
