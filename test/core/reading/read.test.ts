import { describe, expect, it } from 'vitest'
import { createLexicon } from '../../../src/core/reading/lexicon.ts'
import { isTapback } from '../../../src/core/reading/own-words.ts'
import {
  type Readable,
  type ReadingContext,
  type ReadingSettings,
  read,
} from '../../../src/core/reading/read.ts'
import { mended } from '../../../src/core/reading/slips.ts'
import { tokenise } from '../../../src/core/reading/tokens.ts'
import { normalise } from '../../../src/core/reading/words.ts'
import { READING_LISTS, READING_VERSION } from '../../../templates/index.ts'

const LEXICON = createLexicon(READING_VERSION, READING_LISTS)

const settings = (changes: Partial<ReadingSettings> = {}): ReadingSettings => ({
  lexicon: LEXICON,
  locale: 'en',
  optIn: 'plain',
  keywords: { optIn: [], optOut: [], help: [], join: [] },
  optOutPayloads: [],
  stopMarketingPayloads: [],
  ...changes,
})

const ENGLISH = settings()
const OPEN: ReadingContext = { openRequest: { at: 0, ids: ['request'] } }

const say = (
  text: string,
  message: Partial<Readable> = {},
  using: ReadingSettings = ENGLISH,
  context: ReadingContext = OPEN,
) => read({ text, form: 'text', at: 10_000, ...message }, using, context)?.is

describe('only the contact’s own, new words are read', () => {
  it.each([
    '> Reply STOP to opt out\nWhat is this?',
    'Who are you?\n-- \nStop Smoking Ltd.',
    'Thanks!\nSent from my Stop',
    'Danke!\nVon meinem iPhone gesendet',
  ])('not quoted lines or signatures: %j', (text) => {
    expect(say(text)).toBeUndefined()
  })

  it.each(['STOP\nSent from my iPhone', 'Stop\n\nEnviado desde mi iPhone', 'stop\n-- \nJane Doe'])(
    'text above them is: %j',
    (text) => expect(say(text)).toBe('opt_out'),
  )

  it('text repeated from our own message isn’t', () => {
    const ours = 'Acme would like to message you. Reply STOP to opt out.'
    expect(say(`${ours} What for?`, {}, ENGLISH, { ourTexts: [ours] })).toBeUndefined()
    expect(say(`${ours} STOP`, {}, ENGLISH, { ourTexts: [ours] })).toBe('opt_out')
    expect(say('stop', {}, ENGLISH, { ourTexts: ['stop'] })).toBe('opt_out')
  })

  it.each([
    ...['Liked “Reply STOP to opt out”', 'Disliked "Reply STOP …"', '👍 to “STOP”'],
    ...['Liked an image', 'Reacted 😂 to “please stop texting me”', 'Le gustó “STOP”'],
    ...['A aimé « STOP »', 'Gefällt „STOP“'],
  ])('not a tapback: %s', (text) => {
    expect(isTapback(text, LEXICON)).toBe(true)
    expect(say(text)).toBeUndefined()
  })

  it.each(['I liked the "stop" sign', 'stop', '“Stop”', 'please stop "texting me"'])(
    'but %s is no tapback',
    (text) => expect(isTapback(text, LEXICON)).toBe(false),
  )

  it('forwarded text and reactions aren’t', () => {
    expect(say('STOP', { form: 'forwarded' })).toBeUndefined()
    expect(say('STOP', { form: 'reaction' })).toBeUndefined()
  })

  it('in a caption, a STOP is, but a yes isn’t', () => {
    expect(say('STOP', { form: 'caption' })).toBe('opt_out')
    expect(say('YES', { form: 'caption' })).toBeUndefined()
  })
})

describe('a button is written by the business', () => {
  it.each(['STOP', 'Unsubscribe', 'Opt out', 'Abmelden', 'Darme de baja'])(
    'that clearly ends messages: %s',
    (text) => expect(say(text, { form: 'button' })).toBe('opt_out'),
  )

  it.each(['Cancel', 'End', 'Quit', 'Remove', 'Cancelar', 'Beenden'])(
    'that may be about an appointment: %s',
    (text) => {
      expect(say(text, { form: 'button' })).toBeUndefined()
      expect(say(text, { form: 'list' })).toBeUndefined()
      expect(say(text)).toBe('opt_out')
    },
  )

  it('that ends messages by a configured payload, and by no other', () => {
    const configured = settings({ optOutPayloads: ['no-more'] })
    expect(say('Later', { form: 'button', payload: 'no-more' }, configured)).toBe('opt_out')
    expect(say('Later', { form: 'button', payload: 'STOP' }, configured)).toBeUndefined()
  })

  it('that only stops marketing', () => {
    for (const text of ['Stop promotions', 'Detener promociones', 'Parar promoções'])
      expect(say(text, { form: 'button' })).toBe('stop_marketing')
    const configured = settings({ stopMarketingPayloads: ['promo-off'] })
    expect(say('STOP', { form: 'button', payload: 'promo-off' }, configured)).toBe('stop_marketing')
  })

  it('that says yes to its own request', () => {
    expect(say('Yes', { form: 'button', answers: 'request' })).toBe('opt_in')
    expect(say('Yes', { form: 'button', answers: 'another' })).toBeUndefined()
  })
})

