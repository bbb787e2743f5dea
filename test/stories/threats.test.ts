import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import lock from '../../package-lock.json' with { type: 'json' }
import { createLexicon } from '../../src/core/reading/lexicon.ts'
import { read } from '../../src/core/reading/read.ts'
import { READING_LISTS, READING_VERSION } from '../../templates/index.ts'
import { createHouse, fileFor } from '../hostile/house.ts'
import { ACME as ACME_HERE, CANARIES, PLANTED, PUBLIC_URL, SECRETS } from '../hostile/planted.ts'
import { attackOn, requestOf, targetsOf } from '../hostile/requests.ts'
import { checkStore } from '../hostile/verdict.ts'
import { ACME, createRig, MARIA } from '../support/gateway.ts'

/** The rows of the table in SECURITY.md that have no better place. */
const SEED = Number(process.env.HOSTILE_SEED ?? 20261124)
const RUNS = Number(process.env.HOSTILE_RUNS ?? 30)
const ROOT = resolve(import.meta.dirname, '../..')

const file = fileFor('threats')
/** Stopped, so that no limit lets one of two equal requests pass because it came later. */
const now = Date.now()
const clock = () => now
const house = await createHouse(file, clock)
const twin = await createHouse(fileFor('twin'), clock)
afterAll(async () => {
  for (const { gateway } of [house, twin]) await gateway.store.close()
})

const acmeOf = async ({ gateway }: typeof house) => {
  const key = { organisation: 'acme', addresses: [PLANTED.address as 'whatsapp:+1'] } as const
  return gateway.store.load(key)
}

describe('forgery', () => {
  const paths = targetsOf(house).filter(({ path }) => path.startsWith('/webhooks/'))
  const connections = Object.keys(house.gateway.directory.connections)
  const walks = paths.flatMap(({ path, methods }) =>
    connections.flatMap((connection) =>
      methods.map((method) => ({ method, path: path.replace(':connection', connection) })),
    ),
  )

  test.each(walks)(
    'of $method $path is refused, and nothing is stored',
    async ({ method, path }) => {
      const before = await acmeOf(house)
      const form = new URLSearchParams({
        MessageSid: 'SM1',
        AccountSid: ACME_HERE.account,
        From: PLANTED.address,
        To: ACME_HERE.whatsapp,
        Body: 'forged',
      }).toString()
      const event = JSON.stringify({ type: 'message.send', data: {} })
      for (const [type, body] of [
        ['application/x-www-form-urlencoded', form],
        ['application/json', event],
      ] as const)
        for (const signature of [{}, { 'x-twilio-signature': '', 'webhook-signature': 'v1,' }]) {
          const query = method === 'GET' ? `?${form}` : ''
          const answer = await house.app.request(`${PUBLIC_URL}${path}${query}`, {
            method,
            headers: { 'content-type': type, 'webhook-id': 'x', ...signature } as HeadersInit,
            ...(method !== 'GET' && { body }),
          })
          expect([400, 403, 404, 405]).toContain(answer.status)
        }
      expect((await acmeOf(house))?.version).toBe(before?.version)
    },
  )
})

describe('another organisation', () => {
  const targets = targetsOf(house).filter(({ path }) => path.startsWith('/v1/'))

  test('gets the same answers to everything, whether or not the first has the contact', async () => {
    const contact = await acmeOf(twin)
    await twin.gateway.store.erase('acme', contact?.contact.id ?? '', Date.now())
    const before = await acmeOf(house)
    for (const target of targets)
      await fc.assert(
        fc.asyncProperty(attackOn(target, `Bearer ${SECRETS.ZEN_KEY}`), async (attack) => {
          const [one, other] = [requestOf(attack), requestOf(attack)]
          if (!one || !other) return
          expect(await answerOf(house, one)).toEqual(await answerOf(twin, other))
        }),
        { seed: SEED, numRuns: Math.ceil(RUNS / 2) },
      )
    expect(await acmeOf(house)).toEqual(before)
  })

  /** Without what is new each time: ids, times, hashes. */
  const answerOf = async ({ app }: typeof house, request: Request) => {
    const answer = await app.fetch(request)
    if (answer.headers.get('content-type') === 'text/event-stream') {
      await answer.body?.cancel()
      return { status: answer.status }
    }
    const text = await answer.text()
    for (const secret of [PLANTED.words, PLANTED.name, ...Object.values(SECRETS)])
      expect(text).not.toContain(secret)
    const body = text
      .replace(/\b(?:[a-z]+_)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f-]{8,}/g, '(id)')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(time)')
      .replace(/"token":"[^"]+"/g, '"token":"(token)"')
      .replace(/[0-9A-Z]{2}[0-9a-f]{32}/g, '(sid)')
    return { status: answer.status, body }
  }
})

