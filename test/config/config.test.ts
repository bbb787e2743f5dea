import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownUrl, readSetup } from '../../src/runtime/setup/setup.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../src/sandbox/configuration.ts'
import { ADAPTERS, problemsOf, readConfig } from '../support/adapters.ts'
import { EXAMPLE_SECRETS as ENV, EXAMPLE } from './example.ts'

/** 32 bytes. */
const KEY = 'QUJD'.repeat(10).concat('QUI=')

/** As long as it has to be, and no longer. */
const SECRET = 's'.repeat(32)

/** Members that may get a value of any kind. */
type Members = Record<string, unknown>

/** The example, with the parts that the tests change. */
type Draft = Members & {
  connections: Record<string, Members> & Record<'acme-twilio' | 'acme-crm' | 'espo', Members>
  organisations: [
    Members & {
      policy: Members
      lines: [Members & { senders: [Members, Members] }]
    },
  ]
}

const spoiled = (spoil: (config: Draft) => void) => {
  const config: Draft = structuredClone(EXAMPLE)
  spoil(config)
  return config
}

const problems = (config: unknown, env: Record<string, string> = ENV) => problemsOf(config, env)

describe('a configuration', () => {
  it('sets each key’s request rate, and whether metrics are public', () => {
    expect(readConfig(EXAMPLE, ENV)).toMatchObject({
      rateLimit: { perSecond: 100, burst: 200 },
      metrics: true,
    })
    const own = spoiled((config) => {
      config.rateLimit = { burst: 5 }
      config.metrics = false
    })
    expect(readConfig(own, ENV)).toMatchObject({
      rateLimit: { perSecond: 100, burst: 5 },
      metrics: false,
    })
    own.rateLimit = { perSecond: 0 }
    expect(problems(own).join()).toContain('rateLimit.perSecond')
  })

  it('has no sender on an unknown channel', () => {
    const unknown = structuredClone(EXAMPLE)
    unknown.organisations[0].lines[0].senders[0].address = 'rcs:+15550001111'
    expect(problems(unknown)).toEqual([
      'organisations[0].lines[0].senders[0].address: expected whatsapp:+… or sms:+… (E.164, without spaces)',
    ])
  })

  it('matches the example', () => {
    const directory = readConfig(EXAMPLE, ENV)
    const sender = directory.sender('sms:+15550001111')
    expect(sender).toMatchObject({ connection: 'acme-twilio', optOutHandling: 'provider' })
    expect(directory.sender('whatsapp:+15550001111')?.optOutHandling).toBe('gateway')
    expect(sender?.line.name).toBe('Advisory')
    expect(directory.connections['acme-twilio']).toMatchObject({
      authTokens: ['token'],
      apiUrl: 'https://api.twilio.com',
    })
    expect(directory.byApiKey(ENV.ACME_API_KEY)?.id).toBe('acme')
    expect(directory.byApiKey('another')).toBeUndefined()
  })

  it('keeps a CRM page’s address as written, except its fragment', () => {
    const config = spoiled((config) => {
      config.connections['acme-crm'].url = 'https://crm.example.com/hooks/?a=1#rc=3'
    })
    const { connections } = readConfig(config, ENV)
    expect(connections['acme-crm']).toMatchObject({ url: 'https://crm.example.com/hooks/?a=1' })
  })

  it('keeps no API key, only its hash', () => {
    const { organisations } = readConfig(EXAMPLE, {
      ...ENV,
      ACME_API_KEY: 'a-key-in-clear-0123456789',
    })
    expect(organisations[0]?.apiKeyHashes[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(organisations[0]?.apiKeyHashes)).not.toContain('in-clear')
  })

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

  it.each(['en', 'de-AT', 'pt_BR', 'it', 'fil'])('has the locale %s', (locale) => {
    const config = spoiled((draft) => {
      draft.organisations[0].locale = locale
      draft.organisations[0].lines[0].locale = locale
    })
    expect(problems(config)).toEqual([])
  })

  it.each(['xx', 'english', 'es-', ''])('rejects "%s" as a locale', (locale) => {
    const config = spoiled((draft) => {
      draft.organisations[0].locale = locale
      draft.organisations[0].lines[0].locale = locale
    })
    expect(problems(config)).toEqual([
      'organisations[0].locale: expected a language, such as en, de, es-MX or pt_BR',
      'organisations[0].lines[0].locale: expected a language, such as en, de, es-MX or pt_BR',
    ])
  })

  describe('of a Telnyx account', () => {
    const withAccount = (account: Members) =>
      spoiled((draft) => {
        draft.connections.t = {
          adapter: 'telnyx',
          apiKey: { env: 'TWILIO_AUTH_TOKEN' },
          publicKey: KEY,
          messagingProfileId: '4001',
          ...account,
        }
      })

    it('passes with one key or several', () => {
      expect(problems(withAccount({ publicKey: [KEY, KEY] }))).toEqual([])
      expect(problems(withAccount({}))).toEqual([])
    })

    it('says what is missing', () => {
      expect(problems(withAccount({ apiKey: undefined, publicKey: undefined }))).toEqual([
        'connections.t.apiKey: is missing',
        'connections.t.publicKey: is missing',
      ])
    })

    it.each([
      [{ publicKey: 5 }, 'connections.t.publicKey: expected text or a list'],
      [{ publicKey: [] }, 'connections.t.publicKey: expected a list of at least 1 entry'],
      [{ publicKey: [7] }, 'connections.t.publicKey[0]: expected text'],
    ])('says what was expected of %j', (account, problem) => {
      expect(problems(withAccount(account))).toEqual([problem])
    })
  })

  it.each(ADAPTERS.map(({ name }) => name))('says what an empty connection of %s lacks', (name) => {
    const config = spoiled((draft) => {
      draft.connections.bare = { adapter: name }
    })
    const about = problems(config).filter((problem) => problem.startsWith('connections.bare.'))
    expect(about.filter((problem) => !problem.endsWith(': is missing'))).toEqual([])
    // A simulated connection needs no settings.
    expect(about.length > 0).toBe(!name.startsWith('sandbox'))
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

  it('lets a line and a sender override one rule and keep the others', () => {
    const { organisations } = readConfig(
      spoiled((config) => {
        const [organisation] = config.organisations
        organisation.policy = { flow: 'recorded', held: { max: 5, ttlMs: 1000 } }
        organisation.lines[0].policy = { held: { max: 3 } }
        organisation.lines[0].senders[1].policy = { flow: 'disclaimer' }
      }),
      ENV,
    )
    const [whatsapp, sms] = organisations[0]?.senders ?? []
    expect(whatsapp?.rules).toMatchObject({ flow: 'recorded', held: { max: 3, ttlMs: 1000 } })
    expect(sms?.rules).toMatchObject({ flow: 'disclaimer', held: { max: 3, ttlMs: 1000 } })
  })

  it('has an up-to-date schema for editors', () => {
    const printed = execFileSync(process.execPath, ['scripts/schema.ts'], { encoding: 'utf8' })
    expect(JSON.parse(printed)).toEqual(JSON.parse(readFileSync('postern.schema.json', 'utf8')))
  })
})

describe('a CRM that uses Twilio’s API', () => {
  const SID = 'AC00000000000000000000000000000001'
  const SERVICE = 'MG00000000000000000000000000000001'
  const env = {
    ...ENV,
    FACE_TOKEN: 'face-token-0123456789-abcdef',
    KEY_SECRET: 'key-secret-0123456789-abcdef',
  }
  const withFace = (spoil: (config: Draft) => void = () => {}) =>
    spoiled((config) => {
      config.connections.espo = {
        adapter: 'twilio-api',
        accountSid: SID,
        authToken: { env: 'FACE_TOKEN' },
      }
      config.organisations[0].crm = ['acme-crm', 'espo']
      spoil(config)
    })

  it('is one of several CRMs, with its own defaults', () => {
    const { connections, organisations } = readConfig(withFace(), env)
    expect(organisations[0]?.crms).toEqual(['acme-crm', 'espo'])
    expect(connections.espo).toEqual({
      adapter: 'twilio-api',
      accountSid: SID,
      authToken: env.FACE_TOKEN,
      apiKeys: [],
      agent: 'crm',
      messagingServices: {},
      onHeld: 'accept',
      allowPrivate: false,
    })
  })

  it.each([
    [
      'an account that is used twice',
      withFace((config) => {
        config.connections.odoo = structuredClone(config.connections.espo)
        config.organisations[0].crm = ['acme-crm', 'espo', 'odoo']
      }),
      `connections.odoo.accountSid: ${SID} is used twice`,
    ],
    [
      'an API key that is used twice',
      withFace((config) => {
        const key = { sid: `SK${'0'.repeat(32)}`, secret: { env: 'KEY_SECRET' } }
        config.connections.espo.apiKeys = [key, key]
      }),
      `connections.espo.apiKeys[1].sid: SK${'0'.repeat(32)} is used twice`,
    ],
    [
      'a face that belongs to nobody',
      withFace((config) => {
        config.organisations[0].crm = 'acme-crm'
      }),
      'connections.espo: must be the crm of exactly one organisation',
    ],
    [
      'a messaging service for a line that is not there',
      withFace((config) => {
        config.connections.espo.messagingServices = { [SERVICE]: 'sales' }
      }),
      `connections.espo.messagingServices.${SERVICE}: acme has no line "sales"`,
    ],
  ])('is not configured with %s', (_, config, problem) => {
    expect(problems(config, env)).toEqual([problem])
  })
})

describe('the environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-'))
  const file = join(folder, 'postern.config.json')
  writeFileSync(file, JSON.stringify(EXAMPLE))
  const env = { ...ENV, POSTERN_CONFIG: file }

  it('suggests a configuration file for a live gateway', async () => {
    const setup = await readSetup({ ...env, POSTERN_SECRET: SECRET, PORT: '9000' })
    expect(setup).toMatchObject({ sandbox: false, port: 9000, secret: SECRET, warnings: [] })
    expect(setup.host).toBeUndefined()
  })

  it('warns that the gate only observes, naming the senders', async () => {
    const open = join(folder, 'open.config.json')
    const observed = spoiled((config) => {
      config.organisations[0].lines[0].senders[1].policy = { enforce: 'observe' }
    })
    writeFileSync(open, JSON.stringify(observed))
    const { warnings } = await readSetup({ ...env, POSTERN_SECRET: SECRET, POSTERN_CONFIG: open })
    expect(warnings).toEqual([expect.stringContaining('only observes for sms:+15550001111:')])
  })

  it('warns that a derived secret changes with the secrets it is derived from', async () => {
    const { secret, warnings } = await readSetup(env)
    expect(warnings.join()).toContain('POSTERN_SECRET')
    const again = await readSetup(env)
    expect(again.secret).toBe(secret)
    const rotated = await readSetup({
      ...env,
      CRM_SECRET: `whsec_${btoa('another text of 24 bytes or more')}`,
    })
    expect(rotated.secret).not.toBe(secret)
  })

  it.each([
    [{ PORT: 'http' }, 'PORT: expected a number from 0 to 65535'],
    [{ PORT: '0x10' }, 'PORT: expected a number from 0 to 65535'],
    [{ POSTERN_LEASE_MS: '1e4' }, 'POSTERN_LEASE_MS: expected a number from 1000 to 3600000'],
    [
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL: expected file: and a path, or postgres://user:password@host/database',
    ],
    [{ PORT: ' ' }, 'PORT: is blank: give it a value, or remove it'],
    [{ HOST: ' ' }, 'HOST: is blank: give it a value, or remove it'],
    [
      { HOST: 'my host' },
      'HOST: expected the name or the IP address of an interface, such as 127.0.0.1',
    ],
    [{ POSTERN_SECRET: ' '.repeat(40) }, 'POSTERN_SECRET: is blank: give it a value, or remove it'],
    [
      { POSTERN_ADMIN_KEY: ' '.repeat(40) },
      'POSTERN_ADMIN_KEY: is blank: give it a value, or remove it',
    ],
    [
      { DATABASE_URL: 'file: ' },
      'DATABASE_URL: expected file: and a path, or postgres://user:password@host/database',
    ],
    [
      { ACME_API_KEY: ' '.repeat(40) },
      'organisations[0].apiKeys[0]: the environment variable ACME_API_KEY is blank',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: expected one of debug, info, warn, error, silent'],
    [{ POSTERN_CONFIG: '/nowhere.json' }, "the file /nowhere.json can't be read (ENOENT)"],
  ])('names what is wrong in %o', async (wrong, problem) => {
    await expect(readSetup({ ...env, ...wrong })).rejects.toMatchObject({ problems: [problem] })
  })

  it('explains why a file is not JSON', async () => {
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{ "publicUrl": }')
    await expect(readSetup({ POSTERN_CONFIG: broken })).rejects.toThrow(
      /is not JSON: Unexpected token/,
    )
  })

  it('accepts a file with a byte order mark', async () => {
    const marked = join(folder, 'marked.json')
    writeFileSync(marked, `\ufeff${JSON.stringify(SANDBOX_CONFIG)}`)
    const env = { ...SANDBOX_SECRETS, POSTERN_CONFIG: marked }
    expect(await readSetup(env)).toMatchObject({ sandbox: true, file: marked })
  })

  it('uses the database path as written', async () => {
    expect((await readSetup({ ...env, DATABASE_URL: 'file:///data/p.db' })).database).toBe(
      '/data/p.db',
    )
    expect((await readSetup(env)).database).toBe('./postern.db')
  })
})

describe('the sandbox', () => {
  it('may have a CRM that uses Twilio’s API, but no other network, nor that CRM alone', () => {
    const { phones, twilio } = SANDBOX_CONFIG.connections
    const [organisation] = SANDBOX_CONFIG.organisations
    const read = (connections: object, crm: string) =>
      readConfig(
        { ...SANDBOX_CONFIG, connections, organisations: [{ ...organisation, crm }] },
        SANDBOX_SECRETS,
      )
    const own = { ...twilio, inboundUrl: 'http://localhost:3000/sms' }
    expect(read({ phones, twilio: own }, 'twilio').simulated).toBe(true)
    const url = 'https://crm.example.com'
    const webhook = { adapter: 'webhook', url, secret: { env: 'SANDBOX_AUTH_TOKEN' } }
    expect(() => read({ phones, twilio, webhook }, 'twilio')).toThrow("can't be mixed")
  })

  it('is a configuration like any other', () => {
    const directory = readConfig(SANDBOX_CONFIG, SANDBOX_SECRETS)
    expect(directory.simulated).toBe(true)
    expect(directory.byApiKey('sandbox')?.id).toBe('sandbox')
    expect(directory.sender('sms:+15550001111')?.optOutHandling).toBe('gateway')
  })

  it('is only reachable from this machine unless opened', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-'))
    const file = join(folder, 'sandbox.json')
    writeFileSync(file, JSON.stringify(SANDBOX_CONFIG))
    const env = { ...SANDBOX_SECRETS, POSTERN_CONFIG: file }
    expect(await readSetup(env)).toMatchObject({ sandbox: true, host: '127.0.0.1' })
    expect((await readSetup({ ...env, HOST: '0.0.0.0' })).host).toBe('0.0.0.0')
  })

  it.each([
    [undefined, 'http://localhost:8787'],
    ['127.0.0.1', 'http://localhost:8787'],
    ['0.0.0.0', 'http://localhost:8787'],
    ['::', 'http://localhost:8787'],
    ['192.0.2.7', 'http://192.0.2.7:8787'],
    ['2001:db8::7', 'http://[2001:db8::7]:8787'],
  ])('on the host %s names the address that answers', (host, url) => {
    expect(ownUrl(host, 8787)).toBe(url)
  })
})
