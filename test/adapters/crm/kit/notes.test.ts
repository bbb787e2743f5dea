import { describe, expect, test } from 'vitest'
import { createNotes } from '../../../../adapters/crm/kit/notes.ts'
import type { Verdict } from '../../../../src/core/model/verdict.ts'
import { LOCALES } from '../../../../templates/index.ts'

const AT = Date.parse('2026-11-24T09:00:00Z')

const REFUSED: Verdict = {
  status: 'refused',
  reason: 'session_closed',
  closedAt: AT,
  sentence: 'Only templates.',
  remedies: [
    { do: 'choose_template', templates: [{ name: 'reminder', language: 'en' }] },
    { do: 'request_opt_in', from: AT },
    { do: 'request_opt_in', from: AT + 3_600_000 },
    { do: 'record_consent' },
    { do: 'settle_doubt', message: 'm' },
    { do: 'wait_for_contact' },
    { do: 'contact_administrator' },
    { do: 'ask_owner', owner: 'Ben' },
    { do: 'use_channel', channel: 'sms', sender: 'sms:+15550002222' },
    { do: 'wait_until', at: AT },
  ],
}

describe.each(Object.keys(LOCALES))('notes in %s', (locale) => {
  test('a refusal has its sentence and a line per remedy, with all values filled in', () => {
    const note = createNotes(locale, 'Europe/Berlin').refused(REFUSED, AT)
    const [sentence, ...lines] = note.split('\n')
    expect(sentence).toBe('Only templates.')
    expect(lines).toHaveLength(11)
    expect(note).toContain('/template reminder')
    expect(note).toContain('Ben')
    expect(note).toContain('SMS')
    expect(note).toMatch(/10[:.]00/)
    expect(note).not.toMatch(/\{\w+\}/)
  })
})

describe.each(Object.entries(LOCALES))(
  'advice that a sentence ends with, in %s',
  (locale, words) => {
    const { refusals, faults } = words.refusals
    test.each([
      ['contact_administrator', Object.entries({ ...refusals, ...faults }), /admin/i],
      [
        'try_later',
        Object.entries(faults),
        /recipient_off|recipient_unknown|rate_limited|transient/,
      ],
      ['check_address', Object.entries(faults), /recipient_(unknown|invalid|landline)/],
    ] as const)('is not said again by the remedy %s', (remedy, sentences, which) => {
      const isAbout = ([name, sentence]: readonly [string, string]) =>
        which.test(remedy === 'contact_administrator' ? sentence : name)
      const about = sentences.filter(isAbout)
      expect(about.length).toBeGreaterThan(2)
      for (const [, sentence] of about) {
        const verdict = { ...REFUSED, sentence, remedies: [{ do: remedy }] } as Verdict
        expect(createNotes(locale).refused(verdict, AT)).toBe(sentence)
      }
    })
  },
)

test('a reply is promised to help only where it does', () => {
  const advice = (reason: string) =>
    createNotes('en').remedies(
      { ...REFUSED, reason, remedies: [{ do: 'wait_for_contact' }] } as Verdict,
      AT,
    )
  expect(advice('session_closed')).toBe('You can write again as soon as the contact replies.')
  expect(advice('contact_unreachable')).toBe('You can write again as soon as the contact replies.')
  for (const reason of ['consent_pending', 'consent_refused', 'consent_revoked'])
    expect(advice(reason)).toBe('You can write again as soon as the contact agrees.')
  for (const reason of ['consent_questioned', 'held_full', 'country_not_allowed'])
    expect(advice(reason)).toBe('')
})

test('times without a time zone are in UTC, and say so', () => {
  expect(createNotes('en').moment(AT)).toEqual({ day: 'November 24', time: '9:00 AM UTC' })
})

test('templates are listed as the command that sends them', () => {
  const template = { name: 'reminder', language: 'en', body: 'Hi {{1}}', variables: ['1', '2'] }
  const notes = createNotes('en')
  expect(notes.answer({ about: 'templates', templates: [template] })).toBe(
    'Templates you can send now:\n\n/template reminder {{1}} | {{2}} (en)\nHi {{1}}',
  )
  expect(notes.answer({ about: 'templates', templates: [] })).toBe(
    'No template can be sent to this contact right now.',
  )
  const sentence = 'The contact has opted out.'
  expect(notes.answer({ about: 'templates', templates: [], sentence })).toBe(sentence)
})

test('help starts with the unknown command', () => {
  const notes = createNotes('en')
  expect(notes.answer({ about: 'help', command: '/tempalte' })).toMatch(
    /^There is no command \/tempalte\. Nothing/,
  )
  expect(notes.answer({ about: 'help' })).toMatch(/^Commands:/)
})
