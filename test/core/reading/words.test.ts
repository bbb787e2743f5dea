import { describe, expect, it } from 'vitest'
import { findKeyword, normalise } from '../../../src/core/reading/words.ts'
import { flowFor } from '../../../templates/flows.ts'

const find = (text: string, locale = 'en') => findKeyword(text, flowFor(locale).keywords)

describe('an opt-out is matched tolerantly', () => {
  it.each([
    ...['STOP', 'stop', ' Stop. ', 'STOP!!', '"stop"', '“Stop”', '«STOP»', '‘stop’', '*STOP*'],
    ...[
      'stop please',
      'Please stop',
      'Stop. Thank you',
      'ok stop',
      'STOP 12345',
      'STOP 🛑',
      '🙏stop',
    ],
    ...['s t o p', 'S.T.O.P.', 'S-T-O-P', 'stooop', 'STOPPPP', 'ＳＴＯＰ', 'ｓｔｏｐ'],
    ...['ЅТОР', 'sтoр', 'ѕtоp', 'sτορ', 's\u200bt\u200co\u200dp', '\ufeffSTOP', 'STO\u00adP'],
    ...[
      'STOPALL',
      'stop all',
      'UNSUBSCRIBE',
      'Cancel',
      'END',
      'quit',
      'Revoke',
      'OPT OUT',
      'optout',
    ],
    ...[
      'opt-out',
      'please stop texting me',
      "Don't text me",
      'Dont text me anymore',
      'NO MORE MESSAGES',
    ],
    ...[
      'can you stop texting me?',
      'I want to opt out',
      'please take me off this list',
      'remove me!',
    ],
    ...[
      'Leave me alone',
      'please stop sending',
      'please stop sending…',
      'stop sending me messages, ok',
    ],
  ])('%s', (text) => {
    expect(find(text)).toBe('opt_out')
  })

  it.each([
    ...['ARRÊT', 'arret', 'Parar', 'ALTO', 'baja', 'Stopp', 'abmelden', 'Abmelden bitte', 'PARE'],
    ...[
      'no más mensajes por favor',
      'Keine Nachrichten mehr!',
      'ne m’écrivez plus',
      'não me mande mais mensagens',
    ],
    ...['désabonner', 'DE\u0301SABONNER'],
  ])('in every language, whatever the organisation’s: %s', (text) => {
    for (const locale of ['en', 'de', 'es', 'fr', 'pt', 'ja'])
      expect(find(text, locale)).toBe('opt_out')
  })

  it.each([
    ...[
      'can you stop by at 5?',
      'stop by',
      'The bus stop is here',
      "don't stop texting me",
      'please do not stop sending me messages',
      "I don't want to stop receiving messages",
    ],
    ...[
      'never stop messaging',
      'never ever stop texting',
      'Where does it end?',
      'I will cancel tomorrow then',
      'nonstop',
      'stopwatch',
    ],
    ...[
      '',
      '   ',
      '12345',
      '!!!',
      '🛑',
      'please',
      'thank you',
      'No',
      'no no',
      'stopover',
      'weekend',
    ],
    ...[
      'I told my brother to stop texting me because he is so very annoying',
      'constructor',
      '__proto__ texting',
    ],
  ])('but not in what only looks like one: %s', (text) => {
    expect(find(text)).not.toBe('opt_out')
  })

  it('is looked for as a phrase in messages of up to twelve words', () => {
    const twelve = 'one two three four five six seven eight nine stop texting me'
    expect(find(twelve)).toBe('opt_out')
    expect(find(`zero ${twelve}`)).toBeUndefined()
  })

  it('knows the words that an organisation adds, phrases included', () => {
    const keywords = { optIn: [], optOut: ['Schluss', 'genug davon'], decline: [], help: [] }
    expect(findKeyword('Schluss!', keywords)).toBe('opt_out')
    expect(findKeyword('Jetzt ist genug davon', keywords)).toBe('opt_out')
    expect(findKeyword('STOP', keywords)).toBeUndefined()
    const russian = { ...keywords, optOut: ['Хватит', 'Стоп'] }
    for (const text of ['хватит', 'СТОП!']) expect(findKeyword(text, russian)).toBe('opt_out')
    expect(findKeyword('Привет', russian)).toBeUndefined()
    expect(findKeyword('Schluss!', keywords)).toBe('opt_out')
  })
})

