/** Requests nobody should send: to any route of the app, in whole or in part as it expects them. */

import fc from 'fast-check'
import { ROUTES } from '../../src/http/v1/routes.ts'
import { BODIES, MARK, nastyJson, nastyText, TEXTS } from './corpus.ts'
import type { House } from './house.ts'
import { ACME, FACE, PLANTED, PUBLIC_URL, ZEN } from './planted.ts'

export type Target = { readonly methods: readonly string[]; readonly path: string }
export type Attack = {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array | undefined
  /** The body comes in pieces, without its length. */
  readonly streamed: boolean
}

/** Every path that the app knows, as it says itself, so that a new one is attacked too. */
export const targetsOf = ({ apps }: House): readonly Target[] => {
  const routes = apps.flatMap(({ routes }) => routes)
  const paths = Map.groupBy(routes, ({ path }) => path)
  return [...paths, ['/no/such/route', []] as const].flatMap(([path, routes]) => {
    const methods = routes.map(({ method }) => method).filter((method) => method !== 'ALL')
    return path.includes('*')
      ? []
      : [{ path, methods: [...new Set(methods), ...(routes.length ? [] : ['GET'])] }]
  })
}

/** Attacks on one route. `authorization` is good, and used in most of them. */
export const attackOn = (target: Target, authorization: string): fc.Arbitrary<Attack> =>
  mostly(fc.constantFrom(...target.methods), fc.constantFrom(...METHODS)).chain((method) =>
    fc.record({
      method: fc.constant(method),
      path: fc.tuple(pathOf(target.path), queryOf(target.path, method)).map((all) => all.join('')),
      headers: headersOf(authorization, target.path),
      body: fc.option(bodyOf(target.path, method), { nil: undefined, freq: 10 }),
      streamed: fc.boolean(),
    }),
  )

/** Each body of the corpus, from somebody who may. */
export const corpusFor = ({ path, methods }: Target, authorization: string): readonly Attack[] =>
  methods
    .filter((method) => method !== 'GET')
    .flatMap((method) =>
      BODIES.flatMap((body) =>
        ['application/json', FORM].map((type) => ({
          method,
          path: path
            .replace(':address', encodeURIComponent(PLANTED.address))
            .replace(/:\w+/g, 'acme-twilio'),
          headers: [
            ['authorization', authorization],
            ['content-type', type],
          ] as const,
          body,
          streamed: type === FORM,
        })),
      ),
    )

const FORM = 'application/x-www-form-urlencoded'

const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>, weight = 7) =>
  fc.oneof({ weight, arbitrary: usual }, other)

/** The attack as a request; undefined when not even a client would send it. */
export const requestOf = ({
  method,
  path,
  headers,
  body,
  streamed,
}: Attack): Request | undefined => {
  try {
    const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD'
    const request = new Request(`${PUBLIC_URL}${path}`, {
      method,
      ...(hasBody && { body: streamed ? inPieces(body) : (body as Uint8Array<ArrayBuffer>) }),
      ...(hasBody && streamed && { duplex: 'half' }),
    } as RequestInit)
    for (const [name, value] of headers) request.headers.append(name, value)
    return request
  } catch {
    return undefined
  }
}

const inPieces = (body: Uint8Array) => {
  let at = 0
  return new ReadableStream({
    pull: (controller) => {
      if (at >= body.length) return controller.close()
      controller.enqueue(body.slice(at, at + 10_000))
      at += 10_000
    },
  })
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'get']

/** What stands for a parameter of a path: something that exists, or anything at all. */
const GOOD = [
  ...[
    PLANTED.address,
    ACME.whatsapp,
    ACME.sms,
    ZEN.whatsapp,
    'sms:+15550109999',
    'advisory',
    'crm',
  ],
  `tw_SM${'0'.repeat(32)}`,
]
const CONNECTIONS = ['acme-twilio', 'zen-twilio', 'acme-crm', 'zen-crm', 'zen-face', 'phones']

const segment = mostly(
  fc.constantFrom(...GOOD).map(encodeURIComponent),
  fc.oneof(
    nastyText.map((text) => encodeURIComponent(text.slice(0, 2_000).toWellFormed())),
    // As they are, also where that is no proper encoding.
    fc.constantFrom(
      '%',
      '%ff',
      '%00',
      '%c0%ae',
      '%u0000',
      '..',
      '.',
      '%2e%2e',
      '%2f',
      ';a=b',
      ':',
      '+',
    ),
  ),
  3,
)

const pathOf = (path: string): fc.Arbitrary<string> => {
  const parts = path.split('/').map((part) => {
    if (!part.startsWith(':')) return fc.constant(part)
    const ending = part.includes('json') ? '.json' : ''
    if (part.startsWith(':account')) return fc.constant(`${FACE}${ending}`)
    const usual =
      part === ':connection' ? mostly(fc.constantFrom(...CONNECTIONS), segment) : segment
    return usual.map((text) => text + ending)
  })
  const whole = fc.tuple(...parts).map((all) => all.join('/'))
  const ending = mostly(
    fc.constant(''),
    fc.constantFrom('/', '//', '/..', '/%2e%2e/', '/x', '#a?b=c'),
    20,
  )
  return fc.tuple(whole, ending).map((both) => both.join(''))
}

