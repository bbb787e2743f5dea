/** Checks an organisation's own texts and words, at startup and in the doctor. */

import { languages, localeFor } from '#languages'
import { reading } from '#reading'
import { languageOf } from '../../../templates/lookup.ts'
import { closedCountries } from '../../config/checks/places.ts'
import type { Directory, Organisation, Sender } from '../../config/schema.ts'
import { channelOf, factsOf } from '../../core/model/address.ts'
import { CHANNEL_NAMES, type Channel, channelFacts } from '../../core/model/channel.ts'
import { hasLooseBrace, LOOSE_BRACE } from '../../core/model/policy/rules.ts'
import { MARKETING } from '../../core/model/purpose.ts'
import { spaced } from '../../core/reading/lexicon.ts'
import { NAMED } from '../../core/wording/fill.ts'
import { type Kind, reviewText } from '../../core/wording/review.ts'
import { lexiconWithout } from '../../engine/policies/policies.ts'

/** Sentences that don't exist, or could not be filled in: each is an error. */
export const sentenceProblems = ({ organisations }: Directory): readonly string[] =>
  unique(
    organisations.flatMap(({ lines, locale }, i) =>
      lines.flatMap((line, j) =>
        line.senders.flatMap(({ rules, layers }, k) => {
          // Most have none, and a start is quicker without the texts.
          if (Object.keys(rules.sentences).length === 0) return []
          const { refusals } = localeFor(line.locale ?? locale).refusals
          const shipped = new Map(Object.entries(refusals))
          return Object.entries(rules.sentences).flatMap(([key, text]) => {
            const problem = problemOf(text, shipped.get(key))
            if (problem === undefined) return []
            const set = layers.findLastIndex((layer) => Object.hasOwn(layer.sentences ?? {}, key))
            const place = [`organisations[${i}]`, `.lines[${j}]`, `.senders[${k}]`]
            return [`${place.slice(0, set + 1).join('')}.policy.sentences.${key}: ${problem}`]
          })
        }),
      ),
    ),
  )

const problemOf = (text: string, shipped: string | undefined): string | undefined => {
  if (shipped === undefined) return 'there is no sentence of this name (docs/rules.md lists them)'
  const names = namesIn(shipped)
  // What `{period}` was in earlier versions.
  const known = names.includes('{period}') ? [...names, '{hours}'] : names
  const unknown = namesIn(text).find((name) => !known.includes(name))
  const has = names.length > 0 ? `has only ${names.join(', ')}` : 'has no values'
  if (unknown !== undefined) return `${unknown} is not filled in; it ${has}`
  return hasLooseBrace(text) ? LOOSE_BRACE : undefined
}

/** The names in it, each once. */
const namesIn = (text: string): readonly string[] =>
  unique([...text.matchAll(NAMED)].map(([, name]) => `{${name}}`))

/** Warnings: languages without texts, texts that say too little or too much, disabled words that count by law. */
export const textWarnings = ({ organisations }: Directory): readonly string[] =>
  unique([
    ...organisations.flatMap(hoursWarnings),
    ...organisations.flatMap(({ id, senders }) =>
      senders.flatMap((sender) => [
        ...localeWarnings(sender).map((problem) => `${id}: ${problem}`),
        ...ownTexts(sender).map((problem) => `${id}: ${problem}`),
        ...wordWarnings(sender).map((problem) => `${id}: ${problem}`),
      ]),
    ),
  ])

/** Once for all senders of the same quiet hours, since this takes long. */
const hoursWarnings = ({ id, senders }: Organisation): readonly string[] =>
  [...Map.groupBy(senders, ({ rules }) => JSON.stringify(rules.quietHours)).values()].flatMap(
    ([first]) => {
      const closed = first ? closedCountries(first.rules) : []
      if (closed.length === 0) return []
      return [
        `${id}: policy.quietHours.hours["*"] leaves no time that is allowed in every time zone of ` +
          `${closed.join(', ')}: contacts there whose time zone is unknown never get messages that ` +
          'quiet hours apply to. Give longer hours, or add rows for these countries',
      ]
    },
  )

const localeWarnings = ({ line, organisation }: Sender): readonly string[] => {
  const locale = line.locale ?? organisation.locale
  // English always has texts; a start needn't load them to know.
  if (languageOf(locale) === 'en') return []
  const known = Object.keys(languages())
  if (known.includes(languageOf(locale))) return []
  const place = line.locale === undefined ? '' : `line ${line.id}: `
  return [
    `${place}locale "${locale}" has no texts (only ${known.join(', ')} have): people read English`,
  ]
}

