/** The texts that come with the product, in every language. */

import { describe, expect, it } from 'vitest'
import { normalise } from '../../../src/core/reading/words.ts'
import { fill, fillSentences } from '../../../src/core/wording/fill.ts'
import { LOCALES, localeFor, READING_LISTS } from '../../../templates/index.ts'
import {
  agreed,
  HOUR,
  policyWith,
  SENDER,
  smsPolicy,
  story,
  T0,
  template,
} from '../../support/given.ts'

/** Letters that a segment of 160 takes: 3GPP TS 23.038, without its escapes. */
const GSM = /^[@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà\n]*$/

it('fills names in once and leaves unknown ones', () => {
  expect(fill('{a} {b} {c} {toString}', { a: '{b}', b: 'x' })).toBe('{b} x {c} {toString}')
})

it('leaves out each sentence with a missing value, and keeps the others', () => {
  const text = 'This is {agent}. Questions? {support}.\n{rates}. Terms: {terms}'
  expect(fillSentences(text, { agent: 'Dr. Ana' })).toBe('This is Dr. Ana.')
  expect(fillSentences(text, { agent: 'Ana', support: 'call 1', rates: 'It costs' })).toBe(
    'This is Ana. Questions? call 1.\nIt costs.',
  )
  expect(fillSentences(text, { agent: 'Ana', terms: 'https://a.example/t' })).toBe(
    'This is Ana. Terms: https://a.example/t',
  )
})

describe('a locale', () => {
  it('falls back to its language, and to English', () => {
    expect(localeFor('pt-BR')).toBe(LOCALES.pt)
    expect(localeFor('DE_at')).toBe(LOCALES.de)
    expect(localeFor('es-MX')).toBe(LOCALES.es)
    expect(localeFor('ja')).toBe(LOCALES.en)
    expect(localeFor('constructor')).toBe(LOCALES.en)
  })

  const FORMS = ['wording', 'smsWording'] as const

  it.each(Object.keys(LOCALES))(
    '%s explains how to agree and how to end, and names us',
    (locale) => {
      const { flow } = localeFor(locale)
      const list = READING_LISTS.find((one) => one.locale === locale)
      const wordsOf = (text = '') => text.split(',')
      const [optIn, help] = [wordsOf(list?.optIn), wordsOf(list?.help)]
      const tells = (text: string, words: readonly string[]) =>
        words.some((word) => normalise(text).split(' ').includes(normalise(word)))
      for (const form of FORMS) {
        const { rates, yes_word, reach_channel, reach_everywhere, ...others } = flow[form]
        const { about_service, about_marketing, ...wording } = others
        expect([about_service, about_marketing]).not.toContain('')
        expect(rates).toMatch(/\w$/)
        expect(wording.opt_out_confirmation).toContain('{yes}')
        expect(wording.opt_out_confirmation).toContain(' {reach}. ')
        expect(tells(yes_word, optIn)).toBe(true)
        for (const text of [reach_channel, reach_everywhere]) expect(text).toContain('{channels}')
        for (const kind of ['opt_in_request', 'opt_in_request_by_line'] as const)
          expect(tells(wording[kind], optIn)).toBe(true)
        for (const kind of ['opt_in_request', 'opt_in_confirmation', 'help', 'disclaimer'] as const)
          expect(wording[kind]).toContain('STOP')
        expect(tells(wording.opt_in_confirmation, help)).toBe(true)
        expect(wording.help).toContain('{support}')
        for (const text of Object.values(wording)) expect(text).toContain('{organisation}')
        expect(wording.sender_inactive).toContain('{channel}')
      }
      expect(LOCALES[locale]?.optInRequest.types['twilio/text'].body).toContain('STOP')
      expect(tells(LOCALES[locale]?.optInRequest.types['twilio/text'].body ?? '', optIn)).toBe(true)
    },
  )

  it.each(Object.keys(LOCALES))(
    '%s has the SMS texts that US carriers require, in GSM letters',
    (locale) => {
      const { smsWording } = localeFor(locale).flow
      for (const kind of [
        'opt_in_request',
        'opt_in_request_by_line',
        'opt_in_confirmation',
      ] as const)
        for (const name of ['{frequency}', '{rates}', '{terms}'])
          expect(smsWording[kind]).toContain(name)
      const values = {
        organisation: 'Acme Wealth',
        agent: 'Ana Ruiz',
        line: 'Advisory',
        yes: smsWording.yes_word,
        channels: 'WhatsApp',
      }
      for (const text of Object.values(smsWording)) {
        expect(text.replace(/\{\w+\}/g, '')).toMatch(GSM)
        const full = fillSentences(text, { ...values, rates: smsWording.rates, channel: 'SMS' })
        expect(full.length).toBeLessThanOrEqual(2 * 153)
      }
      expect(fillSentences(smsWording.opt_out_confirmation, values).length).toBeLessThanOrEqual(160)
    },
  )

  it.each(Object.keys(LOCALES))('%s has a sentence for everything, with its values', (locale) => {
    const { refusals, templateProblems, contentProblems } = localeFor(locale).refusals
    const english = localeFor('en').refusals
    expect(Object.keys(refusals).sort()).toEqual(Object.keys(english.refusals).sort())
    const names = (texts: Readonly<Record<string, string>>) =>
      Object.entries(texts)
        .map(([key, text]) => [key, ...(text.match(/\{\w+\}/g) ?? [])].join(' '))
        .sort()
    expect(names(refusals)).toEqual(names(english.refusals))
    expect(names(templateProblems)).toEqual(names(english.templateProblems))
    expect(names(contentProblems)).toEqual(names(english.contentProblems))
    const texts = [refusals, templateProblems, contentProblems].flatMap((one) => Object.values(one))
    for (const [, name, ...forms] of texts.flatMap((text) => [
      ...text.matchAll(/\{(\w+)\|([^{}|]*)\|([^{}|]*)\}/g),
    ])) {
      expect(['amount', 'limit', 'max', 'now', 'ownTime', 'time']).toContain(name)
      expect(new Set(forms).size).toBe(2)
    }
    expect(texts.join().replace(/\{\w+(?:\|[^{}|]*\|[^{}|]*)?\}/g, '')).not.toMatch(/[{}|]/)
  })
})

