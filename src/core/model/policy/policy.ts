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
 * `opt_in_request_by_line`: where no agent asks. `rates`: that receiving may cost, said only where it may.
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

/** What contacts read (`templates/flows`) and what agents read (`templates/refusals`). */
export type Wording = {
  readonly flow: FlowWording
  /** The language of the sentences that agents read: `de`. */
  readonly language: string
  readonly refusals: Readonly<Record<SentenceKey, string>>
  readonly templateProblems: Readonly<Record<TemplateProblem, string>>
  readonly contentProblems: Readonly<Record<ContentProblem, string>>
  /** Why the provider did not take or deliver a message. */
  readonly faults: Readonly<Record<FaultSentence, string>>
}

/** Where a contact may be: the country of the number and every time zone that is plausible. */
export type Place = {
  readonly country?: string
  readonly timeZones: readonly string[]
  /** The state that the area code hints at. */
  readonly region?: string
}

/** All that a decision may know beside the contact and the input. */
export type Policy = {
  readonly rules: Rules
  /** What holds for this sender, and for what one CRM connection sends where that differs. */
  readonly enforcement: {
    readonly general: Enforcement
    readonly byOrigin: Readonly<Record<string, Enforcement>>
  }
  readonly organisation: {
    readonly id: string
    readonly name: string
    readonly locale: string
    /** Of the times that agents read; UTC without. */
    readonly timeZone?: string
  }
  /** `senders` are all of the line, whatever their state. */
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
  /** What the sender's provider answers itself on this channel. */
  readonly providerKeywords: ProviderKeywords
  readonly templates: readonly Template[]
  /** The list could not be read yet: a template may exist, which is judged when it leaves. */
  readonly templatesUnknown?: true
  /** How a contact's words are read; the same object as long as the configuration is. */
  readonly reading: ReadingSettings
  /** By word, the only language that has it. */
  readonly languages: ReadonlyMap<string, string>
  /** Texts that were sent lately, for a message that repeats one. Not kept. */
  readonly ourTexts?: readonly string[]
  readonly wording: Wording
  /** What contacts of other languages read, by language. */
  readonly flows: Readonly<Record<string, FlowWording>>
  readonly place: Place
  /** Policies of the other senders that this contact's held messages wait to leave by. */
  readonly elsewhere?: Readonly<Record<Address, Policy>>
}
