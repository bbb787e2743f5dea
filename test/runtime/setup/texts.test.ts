/** Warnings of the start and the doctor about an organisation's own texts, words and hours. */

import { expect, it } from 'vitest'
import { quietHoursLine } from '../../../src/runtime/setup/banner.ts'
import { readSettings } from '../../../src/runtime/setup/settings.ts'
import { SANDBOX_SECRETS } from '../../../src/sandbox/configuration.ts'
import { sandboxConfig } from '../../support/sandbox.ts'

const start = (policy: object, changes: object = {}) =>
  readSettings(sandboxConfig(changes, policy), SANDBOX_SECRETS, 'http://localhost:8787')

it('our own texts pass', async () => {
  for (const locale of ['en', 'de', 'es', 'fr', 'pt'])
    expect((await start({}, { locale })).warnings).toEqual([])
})

it('a language without texts is named once, with those that have some', async () => {
  expect((await start({}, { locale: 'it-IT' })).warnings).toEqual([
    'sandbox: locale "it-IT" has no texts (only en, de, es, fr, pt have): people read English',
  ])
})

it('a line’s own language without texts is named with its line', async () => {
  const senders = [{ address: 'whatsapp:+15550002222', connection: 'phones' }]
  const lines = [{ id: 'roma', name: 'Roma', locale: 'it', senders }]
  expect((await start({}, { lines })).warnings).toEqual([
    'sandbox: line roma: locale "it" has no texts (only en, de, es, fr, pt have): people read English',
  ])
})

it('each harmful text is named with its problem, once for all its senders', async () => {
  const wording = {
    opt_in_request: '{organisation} would like to write to you.',
    opt_out_confirmation: 'Bye. Use the coupon SPRING!',
    help: 'You are in contact with {organisation}.',
  }
  expect((await start({ wording, optInPurposes: ['marketing'] })).warnings).toEqual([
    'sandbox: policy.wording.opt_in_request does not say which word means yes, such as YES in capitals or quotes',
    'sandbox: policy.wording.opt_in_request does not say which word means no, such as STOP in capitals or quotes',
    'sandbox: policy.wording.opt_in_request does not name policy.optInPurposes: without {purposes}, a YES does not cover them',
    'sandbox: policy.wording.opt_out_confirmation advertises ("coupon"): a confirmation may not (47 CFR 64.1200(a)(12))',
    'sandbox: policy.wording.help does not say how to reach you: add {support}, a phone number, an e-mail address or a web page',
  ])
})

it('a switched-off keyword that the law lists causes a warning, and so does an unlisted one', async () => {
  const [law, unknown, ...more] = (await start({ keywords: { not: ['END', 'xyzzy', 'BAJA'] } }))
    .warnings
  expect(law).toContain('47 CFR 64.1200(a)(10) lists "END" as an opt-out')
  expect(unknown).toContain('"xyzzy" is not on')
  expect(more).toEqual([])
})

it('a configured word that is an opt-out stays one, and the start says so', async () => {
  const own = { optIn: ['STOP'], join: ['unsubscribe'], help: ['AIUTO'] }
  expect((await start({ keywords: own })).warnings).toEqual([
    'sandbox: policy.keywords.optIn: "STOP" is an opt-out on Postern\'s word lists, and is read as one.',
    'sandbox: policy.keywords.join: "unsubscribe" is an opt-out on Postern\'s word lists, and is read as one.',
  ])
})

it('a sentence with an unknown value stops the start', async () => {
  const sentences = { session_closed: 'Choose a template, {name}.' }
  await expect(start({ sentences })).rejects.toThrow(
    'organisations[0].policy.sentences.session_closed: {name} is not filled in; it has only {period}, {amount}',
  )
  await expect(start({ sentences: { sesion_closed: 'x' } })).rejects.toThrow(
    'policy.sentences.sesion_closed: there is no sentence of this name',
  )
})

it('a sentence may choose a form by its number, and say a duration in hours', async () => {
  const sentences = {
    held_full: '{limit} {limit|message waits|messages wait}.',
    session_closed: 'Closed for {hours} h.',
  }
  expect((await start({ sentences })).warnings).toEqual([])
  await expect(
    start({ sentences: { held_full: '{count|one message|more} wait.' } }),
  ).rejects.toThrow('{count} is not filled in; it has only {limit}')
})

it('an undefined purpose stops the start', async () => {
  for (const policy of [
    { purpose: 'lottery' },
    { optInPurposes: ['lottery'] },
    { frequency: [{ purpose: 'lottery', max: 1, perMs: 1 }] },
  ])
    await expect(start(policy)).rejects.toThrow(/"lottery" is not in purposes/)
  expect((await start({ purpose: 'lottery', purposes: { lottery: {} } })).warnings).toEqual([])
})

it('one line says whether quiet hours are on, for which messages, and where', async () => {
  const line = async (policy: object) => quietHoursLine((await start(policy)).directory)
  expect(await line({})).toBe('off')
  expect(await line({ quietHours: { enabled: true } })).toBe('on for marketing and opt-in requests')
  expect(await line({ quietHours: { enabled: true, applyTo: 'all' } })).toBe(
    'on for everything that agents start',
  )
  const lines = [
    {
      id: 'night',
      name: 'Night',
      policy: { quietHours: { enabled: true } },
      senders: [{ address: 'whatsapp:+15550002222', connection: 'phones' }],
    },
    {
      id: 'day',
      name: 'Day',
      senders: [{ address: 'sms:+15550003333', connection: 'phones' }],
    },
  ]
  expect(quietHoursLine((await start({}, { lines })).directory)).toBe(
    'on for marketing and opt-in requests (whatsapp:+15550002222); off (sms:+15550003333)',
  )
})