it('names the organisation’s configured hours', () => {
  const rules = { requestIntervalMs: 36 * HOUR, sessionMs: 1.5 * HOUR }
  const play = story(policyWith({ rules }))
  const sentenceOf = () => {
    const { verdict } = play.sends('Hello')
    return verdict.status === 'accepted' ? '' : verdict.sentence
  }
  expect(sentenceOf()).toContain("We've asked the contact for permission")
  play.wait(36 * HOUR)
  expect(sentenceOf()).toContain('for more than 36 hours')
  play.writes('YES')
  play.wait(2 * HOUR)
  expect(sentenceOf()).toContain('More than 1.5 hours have passed')
})

it('puts the channel into the notice of a deactivated number', () => {
  const sender = { state: 'inactive' } as const
  expect(story(policyWith({ sender }), agreed()).writes('Hi').sent[0]).toContain('WhatsApp')
  expect(story(smsPolicy({ sender }), agreed()).writes('Hi').sent[0]).toContain('SMS')
})

it('fills in the line if the organisation’s text has it', () => {
  const usual = policyWith()
  const flow = { ...usual.wording.flow, help: '{line}: {agent}' }
  const policy = policyWith({ wording: { ...usual.wording, flow } })
  expect(story(policy, agreed()).writes('help').sent).toEqual(['Advisory: Advisory'])
})

it('includes the organisation’s details in SMS, and the cost where there may be one', () => {
  const disclosures = {
    support: 'Call +1 555 0100',
    terms: 'acme.example/sms',
    frequency: 'Up to 4 msgs/month',
  }
  const full = smsPolicy({ rules: { disclosures } })
  expect(story(full).asks().sent).toEqual([
    'Acme Wealth: anna would like to text you about your account. Up to 4 msgs/month. Msg & data rates may apply. Reply YES to agree, STOP to decline, HELP for help. Terms: acme.example/sms',
  ])
  expect(
    story({ ...full, sender: { ...full.sender, optOutHandling: 'gateway' } }, agreed()).writes(
      'HELP',
    ).sent,
  ).toEqual([
    "You're texting with Acme Wealth. Questions? Call +1 555 0100. Up to 4 msgs/month. Msg & data rates may apply. Reply STOP to opt out.",
  ])
  const abroad = smsPolicy({ place: { country: 'GB', timeZones: ['Europe/London'] } })
  expect(story(abroad).asks().sent).toEqual([
    'Acme Wealth: anna would like to text you about your account. Reply YES to agree, STOP to decline, HELP for help.',
  ])
})

