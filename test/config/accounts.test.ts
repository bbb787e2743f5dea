import { describe, expect, it } from 'vitest'
import { ADAPTERS, readConfig } from '../support/adapters.ts'
import { EXAMPLE_SECRETS as ENV } from './example.ts'
import { type Draft, type Members, problems, spoiled } from './spoiled.ts'

/** 32 bytes. */
const KEY = 'QUJD'.repeat(10).concat('QUI=')

describe('a configuration', () => {
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
