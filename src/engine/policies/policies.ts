/** Assembles policies for decisions: rules, sender, templates, wording, place. */

import { LRUCache } from 'lru-cache'
import { languages, localeFor } from '#languages'
import { reading } from '#reading'
import { languageOf } from '../../../templates/lookup.ts'
import { placeOf } from '../../config/country.ts'
import { once } from '../../config/once.ts'
import type { Sender } from '../../config/schema.ts'
import { type Address, channelOf, factsOf } from '../../core/model/address.ts'
import type { Instant } from '../../core/model/contact.ts'
import type { Template } from '../../core/model/message/template.ts'
import type { Place, Policy } from '../../core/model/policy/policy.ts'
import { languagesOfWords } from '../../core/reading/languages.ts'
import { createLexicon, type Lexicon, spaced } from '../../core/reading/lexicon.ts'
import { ACTIVE, type SenderCondition } from '../../ports/settings.ts'
import type { Dependencies, Policies, Pump } from '../contracts.ts'
import { createCatalogue } from './catalogue.ts'
import { createConditions } from './conditions.ts'

/** A sender's policy without the contact's place. */
type SenderPolicy = Omit<Policy, 'place'>
type Conditions = ReadonlyMap<Address, SenderCondition>

/** The interval before an unregistered number is tried again in that country. */
const UNREGISTERED_MS = 24 * 3_600_000

/** See `Policies`. */
export const createPolicies = (
  parts: Pick<Dependencies, 'directory' | 'store' | 'providers' | 'http' | 'clock' | 'log'>,
  pump?: () => Pick<Pump, 'nudge'>,
): Policies => {
  const { clock } = parts
  const catalogue = createCatalogue(parts, pump)
  const states = createConditions(parts, pump)
  const senderPolicies = createSenderPolicies(parts)
  // Locating a contact may cost more than everything else.
  const places = new LRUCache<Address, Place>({ maxSize: 20_000, sizeCalculation: () => 1 })
  const policies = new WeakMap<SenderPolicy, Map<Place, Policy>>()

  const located = (from: SenderPolicy, contactAddress: Address): Policy => {
    const place = places.get(contactAddress) ?? placeOf(contactAddress)
    places.set(contactAddress, place)
    const byPlace = policies.get(from) ?? new Map<Place, Policy>()
    policies.set(from, byPlace)
    const policy = byPlace.get(place) ?? { ...from, place }
    byPlace.set(place, policy)
    return policy
  }

  return {
    policy: async (sender, contactAddress, templates = 'current'): Promise<Policy> => {
      const conditions = new Map<Address, SenderCondition>()
      for (const one of sender.line.senders)
        conditions.set(one.address, states.recent(one) ?? (await states.current(one)))
      const list = await (templates === 'at_hand'
        ? catalogue.atHand(sender)
        : catalogue.current(sender))
      return located(senderPolicies(sender, conditions, list, clock()), contactAddress)
    },
    templates: catalogue.current,
    refresh: catalogue.refresh,
    condition: states.current,
    forgetConditions: states.forget,
    lookAgain: states.lookAgain,
    setState: (sender, state, change) =>
      states.change(sender, () => ({ state, change: { at: clock(), ...change } })),
    pause: (sender, until, code, spares) =>
      states.change(sender, (now) => {
        // A repeated notice may also shorten the pause.
        if ((now.paused?.until ?? 0) >= until && now.paused?.code !== code) return undefined
        return { ...now, paused: { until, at: clock(), code, ...(spares && { spares }) } }
      }),
    bar: (sender, country, code) => {
      const at = clock()
      const unregistered = { country, until: at + UNREGISTERED_MS, at, code }
      return states.change(sender, (now) => ({ ...now, unregistered }))
    },
  }
}

