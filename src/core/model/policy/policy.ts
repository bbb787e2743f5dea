/** One organisation's rules, and the other data a decision reads beside the contact. */

import type { SentenceKey } from '../../gate/reasons.ts'
import type { ReadingSettings } from '../../reading/read.ts'
import type { Address, Channel } from '../address.ts'
import type { FaultSentence } from '../message/fault.ts'
import type { AutomaticKind } from '../message/message.ts'
import type { Template } from '../message/template.ts'
import type { Limits, ProviderKeywords } from './capabilities.ts'
import type { ContentProblem, TemplateProblem } from './problems.ts'
import type { Enforcement, Rules } from './rules.ts'
import type { SenderFacts } from './sender.ts'

export type { Enforcement, Rules } from './rules.ts'

/**
 * `opt_in_request_by_line`: if no agent asks. `rates`: that receiving may cost money, only if it may.
 * `reach_…` and `yes_word` stand for `{reach}` and `{yes}`, `about_…` for the `{purposes}` of a request.
 */
export type FlowText =
  | AutomaticKind
  | 'opt_in_request_by_line'
  | 'rates'
  | 'reach_channel'
  | 'reach_everywhere'
  | 'yes_word'
  | 'about_service'
  | 'about_marketing'

export type FlowWording = Readonly<Record<FlowText, string>>

/** The texts for contacts and the sentences for agents. */
export type Wording = {
  readonly flow: FlowWording
  /** The language of the sentences that agents read: `de`. */
  readonly language: string
  readonly refusals: Readonly<Record<SentenceKey, string>>
  readonly templateProblems: Readonly<Record<TemplateProblem, string>>
  readonly contentProblems: Readonly<Record<ContentProblem, string>>
  /** Why the provider did not accept or deliver a message. */
  readonly faults: Readonly<Record<FaultSentence, string>>
}

/** A contact's possible places: the number's country and every plausible time zone. */
export type Place = {
  readonly country?: string
  readonly timeZones: readonly string[]
  /** The state that the area code hints at. */
  readonly region?: string
}

/** Everything a decision may know in addition to the contact and the input. */
export type Policy = {
  readonly rules: Rules
  /** This sender's setting, and the settings of CRM connections that differ. */
  readonly enforcement: {
    readonly general: Enforcement
    readonly byOrigin: Readonly<Record<string, Enforcement>>
  }
  readonly organisation: {
    readonly id: string
    readonly name: string
    readonly locale: string
    /** The time zone of times that agents read. Default: UTC. */
    readonly timeZone?: string
  }
  /** `senders` are all of the line's, active or not. */
  readonly line: {
    readonly id: string
    readonly name: string
    readonly senders: readonly Address[]
  }
  /** The ids of the organisation's other lines, and its channels. */
  readonly otherLines: readonly string[]
  readonly channels: readonly Channel[]
  readonly sender: SenderFacts
  /** The line's other active senders, for the remedy "use SMS". */
  readonly alternatives: readonly { readonly channel: Channel; readonly sender: Address }[]
  readonly limits: Limits
  /** The keywords that the sender's provider answers on this channel. */
  readonly providerKeywords: ProviderKeywords
  readonly templates: readonly Template[]
  /** The list could not be read yet: templates are judged right before sending. */
  readonly templatesUnknown?: true
  /** How a contact's words are read; the same object while the configuration is unchanged. */
  readonly reading: ReadingSettings
  /** The only language that has a word, by word. */
  readonly languages: ReadonlyMap<string, string>
  /** Recently sent texts, to recognise a message that repeats one. Not stored. */
  readonly ourTexts?: readonly string[]
  readonly wording: Wording
  /** The texts for contacts of other languages, by language. */
  readonly flows: Readonly<Record<string, FlowWording>>
  readonly place: Place
  /** Policies of the other senders through which this contact's held messages wait to be sent. */
  readonly elsewhere?: Readonly<Record<Address, Policy>>
}
