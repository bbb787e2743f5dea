import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { BODIES, MARK, nastyJson, nastyText, SHORT_TEXTS } from './corpus.ts'
import { createHouse } from './house.ts'
import { ACME, CANARIES, PLANTED } from './planted.ts'
import { signedBy, signedEvent, signedJson } from './signed.ts'
import { checkLines, checkMetrics, checkStore, judge } from './verdict.ts'

const SEED = Number(process.env.HOSTILE_SEED ?? 20261124)
const RUNS = Number(process.env.HOSTILE_RUNS ?? 30) * 4

const house = await createHouse()
afterAll(() => house.gateway.store.close())

const MESSAGES = '/webhooks/acme-twilio/messages'
const STATUS = '/webhooks/acme-twilio/status'
let count = 0
const message = (more: Readonly<Record<string, string>> = {}) => ({
  MessageSid: `SM${String(++count).padStart(32, '1')}`,
  AccountSid: ACME.account,
  From: `whatsapp:+491512${String(count).padStart(7, '0')}`,
  To: ACME.whatsapp,
  Body: 'Hello',
  ...more,
})
const send = (signed: readonly [string, RequestInit], from = house) =>
  judge(from, new Request(...signed), false)

/** The last message that the CRM received. */
const heard = () =>
  house.left
    .filter(({ url }) => url.host === 'crm.example.com')
    .map(({ body }) => JSON.parse(body))
    .findLast(({ type }) => type === 'message.received')

const NAMES = [
  ...[
    'MessageSid',
    'AccountSid',
    'From',
    'To',
    'Body',
    'NumMedia',
    'MediaUrl0',
    'MediaContentType0',
  ],
  ...[
    'ProfileName',
    'MessageType',
    'ButtonPayload',
    'ButtonText',
    'ListId',
    'ListTitle',
    'Latitude',
    'Longitude',
  ],
  ...[
    'Label',
    'Address',
    'OriginalRepliedMessageSid',
    'ExternalUserId',
    'OptOutType',
    'Forwarded',
    'SmsStatus',
  ],
  ...[
    'ReferralSourceId',
    'ReferralBody',
    'Referral__proto__',
    'InteractiveData',
    'MessageStatus',
    'ErrorCode',
  ],
]
const spoiled = fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), nastyText), nastyText, {
  maxKeys: 5,
})