describe('a yes', () => {
  it('counts typed after the open request, or quoting it', () => {
    expect(say('YES')).toBe('opt_in')
    expect(say('YES', { answers: 'request' })).toBe('opt_in')
    expect(say('YES', { answers: 'another' })).toBeUndefined()
    expect(say('YES', {}, ENGLISH, {})).toBeUndefined()
    expect(say('YES', { at: -5000 })).toBeUndefined()
  })

  it.each(['Yes, please', 'Yes I agree', 'y', '👍', 'I agree', 'yes!'])(
    'may be short and unconditional: %s',
    (text) => expect(say(text)).toBe('opt_in'),
  )

  it.each(['yes thx', 'yesss', 'yess', 'YES ty', 'I agree thanks', 'yes ok yes please'])(
    'may be polite, drawn out or repeated: %s',
    (text) => expect(say(text)).toBe('opt_in'),
  )

  it.each([
    ...['thx', 'yyy', 'yes thx but later', 'y thx', 'ok sure', 'thanks yes sir no', 'yes no'],
    ...['yes but not now', 'ok', 'yes?', 'yes and no', 'eyes', 'Yes this is John', 'no yes'],
    ...['yes if it is free', 'Reply YES to agree', 'yesterday'],
  ])('is not found in %s', (text) => expect(say(text)).toBeUndefined())

  it('must be the exact word if the organisation is strict', () => {
    const strict = settings({ optIn: 'strict' })
    for (const text of ['YES', 'Yes.', '“yes”', 'START'])
      expect(say(text, {}, strict)).toBe('opt_in')
    for (const text of ['Yes, please', '👍', 'y', 'yes 👍'])
      expect(say(text, {}, strict)).toBeUndefined()
  })

  it('is recognised in the languages of organisation and contact', () => {
    const german = settings({ locale: 'de-AT' })
    expect(say('Ja, gerne', {}, german)).toBe('opt_in')
    expect(say('Ja, gerne')).toBeUndefined()
    expect(say('Ja, gerne', {}, ENGLISH, { ...OPEN, contactLocale: 'de' })).toBe('opt_in')
  })

  it('may begin with a configured join word, without any request', () => {
    const configured = settings({
      keywords: { optIn: [], optOut: [], help: [], join: ['JOIN ACME'] },
    })
    const message = { text: 'join acme!', form: 'text', at: 1 } as const
    expect(read(message, configured)).toMatchObject({ is: 'opt_in', how: 'join' })
  })
})

describe('a no', () => {
  it.each([
    'No',
    'no, thank you.',
    'nope sorry',
    'noo no thanks',
    'I decline',
    'decline',
    'I do not agree',
    'NO NO NO',
  ])('declines: %s', (text) => expect(say(text)).toBe('decline'))

  it('is recognised in the organisation’s language', () => {
    expect(say('Rechazo', {}, settings({ locale: 'es' }))).toBe('decline')
    expect(say('Ich lehne ab', {}, settings({ locale: 'de' }))).toBe('decline')
  })

  it('doesn’t count as an answer to another message', () => {
    expect(say('No', { answers: 'another' })).toBeUndefined()
  })
})

describe('a call for help', () => {
  it('may be polite', () => {
    expect(say('help pls')).toBe('help')
    expect(say('Hilfe bitte', {}, settings({ locale: 'de' }))).toBe('help')
    expect(say('help with my card')).toBeUndefined()
  })
})

