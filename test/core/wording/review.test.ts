/** The review of an organisation's own texts. */

import { expect, it } from 'vitest'
import { type Kind, reviewText } from '../../../src/core/wording/review.ts'
import { policyWith } from '../../support/given.ts'

const review = (kind: Kind, text: string, locale = 'en', hasSegments = true) =>
  reviewText({
    kind,
    text,
    reading: { ...policyWith().reading, locale },
    disclosures: { support: 'call +1 555 0100' },
    values: { organisation: 'Acme Wealth', agent: 'Alexandra Schmidt', yes: 'YES' },
    hasSegments,
  })

it('passes complete texts', () => {
  expect(review('opt_in_request', '{organisation}: may we text you? YES or STOP.')).toEqual([])
  expect(review('opt_in_request', 'Antworten Sie mit JA oder NEIN.', 'de')).toEqual([])
  expect(review('opt_in_request', 'Responda "sí" o "baja".', 'es')).toEqual([])
  expect(review('opt_in_request', 'Agree with 👍, or write STOP.')).toEqual([])
  expect(review('opt_in_request', 'Reply {yes}, or OPT OUT.')).toEqual([])
  expect(review('help', 'Questions? {support}.')).toEqual([])
  for (const way of ['+1 (555) 010-0100', 'help@acme.example', 'acme.com/help'])
    expect(review('help', `Acme: ${way}`)).toEqual([])
  expect(review('opt_out_confirmation', 'You will get no more messages. Reply {yes}.')).toEqual([])
})

it('finds a request without instructions to agree or decline', () => {
  expect(review('opt_in_request', 'Do you agree that we text you? No one has to.')).toEqual([
    'does not say which word means yes, such as YES in capitals or quotes',
    'does not say which word means no, such as STOP in capitals or quotes',
  ])
  expect(review('opt_in_request_by_line', 'Reply YES to agree.')).toEqual([
    expect.stringContaining('means no'),
  ])
  expect(review('opt_in_request', 'Antworten Sie mit OUI oder STOP.', 'de')).toEqual([
    expect.stringContaining('means yes'),
  ])
  expect(review('disclaimer', 'Reply when you like.')).toEqual([])
})

it.each([
  ['You are opted out. Get 20% off when you come back!', '20%'],
  ['Opted out. Our best offers miss you.', 'offers'],
  ['Abgemeldet. Ihr Gutschein wartet noch.', 'Gutschein'],
  ['De baja. ¡Aún hay descuentos!', 'descuentos'],
  ['Désinscrit. Nos soldes continuent.', 'soldes'],
  ['Cancelado. O brinde continua seu.', 'brinde'],
])('finds that "%s" advertises', (text, found) => {
  expect(review('opt_out_confirmation', text)).toEqual([
    `advertises ("${found}"): a confirmation may not (47 CFR 64.1200(a)(12))`,
  ])
  expect(review('opt_in_confirmation', text)).toEqual([])
})

it('finds a HELP without contact details, and values that aren’t set', () => {
  expect(review('help', 'You are in contact with {organisation}.')).toEqual([
    'does not say how to reach you: add {support}, a phone number, an e-mail address or a web page',
  ])
  expect(review('opt_in_confirmation', 'Thanks. {frequency}. Terms: {terms}')).toEqual([
    'has {terms}, but policy.disclosures.terms is not set, so the sentence is left out',
    'has {frequency}, but policy.disclosures.frequency is not set, so the sentence is left out',
  ])
})

it('counts the segments of an SMS, and names the character that adds some', () => {
  const long = 'Reply YES or STOP. '.repeat(25)
  expect(review('opt_in_request', long)).toEqual(['takes 4 SMS segments, more than 3'])
  expect(review('opt_in_request', long, 'en', false)).toEqual([])
  expect(review('help', `${'Write to us – any time. '.repeat(7)}{support}`)).toEqual([
    'takes 3 SMS segments, more than 2; "–" is not in the SMS alphabet and causes this',
  ])
})