describe('a time in a sentence', () => {
  const ask = (organisation: object, locale = 'en') => {
    const usual = policyWith()
    const play = story(
      policyWith({
        organisation: { ...usual.organisation, locale, ...organisation },
        wording: { ...localeFor(locale).refusals, flow: usual.wording.flow },
      }),
    )
    play.sends()
    play.wait(HOUR)
    const { verdict } = play.asks()
    return verdict.status === 'refused' ? verdict.sentence : ''
  }

  it('is in the organisation’s zone, or says UTC', () => {
    expect(ask({})).toContain('You can ask again on November 17 at 3:00 PM UTC.')
    expect(ask({ timeZone: 'America/New_York' })).toContain('on November 17 at 10:00 AM.')
    expect(ask({ timeZone: 'Asia/Tokyo' })).toContain('on November 18 at 12:00 AM.')
  })

  it('is written in the language of its sentence', () => {
    const timeZone = 'Europe/Berlin'
    expect(ask({ timeZone }, 'de-AT')).toContain('am 17. November um 16:00.')
    expect(ask({ timeZone }, 'es')).toContain('el 17 de noviembre a las 16:00.')
    expect(ask({ timeZone }, 'fr')).toContain('le 17 novembre à 16:00.')
    expect(ask({ timeZone }, 'pt_BR')).toContain('em 17 de novembro às 16:00.')
    expect(ask({ timeZone }, 'ja')).toContain('on November 17 at 4:00 PM.')
    expect(ask({ timeZone }, 'en-GB')).toContain('on 17 November at 16:00.')
  })

  it('has the article of its hour in Spanish and Portuguese', () => {
    const night = { timeZone: 'Asia/Vladivostok' }
    expect(ask(night, 'es')).toMatch(/ a la 1:00\.$/)
    expect(ask(night, 'pt_BR')).toMatch(/ à 1:00\.$/)
    const afternoon = { timeZone: 'America/Noronha' }
    expect(ask(afternoon, 'es')).toMatch(/ a las 13:00\.$/)
    expect(ask(afternoon, 'es_MX')).toContain(' a la 1:00 p.m.')
    expect(ask(afternoon, 'pt_BR')).toMatch(/ às 13:00\.$/)
  })

  it('of a held message is in the contact’s and the agent’s zones', () => {
    const rules = { quietHours: { enabled: true, applyTo: 'all' } }
    const organisation = { id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' }
    const held = (locale: string) => {
      const wording = { ...policyWith().wording, ...localeFor(locale).refusals }
      const policy = policyWith({ rules, wording, organisation: { ...organisation, locale } })
      const play = story(policy, agreed())
      play.wait(13 * HOUR)
      const { verdict } = play.sends({
        kind: 'template',
        name: 'appointment',
        variables: { 1: '3' },
      })
      return verdict.status === 'held' ? verdict.sentence : ''
    }
    expect(held('en')).toBe(
      "It's 11:00 PM for the contact. Your message goes out on November 17 at 8:00 AM their time, which is November 17 at 2:00 PM for you.",
    )
    for (const [locale, parts] of [
      ['de', ['23:00', '8:00', '14:00']],
      ['es', ['23:00', '8:00', '14:00']],
      ['fr', ['23:00', '8:00', '14:00']],
      ['pt', ['23:00', '8:00', '14:00']],
    ] as const)
      for (const part of parts) expect(held(locale)).toContain(part)
  })

  it('of the contact is one o’clock in the singular', () => {
    const now = (locale: string) =>
      fill(localeFor(locale).refusals.refusals.quiet_hours, { now: '1:31' }, locale)
    expect(now('es')).toContain('es la 1:31,')
    expect(now('pt')).toContain('É 1:31 ')
  })

  it('has no zone if the contact may be in several', () => {
    const rules = { quietHours: { enabled: true, applyTo: 'all' } }
    const timeZones = ['America/New_York', 'America/Los_Angeles']
    const place = { country: 'US', region: 'US-NY', timeZones }
    const play = story(policyWith({ rules, place }), agreed())
    play.wait(13 * HOUR)
    const content = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const
    expect(play.sends(content).verdict).toMatchObject({
      status: 'held',
      sentence:
        'It may be too early or too late where the contact is. Your message goes out on November 17 at 4:00 PM UTC.',
    })
  })
})

it('explains to an agent in their language why the contact can’t be asked', () => {
  const pending = { ...template({ name: 'opt_in_request' }), approval: 'pending' as const }
  const play = story(policyWith({ templates: [pending] }))
  expect(play.sends('Hello').verdict).toMatchObject({
    reason: 'template_unavailable',
    sentence:
      "The contact hasn't agreed to messages yet and can't be asked on WhatsApp right now (the opt-in template isn't approved in English). Contact your administrator, or wait until the contact writes.",
  })
})

it('tells an agent that no opt-in template is configured', () => {
  const base = policyWith({ templates: [] })
  const { optInTemplate: _, ...rules } = base.rules
  const play = story({ ...base, rules })
  expect(play.sends('Hello').verdict).toMatchObject({
    reason: 'template_unavailable',
    sentence: expect.stringContaining('no opt-in template is configured'),
  })
})

it('names which of three marketing noes applies', () => {
  const offer = template({ name: 'offer', category: 'marketing', variables: [] })
  const sends = (contact = agreed()) => {
    const place = { country: 'GB', timeZones: ['Europe/London'] }
    const rules = { purposes: { marketing: { requires: 'nothing' } } }
    const play = story(policyWith({ rules, templates: [offer], place }), contact)
    const { verdict } = play.sends({ kind: 'template', name: 'offer', variables: {} })
    return verdict.status === 'accepted' ? '' : verdict.sentence
  }
  expect(sends()).toBe('')
  expect(sends(agreed({ marketingStopped: { [SENDER]: T0 } }))).toBe(
    'The contact has opted out of marketing messages. Other messages are still allowed.',
  )
})
