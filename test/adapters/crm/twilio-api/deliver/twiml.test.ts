import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import { parseTwiml } from '../../../../../adapters/crm/twilio-api/deliver/twiml.ts'

const { MessagingResponse } = twilio.twiml
const texts = (twiml: string) => parseTwiml(twiml).messages.map(({ body }) => body)

describe('an answer in TwiML', () => {
  test('is read as Twilio’s own library writes it', () => {
    const response = new MessagingResponse()
    response.message('Fish & "chips" <today> 😀')
    const second = response.message(
      {
        to: '+15550102030',
        from: '+15550001111',
        action: 'https://crm.example.com/status?a=1&b=2',
        method: 'POST',
      },
      '',
    )
    second.body('Look')
    second.media('https://crm.example.com/menu.jpg')
    second.media('/two.jpg')
    expect(parseTwiml(response.toString())).toEqual({
      messages: [
        { body: 'Fish & "chips" <today> 😀', media: [] },
        {
          to: '+15550102030',
          from: '+15550001111',
          callback: 'https://crm.example.com/status?a=1&b=2',
          body: 'Look',
          media: ['https://crm.example.com/menu.jpg', '/two.jpg'],
        },
      ],
      ignored: [],
    })
  })

  test('keeps any text that XML can hold', () => {
    // XML has no other control characters, and we send a message without the space around it.
    const char = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
    const text = fc.array(char).map((chars) =>
      chars
        .join('')
        .replace(/[^\P{C}\n]|\p{Noncharacter_Code_Point}/gu, '')
        .trim(),
    )
    fc.assert(
      fc.property(text, (text) => {
        const response = new MessagingResponse()
        response.message(text)
        expect(texts(response.toString())).toEqual(text === '' ? [] : [text])
      }),
    )
  })

  test('never throws', () => {
    const tag = fc.constantFrom('<Response>', '</Response>', '<Message>', '</Message>', '<Body/>')
    const part = fc.oneof(tag, fc.string(), fc.constantFrom('<![CDATA[', ']]>', '<!--', '&#', '<?'))
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(parseTwiml(parts.join('')).messages.length).toBeLessThanOrEqual(15)
      }),
    )
  })

  test.each([
    ['plain', '<Response><Message>hello</Message></Response>', 'hello'],
    ['a body', '<Response><Message><Body>hello</Body></Message></Response>', 'hello'],
    ['CDATA', '<Response><Message><![CDATA[<b> & ]]>]]&gt;</Message></Response>', '<b> & ]]>'],
    ['references', '<Response><Message>&#233;&#xE9;&lt;&apos;</Message></Response>', "éé<'"],
    ['lines', '<Response>\n <Message>\n  one\n  two\n </Message>\n</Response>\n', 'one\n  two'],
    ['a comment', '<Response><Message>a<!-- secret -->b</Message></Response>', 'ab'],
    ['a byte order mark', '\uFEFF<Response><Message>hello</Message></Response>', 'hello'],
    [
      'an empty line before the declaration',
      '\n<?xml version="1.0" encoding="UTF-8"?><Response><Message>hello</Message></Response>',
      'hello',
    ],
  ])('may be written with %s', (_, twiml, text) => {
    expect(parseTwiml(twiml)).toMatchObject({ messages: [{ body: text }], ignored: [] })
  })

  test('is read as the documentation shows it', () => {
    const page = readFileSync(new URL('../../../../../docs/drop-in.md', import.meta.url), 'utf8')
    const [, example = ''] = /```xml\n(.*?)```/s.exec(page) ?? []
    expect(parseTwiml(example)).toEqual({
      messages: [{ callback: '/status', body: 'We open at nine.', media: ['/map.png'] }],
      ignored: [],
    })
  })

  test('sends nothing when it is empty', () => {
    for (const twiml of ['', ' \n', '<Response/>', '<Response></Response>'])
      expect(parseTwiml(twiml)).toEqual({ messages: [], ignored: [] })
  })

  test('names the status callback by its newer name first', () => {
    const read = (attributes: string) =>
      parseTwiml(`<Response><Message ${attributes}>a</Message></Response>`).messages[0]?.callback
    expect(read('statusCallback="/old"')).toBe('/old')
    expect(read('statusCallback="/old" action="/new"')).toBe('/new')
    expect(read('action=""')).toBeUndefined()
  })

  test('names ignored verbs, without their content', () => {
    const response = new MessagingResponse()
    response.message('stays')
    response.redirect('https://crm.example.com/secret')
    const twiml = response.toString().replace('</Response>', '<Dial>+15550102030</Dial></Response>')
    expect(parseTwiml(twiml)).toMatchObject({
      messages: [{ body: 'stays' }],
      ignored: ['Redirect', 'Dial'],
    })
    const inside = '<Response><Message>a<Image>secret</Image></Message></Response>'
    expect(parseTwiml(inside)).toMatchObject({ messages: [{ body: 'a' }], ignored: ['Image'] })
  })

  test('has at most 15 messages, none of them empty', () => {
    const many = `<Response><Message/>${'<Message>x</Message>'.repeat(20)}</Response>`
    expect(texts(many)).toHaveLength(15)
    expect(parseTwiml(many).ignored).toEqual(['an empty Message', 'more than 15 Messages'])
  })
})

describe('with invalid TwiML sends nothing', () => {
  test.each([
    ['text', 'OK'],
    ['JSON', '{"status":"ok"}'],
    ['a page', '<!DOCTYPE html><html><body><p>Thanks</p></body></html>'],
    ['another root', '<Answer><Message>hello</Message></Answer>'],
    ['an end that is missing', '<Response><Message>hello</Message>'],
    ['something broken after a good message', '<Response><Message>hello</Message><Me'],
    ['an ampersand alone', '<Response><Message>fish & chips</Message></Response>'],
    ['an entity nobody knows', '<Response><Message>&nbsp;hello</Message></Response>'],
    ['more after the end', '<Response><Message>hello</Message></Response>bye'],
    ['a forbidden character', '<Response><Message>a&#0;b</Message></Response>'],
    [
      'an entity that reads a file',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><Response><Message>&x;</Message></Response>',
    ],
    [
      'a billion laughs',
      `<!DOCTYPE r [<!ENTITY a "ha">${'bcdefghij'
        .split('')
        .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
        .join('')}]><Response><Message>&j;</Message></Response>`,
    ],
  ])('%s', (_, twiml) => {
    expect(parseTwiml(twiml)).toEqual({ messages: [], ignored: ['not TwiML'] })
  })

  test('is refused as quickly as any other at the greatest depth', () => {
    expect(texts('<a>'.repeat(20_000))).toEqual([])
    expect(texts(`<Response>${'<a>'.repeat(9_000)}${'</a>'.repeat(9_000)}</Response>`)).toEqual([])
  })
})