const unique = (texts: readonly string[]) => [...new Set(texts)]

const ownTexts = (sender: Sender): readonly string[] => {
  const { rules, line, organisation, address } = sender
  // Only they need the word lists, which take longer to compile than all the rest of the start.
  if (Object.keys(rules.wording).length === 0) return []
  const locale = line.locale ?? organisation.locale
  const { hasSegments } = factsOf(address)
  const { flow } = localeFor(locale)
  const usual = hasSegments ? flow.smsWording : flow.wording
  const { optIn, optOut, help, join, not, optOutPayloads, stopMarketingPayloads } = rules.keywords
  const purposes = rules.optInPurposes.map(
    (one) => rules.purposes[one]?.label ?? (one === MARKETING ? usual.about_marketing : one),
  )
  const values = {
    agent: SAMPLE_AGENT,
    organisation: organisation.name,
    line: line.name,
    channel: channelFacts(channelOf(address)).label,
    yes: usual.yes_word,
    rates: usual.rates,
    reach: usual.reach_channel.replace('{channels}', labelsBut(channelOf(address))),
    purposes: [usual.about_service, ...purposes].join(', '),
  }
  const reading = {
    lexicon: lexiconWithout(not),
    locale,
    optIn: rules.optIn,
    keywords: { optIn, optOut, help, join },
    optOutPayloads,
    stopMarketingPayloads,
  }
  const { disclosures } = rules
  return Object.entries(rules.wording).flatMap(([name, text]) => {
    const kind = name as Kind
    const draft = { kind, text, reading, disclosures, values, hasSegments }
    const unnamed =
      kind === 'opt_in_request' &&
      purposes.some((label) => !text.includes('{purposes}') && !text.includes(label))
        ? ['does not name policy.optInPurposes: without {purposes}, a YES does not cover them']
        : []
    return [...reviewText(draft), ...unnamed].map((problem) => `policy.wording.${kind} ${problem}`)
  })
}

/** The channels that a STOP on this one may leave open. */
const labelsBut = (own: Channel): string =>
  CHANNEL_NAMES.filter((channel) => channel !== own)
    .map((channel) => channelFacts(channel).label)
    .join(', ')

/** Sample values of typical length. */
const SAMPLE_AGENT = 'Alexandra Schmidt'

/** Opt-out words that the FCC lists, regardless of the configuration. */
const BY_LAW = ['stop', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel', 'unsubscribe']

const wordWarnings = (sender: Sender): readonly string[] => [
  ...optOutWarnings(sender),
  ...unlistedWarnings(sender),
]

/** Configured words that are opt-outs on the lists: the lists win. */
const optOutWarnings = ({ rules: { keywords } }: Sender): readonly string[] =>
  (['optIn', 'join', 'help'] as const).flatMap((field) =>
    keywords[field]
      .filter((word) => isOptOut(spaced(word)) && !keywords.not.map(spaced).includes(spaced(word)))
      .map(
        (word) =>
          `policy.keywords.${field}: "${word}" is an opt-out on Postern's word lists, and is read as one.`,
      ),
  )

const isOptOut = (said: string): boolean =>
  BY_LAW.includes(said) || reading().lists.some(({ solid }) => isIn(solid, said))

const unlistedWarnings = ({ rules, address, optOutHandling }: Sender): readonly string[] =>
  rules.keywords.not.flatMap((word) => {
    const said = spaced(word)
    const warning = (text: string) => `policy.keywords.not: ${text}`
    if (BY_LAW.includes(said))
      return [
        warning(
          `47 CFR 64.1200(a)(10) lists "${word}" as an opt-out. A US contact who writes it has opted out, but Postern will not record it.`,
        ),
        ...(optOutHandling === 'gateway'
          ? []
          : [warning(`the provider of ${address} blocks contacts who write "${word}" anyway.`)]),
      ]
    return isListed(said)
      ? []
      : [warning(`"${word}" is not on Postern's word lists, so this has no effect.`)]
  })

const isListed = (said: string): boolean =>
  reading().lists.some((list) =>
    [
      ...[list.solid, list.lone, list.everyday, list.perhaps],
      ...[list.optIn, list.agrees, list.declines, list.help],
    ].some((text) => isIn(text, said)),
  )

const isIn = (list: string | undefined, said: string): boolean =>
  (list ?? '').split(/[,\n]/).some((item) => spaced(item) === said)
