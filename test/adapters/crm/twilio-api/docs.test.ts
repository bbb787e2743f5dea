/** The numbers that clients get are all explained, on the page and in the documentation. */

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { codeOf, MEANINGS } from '../../../../adapters/crm/twilio-api/codes.ts'
import type { Objection } from '../../../../src/core/model/verdict.ts'
import { REASONS } from '../../../../src/http/kit/reasons.ts'

const DOCS = readFileSync('docs/drop-in.md', 'utf8')

it('explains every number in docs/drop-in.md, in the words of the page', () => {
  for (const [code, meaning] of Object.entries(MEANINGS))
    expect(DOCS).toContain(`| \`${code}\` | ${meaning} |`)
})

it('gives every refusal of the gate an explained number', () => {
  const problems = ['empty', 'text_too_long', 'too_many_media', 'media_type', 'media_url']
  const objections = [
    ...Object.keys(REASONS).map((reason) => ({ reason, code: '63013' })),
    ...problems.map((problem) => ({ reason: 'content_invalid', problem })),
    ...['rejected', 'paused', 'disabled', 'pending'].map((approval) => ({
      reason: 'template_unavailable',
      approval,
    })),
  ] as unknown as readonly Objection[]
  for (const objection of objections) {
    const code = codeOf(objection)
    if (objection.reason === 'provider_rejected') expect(code).toBe(63013)
    else if (code !== undefined) expect(MEANINGS).toHaveProperty(String(code))
  }
})

it('uses six digits starting with 99 for our own codes, and five for Twilio’s', () => {
  for (const code of Object.keys(MEANINGS)) expect(code).toMatch(/^(?:99\d{4}|[1-8]\d{4})$/)
})
