/** Which keyword an inbound message is, and who answers it. */

import { NO_KEYWORDS, type ProviderKeywords, TOLL_FREE_KEYWORDS } from '../model/capabilities.ts'
import type { OptOutHandling } from '../model/channel.ts'
import { isNo } from '../model/consent.ts'
import type { Consent } from '../model/contact.ts'
import type { Inbound, Received } from '../model/message.ts'
import type { Policy } from '../model/policy.ts'
import { findKeyword, type Keyword, normalise } from './words.ts'

/** The keyword, by the provider's word or by ours. */
export const keywordOf = (input: Inbound, policy: Policy): Keyword | undefined => {
  if (input.optOut) return PROVIDER_SAYS[input.optOut]
  const found = textsOf(input.message).map((text) => findKeyword(text, policy.keywords))
  if (found.includes('opt_out')) return 'opt_out'
  // A file with a YES under it may mean anything.
  return input.message.media.length > 0 ? undefined : found.find((keyword) => keyword)
}

const PROVIDER_SAYS = { stop: 'opt_out', start: 'opt_in', help: 'help' } as const

/** After a STOP, not after a plain no: that one leaves the contact free to write again. */
export const saidStop = (consent: Consent, policy: Policy): boolean =>
  isNo(consent) &&
  (consent.words === undefined || findKeyword(consent.words, policy.keywords) !== 'decline')

/** What can be a keyword: the text, or the button or list row that was tapped. */
export const textsOf = ({ text, button, list }: Received): readonly string[] =>
  [text, button?.text, button?.payload, list?.title, list?.id].filter((part) => part !== undefined)

/** The provider has answered this keyword itself, so that a word of ours would be the second. */
export const isHandledByProvider = (input: Inbound, before: Consent, policy: Policy): boolean => {
  if (input.optOut) return true
  const { answers, answersAfterStop } = providerKeywords(policy)
  const word = normalise(input.message.text ?? '')
  // YES lifts a block and is answered then; as the answer to our own request it is not.
  return answers.includes(word) || (answersAfterStop.includes(word) && isNo(before))
}

/** The words end the block that the provider keeps after a STOP, if it keeps one. */
export const isLift = (input: Inbound, policy: Policy): boolean => {
  if (input.optOut === 'start') return true
  const { lifts } = providerKeywords(policy)
  return lifts.length === 0 || lifts.includes(normalise(input.message.text ?? ''))
}

const providerKeywords = ({ sender, providerKeywords }: Policy): ProviderKeywords =>
  KEYWORDS[sender.optOutHandling] ?? providerKeywords

const KEYWORDS: Readonly<Record<OptOutHandling, ProviderKeywords | undefined>> = {
  provider: undefined,
  toll_free: TOLL_FREE_KEYWORDS,
  gateway: NO_KEYWORDS,
}
