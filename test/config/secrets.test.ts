import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import { ConfigError } from '../../src/config/schema.ts'
import type { Contact } from '../../src/core/model/contact.ts'
import type { Input } from '../../src/core/model/message/message.ts'
import {
  type Env,
  hashKeysOf,
  readSettings,
  secretWarnings,
} from '../../src/runtime/setup/settings.ts'
import { createMemoryStore } from '../support/database/memory-store.ts'

const EXAMPLE = JSON.parse(readFileSync('postern.config.example.json', 'utf8'))
const URL = 'http://localhost:8787'
const CONTACT = 'whatsapp:+15557654321'
const SECRET = 'the present secret of 32 bytes or more'
const FORMER = 'the former secret of 32 bytes or more'
const ENV = {
  TWILIO_AUTH_TOKEN: 'token',
  CRM_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ACME_API_KEY: 'the-api-key-of-acme-0123456789',
  FACE_TOKEN: 'the-token-that-we-issued',
  FACE_KEY: 'the-key-that-we-issued-1',
  FORMER_SECRET: FORMER,
}

const problemsOf = async (config: unknown, env: Env): Promise<readonly string[]> => {
  try {
    await readSettings(config, env, URL)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const face = {
  ...EXAMPLE,
  connections: {
    ...EXAMPLE.connections,
    'acme-crm': {
      adapter: 'twilio-api',
      accountSid: `AC${'0'.repeat(32)}`,
      authToken: { env: 'FACE_TOKEN' },
      apiKeys: [{ sid: `SK${'0'.repeat(32)}`, secret: { env: 'FACE_KEY' } }],
    },
  },
}

describe('a guessable secret stops the start', () => {
  it.each([
    ['an API key', EXAMPLE, { ACME_API_KEY: 'short' }, 'organisations[0].apiKeys[0]: ACME_API_KEY'],
    ['a token', face, { FACE_TOKEN: 'short' }, 'connections.acme-crm.authToken: FACE_TOKEN'],
    ['a key', face, { FACE_KEY: 'short' }, 'connections.acme-crm.apiKeys[0].secret: FACE_KEY'],
  ])('%s, and it says how to make one', async (_, config, wrong, where) => {
    expect(await problemsOf(config, { ...ENV, ...wrong })).toEqual([
      `${where} is too short: expected 24 characters or more, such as \`openssl rand -hex 32\` makes`,
    ])
    const exact = Object.fromEntries(Object.keys(wrong).map((name) => [name, 'k'.repeat(24)]))
    expect(await problemsOf(config, { ...ENV, ...exact })).toEqual([])
  })

  it('POSTERN_SECRET, measured in bytes', async () => {
    expect(await problemsOf(EXAMPLE, { ...ENV, POSTERN_SECRET: 's'.repeat(31) })).toEqual([
      'POSTERN_SECRET is too short: expected 32 bytes or more, such as `openssl rand -hex 32` makes',
    ])
    expect(await problemsOf(EXAMPLE, { ...ENV, POSTERN_SECRET: 'ß'.repeat(16) })).toEqual([])
  })

  it('but not in a sandbox, whose key is public', async () => {
    expect((await readSettings(undefined, {}, URL)).directory.byApiKey('sandbox')?.id).toBe(
      'sandbox',
    )
  })
})

describe('a changed POSTERN_SECRET', async () => {
  const before = await readSettings(EXAMPLE, { ...ENV, POSTERN_SECRET: FORMER }, URL)
  const forgetful = await readSettings(EXAMPLE, { ...ENV, POSTERN_SECRET: SECRET }, URL)
  const withFormer = { ...EXAMPLE, previousSecrets: [{ env: 'FORMER_SECRET' }] }
  const after = await readSettings(withFormer, { ...ENV, POSTERN_SECRET: SECRET }, URL)

  it('is noticed, and accepted once the former one is configured', async () => {
    const store = createMemoryStore({ hashKey: 'k' })
    expect(await secretWarnings(store, before)).toEqual([])
    expect(await secretWarnings(store, forgetful)).toEqual([
      expect.stringContaining('"previousSecrets"'),
    ])
    expect(await secretWarnings(store, after)).toEqual([])
    // The former one must stay for as long as something is known under it alone.
    expect(await secretWarnings(store, forgetful)).toHaveLength(1)
    await store.close()
  })

  it('is no change if it was derived and its source secrets are the same', async () => {
    const store = createMemoryStore({ hashKey: 'k' })
    expect(await secretWarnings(store, await readSettings(EXAMPLE, ENV, URL))).toEqual([])
    expect(await secretWarnings(store, forgetful)).toEqual([])
    await store.close()
  })

  it('still recognises an erased contact’s STOP and inputs', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'postern-')), 'postern.db')
    const first = createSqliteStore({ path, ...hashKeysOf(before) })
    const { contact, ...loaded } = await loadedFrom(first)
    await first.commit({ ...change(contact, loaded), input: STOP })
    await first.erase('acme', contact.id, NOW)
    await first.close()

    const forgotten = createSqliteStore({ path, ...hashKeysOf(forgetful) })
    expect((await loadedFrom(forgotten)).contact.consents).toEqual({})
    await forgotten.close()

    const second = createSqliteStore({ path, ...hashKeysOf(after) })
    const again = await loadedFrom(second)
    expect(again.contact.consents).toMatchObject(REVOKED)
    expect(await second.commit({ ...change(again.contact, again), input: STOP })).toMatchObject({
      status: 'duplicate',
    })
    // A second erasure writes it under the present secret alone.
    await second.commit({ ...change(again.contact, again), input: STOP_AGAIN })
    await second.erase('acme', again.contact.id, NOW)
    await second.close()
    const third = createSqliteStore({ path, ...hashKeysOf(forgetful) })
    expect((await loadedFrom(third)).contact.consents).toMatchObject(REVOKED)
    await third.close()
  })
})

const NOW = Date.UTC(2026, 9, 1)
const stop = (id: string): Input => ({
  kind: 'inbound',
  id,
  at: NOW,
  sender: 'whatsapp:+15550001111',
  from: CONTACT,
  aliases: [],
  providerId: id,
  message: { form: 'message', type: 'text', text: 'STOP', media: [] },
})
const STOP = stop('in_1')
const STOP_AGAIN = stop('in_2')
const REVOKED = { '*': { status: 'revoked', at: NOW } }

type Opened = ReturnType<typeof createSqliteStore>

const loadedFrom = async (store: Opened) => {
  const loaded = await store.load({ organisation: 'acme', addresses: [CONTACT] })
  if (!loaded) throw new Error('nobody')
  return loaded
}

const change = (contact: Contact, { version, hash }: { version: number; hash: string }) => ({
  contact: {
    ...contact,
    consents: { '*': { status: 'revoked', at: NOW, source: 'keyword' } },
  } as never as Contact,
  version,
  hash,
  others: [],
  verdict: { status: 'accepted' } as const,
  effects: [],
  messages: [],
  recordedAt: NOW,
  provider: 'acme-twilio',
  crms: ['acme-crm'],
})