const NAMES = ['from', 'to', 'agent', 'limit', 'cursor', 'address', 'bodySHA256', 'message']

const anyQuery = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...NAMES), nastyText),
        fc.oneof(fc.constantFrom(...GOOD, '1', '100', '1e9'), nastyText),
      ),
      { maxLength: 4 },
    ),
    fc.constantFrom(1, 1, 1, 60),
  )
  .map(([pairs, times]) => {
    const encode = (text: string) => encodeURIComponent(text.slice(0, 500).toWellFormed())
    const one = pairs.map((pair) => pair.map(encode).join('=')).join('&')
    return one && `?${Array(times).fill(one).join('&')}`
  })

/** What the route's documentation shows, with a good sender, spoiled or not. */
const queryOf = (path: string, method: string): fc.Arbitrary<string> => {
  const parties = `from=${encodeURIComponent(ACME.whatsapp)}&to=${encodeURIComponent(PLANTED.address)}`
  const good = path.includes('composer')
    ? `?${parties}&agent=ana`
    : path.includes('templates')
      ? `?${parties.split('&')[0]}`
      : ''
  const spoiled = anyQuery.map((query) =>
    query ? `${good}${good ? query.replace('?', '&') : query}` : good,
  )
  return mostly(fc.constant(good), fc.oneof(anyQuery, spoiled), method === 'GET' ? 1 : 9)
}

const TYPES = [
  ...[
    'application/json',
    'application/json; charset=utf-16',
    'application/problem+json',
    'text/xml',
  ],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    '',
    ';',
    '*/*',
  ],
]

const headersOf = (good: string, path: string) => {
  const value = nastyText.map((text) =>
    text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 2_000),
  )
  const wrong = fc.oneof(
    fc.constantFrom(
      '',
      'Bearer',
      'Bearer ',
      'Basic ',
      'Basic Og==',
      'Basic %%%',
      good.toLowerCase(),
    ),
    value.map((text) => `Bearer ${text}`),
  )
  const authorization = mostly(fc.constant(good), wrong, 9)
  const isForm = path.startsWith('/console')
  const type = mostly(fc.constant(isForm ? FORM : 'application/json'), fc.constantFrom(...TYPES), 9)
  const more = fc.oneof(
    fc.tuple(fc.constantFrom('idempotency-key', 'x-twilio-signature', 'webhook-id'), value),
    fc.tuple(fc.constantFrom('webhook-timestamp', 'webhook-signature', 'x-forwarded-host'), value),
    fc.tuple(
      fc.constantFrom('cookie', 'accept', 'range', 'origin', 'x-http-method-override'),
      value,
    ),
    fc.constantFrom(
      ['content-encoding', 'gzip'] as const,
      ['content-encoding', 'br'] as const,
      ['content-length', '5'] as const,
      ['content-length', '-1'] as const,
      ['content-length', '99999999999'] as const,
      ['transfer-encoding', 'chunked'] as const,
      ['transfer-encoding', 'gzip, chunked'] as const,
      ['expect', '100-continue'] as const,
      ['upgrade', 'websocket'] as const,
      ['x-request-id', `a\u00e9${'b'.repeat(300)}`] as const,
    ),
  )
  return fc
    .tuple(authorization, type, fc.array(more, { maxLength: 2 }))
    .map(
      ([auth, kind, others]) =>
        [
          ['authorization', auth],
          ['content-type', kind],
          ...(isForm ? ([['sec-fetch-site', 'same-origin']] as const) : []),
          ...others,
        ] as const,
    )
}

const bodyOf = (path: string, method: string): fc.Arbitrary<Uint8Array> => {
  const utf8 = (text: string | undefined) => new TextEncoder().encode(text ?? '')
  const form = fc.array(fc.tuple(nastyText, nastyText), { maxLength: 20 })
  return mostly(
    spoiled(exampleOf(path, method)).map((value) => utf8(JSON.stringify(value))),
    fc.oneof(
      fc.constantFrom(...BODIES),
      fc.uint8Array({ maxLength: 200 }),
      nastyJson.map((value) => utf8(JSON.stringify(value))),
      form.map((pairs) => utf8(new URLSearchParams(pairs.map(([a, b]) => [a, b])).toString())),
    ),
    4,
  )
}

/** A body that works, by the route's own documentation. */
const exampleOf = (path: string, method: string): object => {
  const template = path.replace(/:(\w+)/g, '{$1}')
  const found = ROUTES.find(
    (route) => route.path === template && route.method === method.toLowerCase(),
  )
  if (path === '/sandbox/clock') return { advanceMs: 1 }
  const text = { from: PLANTED.address, to: ACME.whatsapp, text: MARK }
  return path.startsWith('/sandbox') ? text : (found?.example ?? {})
}

/** The example, mostly with members changed or added. */
const spoiled = (example: object): fc.Arbitrary<unknown> => {
  const own = Object.keys(example)
  const names = fc.oneof(
    fc.constantFrom(...own, 'text', 'media', 'template', '__proto__'),
    fc.constantFrom(...TEXTS),
  )
  return fc.array(fc.tuple(names, nastyJson), { maxLength: 2 }).map((changes) => {
    const body = new Map<string, unknown>(Object.entries(example))
    for (const [name, value] of changes) body.set(name, value)
    return Object.fromEntries(body)
  })
}