describe('an opt-in is matched strictly', () => {
  it.each([
    'YES',
    'yes',
    ' Yes ',
    'Yes.',
    'Yes!',
    '“YES”',
    '"yes"',
    '„Yes“',
    '«yes»',
    'ＹＥＳ',
    'START',
    'Unstop',
    'opt in',
  ])('%s', (text) => {
    expect(find(text)).toBe('opt_in')
  })

  it.each([
    'yes please',
    'Yes?',
    'yes, but not now',
    'yess',
    'y',
    'y e s',
    'yes 👍',
    'yesterday',
    'уes',
    '',
    'oh yes',
    '(yes)',
  ])('but nothing beside the word: %s', (text) => {
    expect(find(text)).not.toBe('opt_in')
  })

  it('in the organisation’s language and in English', () => {
    for (const [locale, word] of [
      ['es', 'Sí'],
      ['es-MX', 'si'],
      ['de', 'Ja!'],
      ['de_AT', 'JA'],
      ['fr', 'oui'],
      ['pt-BR', 'Sim.'],
    ] as const) {
      expect(find(word, locale)).toBe('opt_in')
      expect(find('Yes', locale)).toBe('opt_in')
      expect(find(word, 'en')).not.toBe('opt_in')
    }
  })
})

describe('a plain no and a call for help', () => {
  it('are the whole message', () => {
    for (const text of ['No', 'NO.', 'no!', 'No, thanks', 'nope', 'No thank you'])
      expect(find(text)).toBe('decline')
    for (const text of ['HELP', 'help?', 'Info', '“Info”']) expect(find(text)).toBe('help')
    for (const text of ['no problem', 'help me move', 'n o', 'information'])
      expect(find(text)).toBeUndefined()
    expect(find('Nein danke', 'de')).toBe('decline')
    expect(find('Hilfe', 'de')).toBe('help')
    expect(find('Hilfe', 'en')).toBeUndefined()
  })
})

it('normalises to plain words', () => {
  expect(normalise('  ¡Sí, CÓMO\u200b no! It’s 100 % «Straße»… ')).toBe('si como no its 100 straße')
  expect(normalise("don't don’t don‘t donʼt don`t don´t don＇t")).toBe(
    'dont dont dont dont dont dont dont',
  )
})

it('takes time in proportion to the text, whatever the text', () => {
  const hostile = [
    'stop '.repeat(20_000),
    'o'.repeat(100_000),
    '.!'.repeat(50_000),
    `${' "'.repeat(50_000)}yes`,
  ]
  for (const text of hostile) expect(() => find(text)).not.toThrow()
})

it.each(['STOP STOP', 'Stop! Stop!', 'stop stop stop please', 'STOP/END'])(
  'takes %s for an opt-out, however often it says so',
  (text) => expect(find(text)).toBe('opt_out'),
)

it('takes a yes with the exclamation mark that Spanish opens with', () => {
  expect(find('¡Sí!', 'es')).toBe('opt_in')
})

it.each([
  ...['stop messages', 'STOP SMS', 'I want to stop receiving messages', 'never contact me again'],
  ...['Bitte aufhoeren', 'Hoeren Sie auf!', 'Paren ya'],
  ...['Hören Sie auf!', 'Bitte keine weiteren Nachrichten', 'Desuscribirse', 'no me contacten'],
  ...['desinscrever', 'não quero receber mensagens'],
])('takes %s for an opt-out, in whichever language', (text) => expect(find(text)).toBe('opt_out'))