describe('an opt-out word', () => {
  it.each([
    ...['stpo', 'sttop', 'stob', 'sotp', 'unsubcribe', 'unsubscrbe', 'cancell', 'abmelen', 'st0p'],
    ...[
      'S.T.O.P',
      's t o p',
      'STOOOOP',
      'STOPSTOPSTOP',
      'ѕтор',
      'ＳＴＯＰ',
      's\u200bt\u200bo\u200bp',
    ],
  ])('is found through slips and disguises: %s', (text) => expect(say(text)).toBe('opt_out'))

  it.each([
    ...['stow', 'shop', 'top', 'step', 'and', 'spot', 'quiz', 'cancer', 'quite', 'remote', 'suit'],
    ...['anmelden', 'стол', 'подписаться', 'pasar', 'wpisz', 'cancello'],
  ])('is not found in another word: %s', (text) => expect(say(text)).toBeUndefined())

  it.each(['STOP - John', 'Hi, stop please. Regards', 'no, stop', 'stop yes', 'STOP 12345'])(
    'may stand next to names, greetings, yes, no and numbers: %s',
    (text) => expect(say(text)).toBe('opt_out'),
  )

  it('that is everyday speech elsewhere counts where its language is spoken', () => {
    for (const word of ['alto', 'baja']) {
      expect(say(word)).toBe('doubt')
      expect(say(word, {}, settings({ locale: 'es-MX' }))).toBe('opt_out')
      expect(say(word, {}, ENGLISH, { contactLocale: 'es' })).toBe('opt_out')
    }
    expect(say('fin')).toBeUndefined()
    expect(say('fin', {}, settings({ locale: 'fr' }))).toBe('opt_out')
  })

  it('is one that the organisation added', () => {
    const keywords = { optIn: [], optOut: ['Schluss!!', 'genug davon'], help: ['Rat'], join: [] }
    const own = settings({ keywords })
    expect(say('genug davon, wirklich', {}, own)).toBe('opt_out')
    expect(say('rat', {}, own)).toBe('help')
  })

  it('is the same word with its umlaut written out, in the organisation’s own list too', () => {
    expect(say('moechte nichts mehr von euch hoeren')).toBe('opt_out')
    const keywords = { optIn: [], optOut: ['will zurück'], help: [], join: [] }
    for (const text of ['will zurück', 'will zurueck'])
      expect(say(text, {}, settings({ keywords }))).toBe('opt_out')
  })

  it('mistyped in a sentence is quoted as the contact wrote it', () => {
    const said = read({ text: 'Pls UNSUBSRIBE me, ok', form: 'text', at: 1 }, ENGLISH)
    expect(said).toMatchObject({ is: 'opt_out', words: 'UNSUBSRIBE me' })
    const joined = read({ text: 'Ne Mecrivez plus', form: 'text', at: 1 }, ENGLISH)
    expect(joined).toMatchObject({ is: 'opt_out', words: 'Ne Mecrivez plus' })
  })

  it.each(['pleasestop', 'stopnow', 'stoptexting', 'stop full stop'])(
    'may be run together, or dictated: %s',
    (text) => expect(say(text)).toBe('opt_out'),
  )

  it.each(['nonstop', 'we came to a full stop'])('is no part of %s', (text) =>
    expect(say(text)).toBeUndefined(),
  )

  it('next to a complaint is certain', () => {
    for (const text of ['I never signed up for this remove me', 'not interested stop messaging'])
      expect(say(text)).toBe('opt_out')
  })

  it('that is negated ends nothing', () => {
    const spanish = settings({ locale: 'es' })
    for (const text of ['por favor no cancelar', 'nunca parar', 'no quiero parar'])
      expect(say(text, {}, spanish)).toBeUndefined()
    expect(say('no, cancelar', {}, spanish)).toBe('opt_out')
    expect(say('Meu pai quer sair', {}, settings({ locale: 'pt' }))).toBeUndefined()
  })

  it('that ends a message is in doubt, if it has several words', () => {
    expect(say('wie oft noch: keine Nachrichten!')).toBe('doubt')
    expect(say('at what time does the show end')).toBeUndefined()
  })

  it('may overlap a shorter one that leaves more words over', () => {
    expect(say('je veux sortir de cette liste')).toBe('opt_out')
    expect(say('baja notificaciones', {}, settings({ locale: 'es' }))).toBe('opt_out')
    expect(say('ya no me interesa, cancelar')).toBe('opt_out')
  })

  it('that is asked back ends nothing', () => {
    const portuguese = settings({ locale: 'pt' })
    expect(say('parar obrigado? como assim', {}, portuguese)).not.toBe('opt_out')
    expect(say('parar, obrigado. nao gosto disso', {}, portuguese)).toBe('opt_out')
  })

  it('with laughter is in doubt, but a sentence that ends messages is certain', () => {
    for (const text of ['stop it 😂', 'STOP 🤣', 'stop lol', 'stop hahaha', 'arrête mdr'])
      expect(say(text)).toBe('doubt')
    expect(say('stop texting me 😂')).toBe('opt_out')
  })
})

