/** How an inbound message is read, and who answers its keywords. */

import type { OptOutHandling } from '../model/channel.ts'
import { consentOf, doubtOf, isNo } from '../model/consent.ts'
import type { Consent, Contact, Doubt, Instant } from '../model/contact.ts'
import type { Inbound, Received } from '../model/message/message.ts'
import type { Reading } from '../model/message/reading.ts'
import {
  NO_KEYWORDS,
  type ProviderKeywords,
  TOLL_FREE_KEYWORDS,
} from '../model/policy/capabilities.ts'
import type { Policy } from '../model/policy/policy.ts'
import { spaced } from './lexicon.ts'
import { isTapback } from './own-words.ts'
import { type Readable, type ReadForm, type ReadingContext, read } from './read.ts'
import { normalise } from './words.ts'

/** The message's meaning for consent, if it has one. */
export const readInbound = (
  contact: Contact,
  input: Inbound,
  policy: Policy,
): Reading | undefined => {
  const before = consentOf(contact, policy)
  const doubt = doubtOf(contact, policy)
  const openRequest = openRequestOf(input, before, doubt)
  const locale = contact.locale ?? contact.spokenLocale
  const context: ReadingContext = {
    ...(locale !== undefined && { contactLocale: locale }),
    ...(openRequest && { openRequest }),
    ...(policy.ourTexts && { ourTexts: policy.ourTexts }),
  }
  return read(readableOf(input), policy.reading, context) ?? tappedNo(input, before, policy)
}

/** A reaction that a phone wrote out as a text is a reaction. */
export const isReactionText = ({ form, text, media }: Received, policy: Policy): boolean =>
  form === 'message' &&
  text !== undefined &&
  media.length === 0 &&
  isTapback(text, policy.reading.lexicon)

const readableOf = ({ message, at, quoted, optOut }: Inbound): Readable => {
  const { text = '', button, list, replyTo } = message
  const answers = quoted?.id ?? replyTo?.providerId
  return {
    text: button?.text ?? list?.title ?? text,
    form: formOf(message),
    ...(button?.payload !== undefined && { payload: button.payload }),
    at,
    ...(answers !== undefined && { answers }),
    ...(optOut && { provider: optOut }),
  }
}

const formOf = ({ button, list, forwarded, media }: Received): ReadForm => {
  if (button) return 'button'
  if (list) return 'list'
  if (forwarded) return 'forwarded'
  return media.length > 0 ? 'caption' : 'text'
}

/** The request, earlier no or doubtful words that a yes can answer. */
const openRequestOf = (
  { quoted }: Inbound,
  consent: Consent,
  doubt: Doubt | undefined,
): ReadingContext['openRequest'] => {
  const isOpen = consent.status === 'requested' || isNo(consent)
  const asks = quoted?.automatic !== undefined && ASKING.includes(quoted.automatic)
  if (!isOpen && !doubt && !asks) return undefined
  const isAboutDoubt = quoted !== undefined && quoted.id === doubt?.message
  return {
    // Whether it came after the request: see `stepFor`.
    at: Number.NEGATIVE_INFINITY,
    ids: quoted && (asks || isAboutDoubt) ? [quoted.id] : [],
  }
}

/** Our messages that a yes or a no can answer. */
const ASKING: readonly string[] = [
  ...['opt_in_request', 'opt_out_confirmation', 'doubt_question', 'disclaimer'],
]

/** Whether the words answer one of our requests or notices: they quote it, or are the first after it. */
export const isAboutUs = (
  { replies }: Contact,
  { message: { replyTo }, quoted, sender, at }: Inbound,
  consent: Consent,
  wroteAt: Instant | undefined,
  policy: Policy,
): boolean => {
  if (quoted || replyTo) return ASKING.includes(quoted?.automatic ?? '')
  const { flow } = policy.rules
  // A request that failed, as far as we know, may still have been read.
  if (flow === 'consent' && consent.status === 'unasked')
    return replies.lastAt[`opt_in_request ${sender}`] !== undefined
  const { noticedAt } = consent
  if (flow !== 'disclaimer' || noticedAt === undefined) return false
  return at >= noticedAt && (wroteAt === undefined || wroteAt <= noticedAt)
}

/** The other button of our request means no, whatever its label. */
const tappedNo = (
  { message: { button }, quoted }: Inbound,
  { status }: Consent,
  { reading }: Policy,
): Reading | undefined =>
  button && quoted?.automatic === 'opt_in_request' && status === 'requested'
    ? { is: 'decline', how: 'button', words: button.text, version: reading.lexicon.version }
    : undefined

/** After a STOP, but not after a plain no. */
export const saidStop = (consent: Consent, { reading: { lexicon, locale } }: Policy): boolean => {
  if (!isNo(consent) || consent.reading?.is === 'decline') return false
  if (consent.reading || consent.words === undefined) return isNo(consent)
  // Recorded before messages had readings.
  const said = spaced(consent.words)
  const languages = ['en', locale.toLowerCase().replace(/[-_].*$/, '')]
  return !languages.some((name) => lexicon.languages[name]?.declines.has(said))
}

/** The provider has already answered this keyword. */
export const isHandledByProvider = (input: Inbound, before: Consent, policy: Policy): boolean => {
  if (input.optOut) return true
  const { answers, answersAfterStop } = providerKeywords(policy)
  const word = normalise(input.message.text ?? '')
  // The provider answers YES only when it lifts a block, not as the answer to our request.
  return answers.includes(word) || (answersAfterStop.includes(word) && isNo(before))
}

/** Whether the words lift the provider's block after a STOP. */
export const isLift = (input: Inbound, policy: Policy): boolean => {
  if (input.optOut === 'start') return true
  const { lifts } = providerKeywords(policy)
  return lifts.length === 0 || lifts.includes(normalise(input.message.text ?? ''))
}

/** The word that lifts a STOP here: the language's own, unless the provider requires another. */
export const yesWordOf = (policy: Policy, own: string): string => {
  const { lifts } = providerKeywords(policy)
  return lifts.length === 0 || lifts.includes(normalise(own)) ? own : 'START'
}

const providerKeywords = ({ sender, providerKeywords }: Policy): ProviderKeywords =>
  KEYWORDS[sender.optOutHandling] ?? providerKeywords

const KEYWORDS: Readonly<Record<OptOutHandling, ProviderKeywords | undefined>> = {
  provider: undefined,
  toll_free: TOLL_FREE_KEYWORDS,
  gateway: NO_KEYWORDS,
}
