/** Texts and bytes that break parsers, stores, logs, screens and spreadsheets. */

import fc from 'fast-check'

/** Stands in every value that an attacker sends, and is looked for in every log line. */
export const MARK = 'canary-sent'

/** What a name, a text or an id may be. */
export const TEXTS: readonly string[] = [
  ...['', ' ', '0', '-1', 'null', 'undefined', 'true', 'NaN', '1e400', '9'.repeat(400)],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'],
  ...[
    '\0',
    'a\0b',
    '\u0001\u001f\u007f',
    '\r\nSet-Cookie: a=b',
    '\n{"level":"error"}',
    '\u2028\u2029',
  ],
  ...['\ud800', '\udfff', 'a\udc00b', '\ufffe\uffff', '\u{10ffff}', '\ufeff'],
  ...[
    '\u202egnp.exe',
    '\u2066\u2069',
    '\u200b\u200d\u00ad',
    `e${'\u0301'.repeat(500)}`,
    'ﷺ'.repeat(50),
  ],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE journal; --',
    '%00',
    '%',
    '%ff',
    '%c0%ae',
    '$ne',
    '*',
    '\\',
    '`id`',
  ],
  ...[
    '../../etc/passwd',
    '..%2f..%2f',
    '/',
    '//',
    'C:\\con',
    'file:///etc/passwd',
    '{{7*7}}',
    '#{7*7}',
    '{0}',
  ],
  ...[
    '<script>alert(1)</script>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    ']]>',
    '&e;',
  ],
  ...[
    '<Response><Message>hi</Message></Response>',
    '--><Redirect>http://evil.example.com</Redirect>',
  ],
  ...[
    '=HYPERLINK("http://evil.example.com")',
    '+1+1',
    '-2+3',
    '@SUM(1)',
    '\t=1',
    "=cmd|' /C calc'!A0",
  ],
  ...[
    'whatsapp:+',
    'whatsapp:+4915112345678\0',
    'sms:+1',
    `whatsapp:US.${'x'.repeat(128)}`,
    'whatsapp: 4915112345678',
  ],
  ...['x'.repeat(70_000), 'é'.repeat(20_000), '👩‍👩‍👧‍👦'.repeat(500), `${' '.repeat(5_000)}x`],
]

/** Those that fit twice into a form of Twilio's. */
export const SHORT_TEXTS = TEXTS.filter(
  (text) => encodeURIComponent(text.toWellFormed()).length < 20_000,
)

/** What a whole body may be. */
export const BODIES: readonly Uint8Array[] = [
  new Uint8Array(),
  Uint8Array.of(0),
  Uint8Array.of(0xff, 0xfe, 0xfd),
  // UTF-8 that is cut off, overlong, or a lone surrogate.
  Uint8Array.of(0x22, 0xe2, 0x82),
  Uint8Array.of(0x22, 0xc0, 0xae, 0x22),
  Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22),
  // The beginning of a zip bomb, and of a picture.
  Uint8Array.of(0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3),
  Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
  ...[
    ...[
      'null',
      'true',
      '0',
      '"text"',
      '[]',
      '{}',
      '{',
      '[1,',
      '"',
      'NaN',
      '{"a":1}{"b":2}',
      '\ufeff{}',
    ],
    ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}'],
    ...[
      '{"from":1e999,"to":-1e999}',
      '{"from":null,"to":[],"agent":{}}',
      '{"text":"\\ud800"}',
      '{"a":1,"a":2}',
    ],
    ...[
      '['.repeat(50_000),
      '['.repeat(30_000) + ']'.repeat(30_000),
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    ],
    `{${Array.from({ length: 10_000 }, (_, i) => `"${i}":${i}`).join(',')}}`,
    'a=1&a=2&__proto__=x&__proto__[polluted]=1&constructor.prototype.polluted=1',
    ...[
      '&'.repeat(60_000),
      'a=b&'.repeat(300),
      'x&'.repeat(32_000),
      '=&=&=',
      'a=%',
      'a=%ff',
      'a=%00',
      'a=%ed%a0%80',
    ],
    '--x\r\nContent-Disposition: form-data; name="a"; filename="../../b"\r\n\r\n1\r\n--x--',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    'x'.repeat(64 * 1024 + 1),
    'x'.repeat(256 * 1024 + 1),
  ].map((text) => new TextEncoder().encode(text)),
]

/** Any text; most carry the mark, so that a log that repeats one is found out. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `${MARK}${text}`),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => `${text}${MARK}`),
  fc.constant(MARK),
)

/** Any JSON, of every shape and far too deep. */
export const nastyJson: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom(null, true, 0, -0, 1e308, -1, 2 ** 53, 0.1, [], {}),
  fc.jsonValue({ maxDepth: 4 }),
  fc.array(nastyText, { maxLength: 20 }),
  fc.dictionary(nastyText, nastyText, { maxKeys: 5 }),
  fc.constant(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [String(i), MARK]))),
)
