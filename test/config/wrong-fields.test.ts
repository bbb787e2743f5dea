import { describe, expect, it } from 'vitest'
import { ADAPTERS } from '../support/adapters.ts'
import { EXAMPLE } from './example.ts'
import { type Members, problems, spoiled } from './spoiled.ts'

describe('a configuration', () => {
  const adapters = ADAPTERS.map(({ name }) => name).join(', ')
  const organisation = (value: Members) =>
    spoiled((config) => {
      Object.assign(config.organisations[0], value)
    })
  const connections = (value: Members) =>
    spoiled((config) => {
      Object.assign(config.connections, value)
    })
  const policy = (value: Members) => organisation({ policy: value })
  const quiet = (weekdays: unknown, place = 'DE') =>
    policy({ quietHours: { hours: { [place]: { weekdays } } } })
  const WEEKDAYS = 'organisations[0].policy.quietHours.hours.DE.weekdays'
  const HOURS = 'expected two hours, the earlier one first, such as [8, 20]; null for none'

  it.each([
    [
      'a connection without an adapter',
      connections({ bare: {} }),
      `connections.bare.adapter: is missing: expected one of ${adapters}`,
    ],
    [
      'a connection with no adapter at all',
      connections({ bare: { adapter: null } }),
      `connections.bare.adapter: is null: expected one of ${adapters}`,
    ],
    [
      'a locale of null',
      organisation({ locale: null }),
      'organisations[0].locale: is null: expected a language, such as en, de, es-MX or pt_BR',
    ],
    [
      'a time zone that is a number',
      organisation({ timeZone: 2 }),
      'organisations[0].timeZone: expected an IANA time zone, such as Europe/Berlin',
    ],
    [
      'an id that is a number',
      organisation({ id: 7 }),
      'organisations[0].id: expected 1 to 63 lower-case letters, digits, - and _, with a letter or digit first',
    ],
    [
      'a variable in lower case, once',
      connections({
        'acme-crm': { ...EXAMPLE.connections['acme-crm'], secret: { env: 'crm_secret' } },
      }),
      'connections.acme-crm.secret.env: expected the name of an environment variable: A-Z, 0-9 and _',
    ],
    [
      'a connection without a name',
      connections({ '': EXAMPLE.connections['acme-crm'] }),
      'connections[""]: expected 1 to 63 lower-case letters, digits, - and _, with a letter or digit first',
    ],
    [
      'a misspelt rule',
      policy({ quiethours: {} }),
      'organisations[0].policy.quiethours: unknown field (is quietHours meant?)',
    ],
    [
      'a misspelt keyword list',
      policy({ keywords: { optin: ['JA'] } }),
      'organisations[0].policy.keywords.optin: unknown field (is optIn meant?)',
    ],
    [
      'a misspelt text',
      policy({ wording: { helpp: 'Call us.' } }),
      'organisations[0].policy.wording.helpp: unknown field (is help meant?)',
    ],
    [
      'an unknown purpose, where it is written and once for all senders',
      policy({ purpose: 'news' }),
      'organisations[0].policy.purpose: "news" is not in purposes (there are service, marketing)',
    ],
    [
      'a word that agrees and refuses',
      policy({ keywords: { optIn: ['Jetzt'], optOut: ['JETZT'] } }),
      'organisations[0].policy.keywords.optIn[0]: "Jetzt" is also in optOut: a word can mean only one of them',
    ],
    [
      'a word that asks for help and refuses, in two layers',
      spoiled((config) => {
        config.organisations[0].policy = { keywords: { optOut: ['ende'] } }
        config.organisations[0].lines[0].policy = { keywords: { help: ['ENDE'], optOut: ['Ende'] } }
      }),
      'organisations[0].lines[0].policy.keywords.help[0]: "ENDE" is also in optOut: a word can mean only one of them',
    ],
    ['hours in the wrong order', quiet([20, 8]), `${WEEKDAYS}: ${HOURS}`],
    ['hours that are equal', quiet([8, 8]), `${WEEKDAYS}: ${HOURS}`],
    ['one hour', quiet([8]), `${WEEKDAYS}: ${HOURS}`],
    [
      'an hour that does not exist',
      quiet([8, 25]),
      `${WEEKDAYS}[1]: expected an hour from 0 to 24, such as 8 or 21.5`,
    ],
    [
      'quiet hours of an unknown country',
      quiet([8, 20], 'UK'),
      'organisations[0].policy.quietHours.hours.UK: expected an ISO 3166 code, such as US or GB',
    ],
    [
      'two lines of one id',
      spoiled((config) => {
        const [line] = config.organisations[0].lines
        const senders = [{ address: 'sms:+15550009999', connection: 'acme-twilio' }]
        config.organisations[0].lines.push({ ...line, senders } as never)
      }),
      'organisations[0].lines[1].id: "advisory" is used twice',
    ],
  ])('names the field and says what to write: %s', (_, config, problem) => {
    expect(problems(config)).toEqual([problem])
  })
})
