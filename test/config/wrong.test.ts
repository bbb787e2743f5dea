import { describe, expect, it } from 'vitest'
import { EXAMPLE_SECRETS as ENV, EXAMPLE } from './example.ts'
import { problems, spoiled } from './spoiled.ts'

describe('a configuration', () => {
  it.each([
    [
      'a field of the wrong kind',
      spoiled((config) => {
        config.organisations[0].lines[0].senders[0].address = '+15550001111'
      }),
      'organisations[0].lines[0].senders[0].address: expected whatsapp:+… or sms:+… (E.164, without spaces)',
    ],
    [
      'a field that does not exist',
      spoiled((config) => {
        config.connections['acme-twilio'].authToken = 'x'
      }),
      'connections.acme-twilio.authToken: unknown field (is authTokens meant?)',
    ],
    [
      'a wrong rule, where it is written',
      spoiled((config) => {
        config.organisations[0].lines[0].policy = { held: { maximum: 3 } }
      }),
      'organisations[0].lines[0].policy.held.maximum: unknown field',
    ],
    [
      'a secret in clear',
      spoiled((config) => {
        config.connections['acme-crm'].secret = 'hunter2'
      }),
      'connections.acme-crm.secret: expected {"env": "NAME"}, naming an environment variable: secrets do not belong in this file',
    ],
    [
      'a duration in words',
      spoiled((config) => {
        config.organisations[0].policy = { held: { ttlMs: '24h' } }
      }),
      'organisations[0].policy.held.ttlMs: expected a number of milliseconds, such as 86400000 for 24 hours',
    ],
    [
      'a time to wait of nothing, with what was meant',
      spoiled((config) => {
        config.organisations[0].policy = { held: { ttlMs: 0 } }
      }),
      'organisations[0].policy.held.ttlMs: expected at least 1000, which is one second; to let no message wait, set held.max to 0',
    ],
    [
      'a loop guard that never counts',
      spoiled((config) => {
        config.organisations[0].policy = { automatic: { perMs: 0 } }
      }),
      'organisations[0].policy.automatic.perMs: expected at least 1000, which is one second',
    ],
    [
      'an owner who loses the contact at once',
      spoiled((config) => {
        config.organisations[0].policy = { ownership: { idleMs: 0 } }
      }),
      'organisations[0].policy.ownership.idleMs: expected at least 1000, which is one second; to let every agent write, set ownership.exclusive to false',
    ],
    [
      'a session that is never open',
      spoiled((config) => {
        config.organisations[0].policy = { sessionMs: 0 }
      }),
      'organisations[0].policy.sessionMs: expected at least 1000, which is one second',
    ],
    [
      'an empty list',
      spoiled((config) => {
        config.organisations[0].apiKeys = []
      }),
      'organisations[0].apiKeys: expected a list of at least 1 entry',
    ],
    [
      'a connection that nobody made',
      spoiled((config) => {
        config.organisations[0].lines[0].senders[1].connection = 'acme-meta'
      }),
      'organisations[0].lines[0].senders[1].connection: there is no connection "acme-meta" (there are acme-twilio, acme-crm)',
    ],
    [
      'a provider in the place of a CRM',
      spoiled((config) => {
        config.organisations[0].crm = 'acme-twilio'
      }),
      'organisations[0].crm: "acme-twilio" is a provider, not a CRM',
    ],
    [
      'a sender with two lives',
      spoiled((config) => {
        config.organisations[0].lines[0].senders[1].address = 'whatsapp:+15550001111'
      }),
      'organisations[0].lines[0].senders[1].address: whatsapp:+15550001111 is configured twice, first at organisations[0].lines[0].senders[0].address',
    ],
    [
      'simulated phones beside real ones',
      spoiled((config) => {
        config.connections.phones = { adapter: 'sandbox' }
      }),
      "connections.phones: sandbox and real connections can't be mixed",
    ],
  ])('names the path of %s', (_, config, problem) => {
    expect(problems(config)).toEqual([problem])
  })

  it.each([
    [
      'an empty list',
      spoiled((config) => {
        Object.assign(config.organisations[0], { lines: [] })
      }),
      'organisations[0].lines: expected a list of at least 1 entry',
    ],
    [
      'one of a few words',
      spoiled((config) => {
        config.organisations[0].policy.flow = 'maybe'
      }),
      'organisations[0].policy.flow: expected one of consent, disclaimer, recorded',
    ],
    [
      'a time zone',
      spoiled((config) => {
        config.organisations[0].timeZone = 'Berlin'
      }),
      'organisations[0].timeZone: expected an IANA time zone, such as Europe/Berlin',
    ],
    [
      'a disclosure',
      spoiled((config) => {
        config.organisations[0].policy.disclosures = { support: 'Call 1.' }
      }),
      'organisations[0].policy.disclosures.support: expected no full stop and no space at the end',
    ],
    [
      'crm',
      spoiled((config) => {
        config.organisations[0].crm = 5
      }),
      'organisations[0].crm: expected a connection, or a list of them',
    ],
    [
      'name',
      spoiled((config) => {
        config.connections['Acme CRM'] = config.connections['acme-crm']
      }),
      'connections.Acme CRM: expected 1 to 63 lower-case letters, digits, - and _, with a letter or digit first',
    ],
    [
      'publicUrl',
      spoiled((config) => {
        config.publicUrl = 'gate.example.com'
      }),
      'publicUrl: expected https:// or http:// and a host',
    ],
    [
      'url',
      spoiled((config) => {
        config.connections['acme-crm'].url = 'http://crm.example.com/x'
      }),
      'connections.acme-crm.url: expected https:// and a public address, or "allowPrivate": true beside it',
    ],
    [
      'wording',
      spoiled((config) => {
        config.organisations[0].policy.wording = { help: 'Ask {organization}.' }
      }),
      'organisations[0].policy.wording.help: expected only these names in braces: agent, organisation, line, channel, rates, support, terms, frequency, yes, reach, purposes',
    ],
    [
      'a country',
      spoiled((config) => {
        config.organisations[0].policy.countries = ['GB', 'UK']
      }),
      'organisations[0].policy.countries[1]: expected an ISO 3166 code, such as US or GB',
    ],
    [
      'a publicUrl with a query',
      spoiled((config) => {
        config.publicUrl = 'https://gate.example.com/?x=1'
      }),
      'publicUrl: expected no user, password or query',
    ],
    [
      'an apiUrl in our own network',
      spoiled((config) => {
        config.connections['acme-twilio'].apiUrl = 'https://10.0.0.1'
      }),
      'connections.acme-twilio.apiUrl: expected https:// and a public address, or "allowPrivate": true beside it',
    ],
    [
      'a CRM whose name means something to JavaScript',
      spoiled((config) => {
        config.organisations[0].crm = 'toString'
      }),
      'organisations[0].crm: there is no connection "toString" (there are acme-twilio, acme-crm)',
    ],
  ])('says what was expected of %s', (_, config, problem) => {
    expect(problems(config)).toEqual([problem])
  })

  it('says that a secret or a connection is missing', () => {
    const config = spoiled((draft) => {
      draft.connections['acme-crm'].secret = undefined
      draft.organisations[0].crm = undefined
    })
    expect(problems(config)).toEqual([
      'connections.acme-crm.secret: is missing',
      'organisations[0].crm: is missing',
    ])
  })

  it('names a wrong field and a missing secret at once, as documented', () => {
    const config = spoiled((draft) => {
      draft.organisations[0].lines[0].senders[0].address = '+15550001111'
    })
    expect(problems(config, { ...ENV, CRM_SECRET: '' })).toEqual([
      'organisations[0].lines[0].senders[0].address: expected whatsapp:+… or sms:+… (E.164, without spaces)',
      'connections.acme-crm.secret: the environment variable CRM_SECRET is not set',
    ])
  })

  it('names the variable of a missing secret', () => {
    expect(problems(EXAMPLE, { ...ENV, CRM_SECRET: '' })).toEqual([
      'connections.acme-crm.secret: the environment variable CRM_SECRET is not set',
    ])
  })

  it('shows no values in its errors', () => {
    const config = spoiled((draft) => {
      draft.connections['acme-crm'].secret = 'hunter2'
      draft.connections['acme-twilio'].authTokens = ['hunter3']
    })
    expect(problems(config).join()).not.toMatch(/hunter/)
  })
})