describe('a keyword in disguise', () => {
  const settings = {
    lexicon: createLexicon(READING_VERSION, READING_LISTS),
    locale: 'en',
    optIn: 'strict',
    keywords: { optIn: [], optOut: [], help: [], join: [] },
    optOutPayloads: [],
    stopMarketingPayloads: [],
  } as const
  const meaningOf = (text: string) =>
    read({ text, form: 'text', at: 1 }, settings, { openRequest: { at: 0, ids: [] } })?.is
  const between = fc.constantFrom(
    '',
    '\u200b',
    '\u200d',
    '\u00ad',
    '\ufe0f',
    '\u202e',
    '\u0301',
    '*',
  )
  const around = fc.constantFrom('', ' ', '!', '…', '🛑', '"', '\u2066', '\n', '.')
  const dressed = (word: string) =>
    fc
      .tuple(
        around,
        fc.array(fc.tuple(between, fc.boolean()), {
          minLength: word.length,
          maxLength: word.length,
        }),
        around,
      )
      .map(([start, parts, end]) =>
        [
          start,
          ...parts.flatMap(([part, big], i) => {
            const letter = word.charAt(i)
            return [part, big ? letter.toUpperCase() : letter]
          }),
          end,
        ].join(''),
      )

  test('is still a STOP', () => {
    fc.assert(
      fc.property(dressed('stop'), (text) => meaningOf(text) === 'opt_out'),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('is no YES with another word', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(word, fc.boolean(), (other, before) => {
        const text = before ? `${other} yes` : `yes ${other}`
        return meaningOf(text) !== 'opt_in'
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  // Quadratic work takes minutes at this length and runs into the time limit.
  test.each([' ', '.', '"', 'a ', 's t o p ', '\u0301', '\u200b', '‘'])(
    'of 200,000 times %j is read quickly',
    (part) => {
      const long = part.repeat(200_000 / part.length)
      expect(meaningOf(`x${long}x`)).toBeUndefined()
      expect(meaningOf(`${long}x${long}`)).toBeUndefined()
    },
  )
})

test('two robots don’t keep each other talking: the request is sent once', async () => {
  const rig = createRig()
  let answered = 0
  await rig.writes(MARIA, ACME.whatsapp, 'I am a robot. What do you want?')
  for (let second = 0; second < 600; second += 10) {
    await rig.advance(10_000)
    const { length } = rig.sent
    for (; answered < length; answered++)
      await rig.writes(MARIA, ACME.whatsapp, `You said: ${rig.sent[answered]?.message?.rendered}`)
    await rig.writes(MARIA, ACME.whatsapp, `Are you still there? ${second}`)
  }
  expect(rig.sent).toMatchObject([{ message: { automatic: 'opt_in_request' } }])
})

test('keys made to collide, or that look like numbers, behave like others', async () => {
  const variables = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, i) => [
      i % 2 ? String(i) : `Aa${'BB'.repeat(i % 9)}${i}`,
      '',
    ]),
  )
  const body = {
    from: ACME_HERE.whatsapp,
    to: PLANTED.address,
    agent: 'ana',
    template: { name: 'x', variables },
  }
  const answer = await house.app.request(`${PUBLIC_URL}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRETS.ACME_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body).slice(0, 256 * 1024),
  })
  expect([400, 409, 413, 422]).toContain(answer.status)
})

test('the database contains no secret and no API key', async () => {
  await checkStore(house)
  const kept = readdirSync(resolve(file, '..')).map((name) =>
    readFileSync(resolve(file, '..', name), 'latin1'),
  )
  expect(kept.join()).toContain(PLANTED.words)
  for (const secret of Object.values(SECRETS)) expect(kept.join()).not.toContain(secret)
})

test('every test named in SECURITY.md exists, and the table has all 26 rows', () => {
  const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')
  const named = [...text.matchAll(/`(test\/[\w/.-]+\.ts)`/g)].map(([, path]) => String(path))
  const rows = [...text.matchAll(/^\| (\d+) \|.*\| ([^|]+) \|$/gm)]
  const inTable = rows.flatMap(([, , cell = '']) =>
    [...cell.matchAll(/`([\w/-]+)`/g)].map(([, name]) => String(name)),
  )
  for (const path of named) expect(existsSync(join(ROOT, path)), path).toBe(true)
  for (const name of inTable) {
    const files = [`${name}.test.ts`, `${name}.property.test.ts`, `${name}.ts`]
    expect(
      files.some((one) => existsSync(join(ROOT, 'test', one))),
      name,
    ).toBe(true)
  }
  expect(rows.map(([, number]) => Number(number))).toEqual(
    Array.from({ length: 26 }, (_, i) => i + 1),
  )
})

describe('our dependencies', () => {
  const sources = ['src', 'adapters'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({
        path: join(folder, name),
        text: readFileSync(join(ROOT, folder, name), 'utf8'),
      })),
  )

  test('every check of a signature, token or key compares in constant time', () => {
    const checking = sources.filter(({ text }) => /timingSafeEqual\(/.test(text))
    expect(checking.length).toBeGreaterThanOrEqual(4)
    const careless = sources.filter(({ text }) =>
      /(?:signature|digest\([^)]*\)|hmac|tag) ?[!=]==? /i.test(text),
    )
    expect(careless.map(({ path }) => path)).toEqual([])
  })

  test('every package has a hash, and few are installed', () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
    for (const [path, about] of packages)
      expect('integrity' in about && about.integrity, path).toMatch(/^sha512-/)
    expect(Object.keys(lock.packages[''].dependencies).length).toBeLessThanOrEqual(12)
  })

  test('no canary is in the log', () => {
    for (const canary of CANARIES) expect(house.lines.join('\n')).not.toContain(canary)
  })
})