/** Each sender's policy, the same object while states and templates are unchanged. */
const createSenderPolicies = (parts: Pick<Dependencies, 'providers'>) => {
  const fixed = new Map<Address, ReturnType<typeof fixedPart>>()
  const last = new Map<
    Address,
    {
      readonly policy: SenderPolicy
      readonly states: string
      readonly list: unknown
      readonly read: readonly SenderCondition[]
    }
  >()
  return (
    sender: Sender,
    conditions: Conditions,
    list: readonly Template[] | undefined,
    now: Instant,
  ): SenderPolicy => {
    const known = last.get(sender.address)
    const read = sender.line.senders.map(({ address }) => conditions.get(address) ?? ACTIVE)
    // Only a pause ends by itself.
    const isSame = read.every((one, i) => one === known?.read[i] && !one.paused)
    if (known && known.list === list && isSame) return known.policy
    const mayBeUsed = (address: Address) => {
      const { state, paused } = conditions.get(address) ?? ACTIVE
      return state === 'active' && (paused?.until ?? now) <= now
    }
    const { state, paused, unregistered } = conditions.get(sender.address) ?? ACTIVE
    const usable = sender.line.senders.map(({ address }) => mayBeUsed(address))
    const current = JSON.stringify([state, paused, unregistered, usable])
    if (known?.states === current && known.list === list) {
      last.set(sender.address, { ...known, read })
      return known.policy
    }
    const part = fixed.get(sender.address) ?? fixedPart(parts, sender)
    fixed.set(sender.address, part)
    const policy: SenderPolicy = {
      ...part,
      sender: {
        address: sender.address,
        line: sender.line.id,
        state,
        ...(paused && { pausedUntil: paused.until }),
        ...(paused?.spares && { pauseSpares: paused.spares }),
        ...(unregistered && {
          unregistered: { country: unregistered.country, until: unregistered.until },
        }),
        optOutHandling: sender.optOutHandling,
      },
      alternatives: sender.line.senders
        .filter(({ address }) => address !== sender.address && mayBeUsed(address))
        .map(({ address }) => ({ channel: channelOf(address), sender: address })),
      templates: list ?? [],
      ...(!list && { templatesUnknown: true as const }),
    }
    last.set(sender.address, { policy, states: current, list, read })
    return policy
  }
}

/** The part of a policy that depends only on the configuration. */
const fixedPart = ({ providers }: Pick<Dependencies, 'providers'>, sender: Sender) => {
  const { organisation, line, rules, enforcement } = sender
  const { id, name } = organisation
  const locale = line.locale ?? organisation.locale
  const { flow, refusals } = localeFor(locale)
  const { optIn, optOut, help, join, optOutPayloads, stopMarketingPayloads } = rules.keywords
  const provider = providers[sender.connection]
  if (!provider) throw new Error(`no provider runs for the connection ${sender.connection}`)
  const { hasSegments } = factsOf(sender.address)
  const { limits, keywords } = provider.capabilities(channelOf(sender.address))
  return {
    rules,
    enforcement,
    organisation: {
      id,
      name,
      locale,
      ...(organisation.timeZone !== undefined && { timeZone: organisation.timeZone }),
    },
    line: { id: line.id, name: line.name, senders: line.senders.map(({ address }) => address) },
    otherLines: organisation.lines.flatMap((other) => (other === line ? [] : [other.id])),
    channels: [...new Set(organisation.senders.map(({ address }) => channelOf(address)))],
    limits,
    providerKeywords: keywords,
    reading: {
      lexicon: lexiconWithout(rules.keywords.not),
      locale,
      optIn: rules.optIn,
      keywords: { optIn, optOut, help, join },
      optOutPayloads,
      stopMarketingPayloads,
    },
    languages: readLanguages(),
    wording: {
      ...refusals,
      refusals: { ...refusals.refusals, ...rules.sentences },
      flow: flowTexts(hasSegments ? flow.smsWording : flow.wording, rules.wording),
    },
    flows: flowsBeside(languageOf(locale), hasSegments),
  }
}

/** The texts for contacts of other languages, since an organisation's own texts are in its own language. */
const flowsBeside = (own: string, hasSegments: boolean): Policy['flows'] =>
  Object.fromEntries(
    Object.entries(languages())
      .filter(([language]) => language !== own)
      .map(([language, { flow }]) => [language, hasSegments ? flow.smsWording : flow.wording]),
  )

const lexicons = new Map<string, Lexicon>()

/** The lists without an organisation's disabled words, compiled once per process. */
export const lexiconWithout = (words: readonly string[]): Lexicon => {
  const key = [...new Set(words.map(spaced))].sort().join(',')
  const known = lexicons.get(key) ?? createLexicon(reading().version, reading().lists, words)
  lexicons.set(key, known)
  return known
}

/** Compiles what the first message of each sender would have to wait for. */
export const warmReading = ({ organisations }: Dependencies['directory']): void => {
  for (const { senders } of organisations)
    for (const { rules } of senders) lexiconWithout(rules.keywords.not)
  readLanguages()
}

/** Compiled when the first policy needs it. */
const readLanguages = once(() => languagesOfWords(reading().lists))

/** The organisation's own request text also serves requests by a line, unless there is one for them. */
const flowTexts = (
  texts: Policy['wording']['flow'],
  own: Sender['rules']['wording'],
): Policy['wording']['flow'] => ({
  ...texts,
  ...(own.opt_in_request !== undefined && { opt_in_request_by_line: own.opt_in_request }),
  ...own,
})
