import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../support/adapters.ts'
import { EXAMPLE_SECRETS as ENV, EXAMPLE } from './example.ts'
import { problems, spoiled } from './spoiled.ts'

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