describe('a sentence', () => {
  it.each([
    'Why did you stop texting me?',
    'Do not unsubscribe me',
    'Can you remove me from the 3pm slot?',
    'CANCEL 12345',
    'take me off hold',
    'Never stop texting me',
    'Did you stop sending statements? I did not get one',
    'Bitte hören Sie nicht auf, mir zu schreiben',
    'No dejen de escribirme',
    'Pourquoi avez-vous arrêté de m’écrire ?',
  ])('that is negated, about us or about another thing ends nothing: %s', (text) =>
    expect(say(text)).toBeUndefined(),
  )

  it.each([
    'Please stop texting me at night',
    'If you text again I will stop',
    'I said STOP to him',
    'Stop calling me, texts are fine',
    'stop texting me! no wait, go on',
    'Dejen de mandarme ofertas',
    'I need to opt out of the dental plan',
  ])('that ends some messages, or may, is never certain: %s', (text) =>
    expect(say(text)).not.toBe('opt_out'),
  )

  it.each([
    ...['dont mesage me agian', 'stop texitng me', 'pls remvoe my nubmer'],
    ...['keine nachirchten mehr', 'no me manden mas mesajes', 'aretez de m’ecrire'],
    ...[
      'ya no quiero recivir mensajes',
      'nao quero mais mensagns',
      'loeschung meiner Nummer bitte',
      'lasst es einfach',
    ],
  ])('is found through slips: %s', (text) => expect(say(text)).toBe('opt_out'))

  it('that ends messages isn’t weakened by an ok', () => {
    expect(say('no more sms ok')).toBe('opt_out')
    expect(say('stop calling me, sms is ok')).toBe('doubt')
  })

  it('that names a wrong number is in doubt, with what follows', () => {
    for (const text of ['Wrong person. I am Ann.', 'you have the wrong number, I am Ann'])
      expect(say(text)).toBe('doubt')
    for (const text of ['sorry wrong number, mine is 555 0100', 'Wrong number? Which one?'])
      expect(say(text)).toBeUndefined()
  })

  it('is quoted as the contact wrote it, with the version of the lists', () => {
    const long = `I am a customer of yours. ${'Thank you. '.repeat(20)}Please Stop sending me messages.`
    expect(read({ text: long, form: 'text', at: 1 }, ENGLISH)).toEqual({
      is: 'opt_out',
      how: 'phrase',
      words: 'Stop sending me messages',
      version: READING_VERSION,
    })
  })

  it('is unnecessary if the provider names the word', () => {
    const message = { text: 'STOP', form: 'text', at: 1, provider: 'stop' } as const
    expect(read(message, ENGLISH)).toMatchObject({ is: 'opt_out', how: 'provider' })
  })
})

describe('the time needed', () => {
  const LONG = 100_000
  // Quadratic work takes minutes at this length and runs into the time limit.
  it.each([
    ...['stop ', 's t o p ', 'stop. ', 'please do not ', 'no more ', "don't ", 'not ', '"', '> \n'],
    ...[
      'stop sending me me me me all all all ',
      'a',
      ' ',
      '\u0301',
      '\u200b',
      'no quiero ',
      '不要再发',
    ],
    ...[
      '보내지 ',
      'никогда не ',
      '👍 to “',
      '-- \n',
      'Sent from my \n',
      'on x wrote:\n',
      '1',
      '\ud83d',
    ],
  ])('grows with the text, not faster: %j', (part) => {
    const text = part.repeat(Math.ceil(LONG / part.length))
    for (const form of ['text', 'button', 'caption'] as const)
      expect(() => say(text, { form })).not.toThrow()
    expect(() => isTapback(text, LEXICON)).not.toThrow()
    expect(() => normalise(text)).not.toThrow()
  })

  it('doesn’t grow with stacked accents', () => {
    expect(say(`S${'\u0301'.repeat(100_000)}top`)).toBe('opt_out')
    expect(normalise(`é${'\u0301\u0327'.repeat(50_000)}`)).toBe('e')
  })
})

it('takes no word of a list for a slip of another', () => {
  const written = READING_LISTS.flatMap(({ spellings: _, sets, ...texts }) => [
    ...Object.values(texts),
    ...Object.values(sets),
  ])
  const words = new Set(written.flatMap((text) => tokenise(text.replaceAll('_', ' ')).words))
  const changed = [...words].filter((word) => {
    const [said] = mended(tokenise(`${word} so`), LEXICON).words
    return said !== word && !LEXICON.spellings.has(word)
  })
  expect(changed).toEqual([])
})

it('refuses a malformed list, and names the line', () => {
  const [list] = READING_LISTS
  if (!list) throw new Error('no lists')
  expect(() => createLexicon('x', [{ ...list, certain: 'a <nothing>' }])).toThrow('a <nothing>')
  expect(() => createLexicon('x', [{ ...list, certain: 'a b?|c' }])).toThrow('b?|c')
})