describe('a webhook with Twilio’s valid signature', () => {
  test.each([MESSAGES, STATUS])('to %s may contain anything', async (path) => {
    await fc.assert(
      fc.asyncProperty(spoiled, fc.boolean(), async (more, json) => {
        const fields = message({ ...(path === STATUS && { MessageStatus: 'delivered' }), ...more })
        await send(
          json
            ? signedJson('ACME_TOKEN', path, JSON.stringify(fields))
            : signedBy('ACME_TOKEN', path, fields),
        )
      }),
      { seed: SEED, numRuns: RUNS },
    )
    for (const body of BODIES)
      await send(signedJson('ACME_TOKEN', path, new TextDecoder().decode(body)))
  })

  test('gets the same empty XML whatever it contains, and the CRM gets its text unchanged', async () => {
    house.left.length = 0
    for (const text of SHORT_TEXTS) {
      const body = `${MARK} ${text}`
      const answer = await send(
        signedBy('ACME_TOKEN', MESSAGES, message({ Body: body, ProfileName: body })),
      )
      expect([answer.status, await answer.text()]).toEqual([200, '<Response/>'])
      await house.gateway.pump.drain()
      const said = body.toWellFormed().replaceAll('\0', '')
      expect(heard()?.data.message).toMatchObject({ text: said, profileName: said })
    }
    checkLines(house)
  })

  test('with more than 256 parameters, or a repeated one, is refused before anything is stored', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}`, '']))
    expect((await send(signedBy('ACME_TOKEN', MESSAGES, message(many)))).status).toBe(413)
    const [url, init] = signedBy('ACME_TOKEN', MESSAGES, message())
    const twice = { ...init, body: `${init.body}&Body=Hello` }
    expect((await send([url, twice])).status).toBe(400)
  })

  test('that is repeated with other headers and another spelling of its signature changes nothing', async () => {
    const { store, pump } = house.gateway
    const fields = message()
    const [url, init] = signedBy('ACME_TOKEN', MESSAGES, fields)
    await send([url, init])
    await pump.drain()
    const key = { organisation: 'acme', addresses: [fields.From as 'whatsapp:+1'] } as const
    const before = await store.load(key)
    const signature = String(new Headers(init.headers).get('x-twilio-signature'))
    for (const again of [
      signature,
      signature.replaceAll('+', '-').replaceAll('/', '_'),
      `${signature} `,
      signature.replace('=', ''),
    ]) {
      const headers = {
        ...init.headers,
        'x-twilio-signature': again,
        'i-twilio-idempotency-token': crypto.randomUUID(),
      }
      await send([url, { ...init, headers }])
    }
    await pump.drain()
    expect((await store.load(key))?.version).toBe(before?.version)
  })
})

describe('a CRM’s webhook with a valid signature', () => {
  test('may contain anything', async () => {
    await fc.assert(
      fc.asyncProperty(
        nastyJson,
        fc.dictionary(nastyText, nastyJson, { maxKeys: 3 }),
        async (data, more) => {
          const example = { from: ACME.whatsapp, to: PLANTED.address, agent: 'ana', text: MARK }
          for (const event of [
            data,
            { type: 'message.send', data },
            { type: 'message.send', data: { ...example, ...more } },
          ])
            await send(
              signedEvent(
                'ACME_CRM',
                '/webhooks/acme-crm',
                `evt_${++count}`,
                JSON.stringify(event) ?? '',
              ),
            )
        },
      ),
      { seed: SEED, numRuns: RUNS / 4 },
    )
    for (const body of BODIES)
      await send(
        signedEvent(
          'ACME_CRM',
          '/webhooks/acme-crm',
          `evt_${++count}`,
          new TextDecoder().decode(body),
        ),
      )
  })
})

describe('a file named by a webhook', () => {
  const OWN = `https://api.twilio.com/2010-04-01/Accounts/${ACME.account}`
  const FOREIGN = [
    ...[
      'https://evil.example.com/a.jpg',
      'http://169.254.169.254/latest/meta-data',
      'https://127.0.0.1/',
      'https://[::1]/',
    ],
    ...[
      'https://0x7f000001/',
      'https://2130706433/',
      'https://[::ffff:10.0.0.1]/',
      'https://localhost/',
      'file:///etc/passwd',
    ],
    ...[
      'https://api.twilio.com@evil.example.com/a',
      'https://api.twilio.com.evil.example.com/',
      'https://api.twilio.com:444/',
    ],
    ...[
      'http://api.twilio.com/2010-04-01/',
      `https://api.twilio.com/2010-04-01/Accounts/AC${'f'.repeat(32)}/Messages/MM1/Media/ME1`,
    ],
    ...[
      `${OWN}/../AC${'f'.repeat(32)}/Messages/MM1/Media/ME1`,
      `${OWN.replace('https://', 'https://user:pass@')}/Messages/MM1/Media/ME1`,
    ],
    ...[
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example.com/',
      '',
      'https://',
      ...SHORT_TEXTS,
    ],
  ]

  /** The link that the CRM is given for a file. */
  const linkTo = async (MediaUrl0: string, more: Readonly<Record<string, string>> = {}) => {
    house.left.length = 0
    const fields = { NumMedia: '1', MediaUrl0, MediaContentType0: 'image/jpeg', ...more }
    await send(signedBy('ACME_TOKEN', MESSAGES, message(fields)))
    await house.gateway.pump.drain()
    const link = heard()?.data.message.media?.[0].url
    house.left.length = 0
    return link as string | undefined
  }

  test('outside of our own account is never fetched, and our credentials go nowhere', async () => {
    for (const url of FOREIGN) {
      const link = await linkTo(url)
      if (!link) continue
      const answer = await house.app.request(link)
      expect([404, 502], url).toContain(answer.status)
      for (const canary of CANARIES) expect(await answer.clone().text()).not.toContain(canary)
      expect(house.left.map(({ url }) => url.href)).toEqual([])
    }
  })

  test('that redirects to another host is fetched without credentials, and only from Twilio’s file hosts', async () => {
    const url = `${OWN}/Messages/MM${'1'.repeat(32)}/Media/ME${'1'.repeat(32)}`
    for (const [location, isKept] of [
      ['https://mms.twiliocdn.com/a/b', true],
      ['https://evil.example.com/a', false],
      ['http://mms.twiliocdn.com/a', false],
      ['https://169.254.169.254/latest', false],
      ['https://twiliocdn.com.evil.example.com/', false],
    ] as const) {
      const link = await linkTo(url)
      house.hosts.clear()
      house.hosts.set(OWN, () => new Response(null, { status: 307, headers: { location } }))
      house.hosts.set(
        location,
        () => new Response('<script>', { headers: { 'content-type': 'text/html' } }),
      )
      const answer = await house.app.request(String(link))
      const [first, ...then] = house.left
      expect(first?.headers.authorization).toMatch(/^Basic /)
      expect(then.map(({ url }) => url.host)).toEqual(isKept ? ['mms.twiliocdn.com'] : [])
      for (const { headers } of then) expect(headers).not.toHaveProperty('authorization')
      expect(answer.status).toBe(isKept ? 200 : 502)
    }
  })

  test('is an attachment that no browser runs, whatever its host, type and name', async () => {
    const url = `${OWN}/Messages/MM${'2'.repeat(32)}/Media/ME${'2'.repeat(32)}`
    for (const type of ['text/html', 'image/svg+xml', 'application/javascript', ...SHORT_TEXTS]) {
      const link = await linkTo(url, { MediaContentType0: type })
      house.hosts.clear()
      house.hosts.set(
        OWN,
        () =>
          new Response('<script>alert(1)</script>', {
            headers: { 'content-type': 'text/html', 'set-cookie': 'a=b' },
          }),
      )
      const answer = await house.app.request(String(link))
      const { headers, status } = answer
      await answer.arrayBuffer()
      expect(status).toBe(200)
      expect(headers.get('content-disposition')).toMatch(/^attachment; /)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
      expect(headers.get('content-type')).not.toMatch(/html|svg|script|xml/)
      expect(headers.get('set-cookie')).toBeNull()
    }
  })
})

test('afterwards journals are complete, metrics and the log are clean and nothing is stuck', async () => {
  await checkStore(house)
  await checkMetrics(house)
  checkLines(house)
})
