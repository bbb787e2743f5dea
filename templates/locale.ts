/** What a language consists of. A locale that lacks a part, or a sentence, does not compile. */

import type { Wording } from '../src/core/model/policy/policy.ts'
import type { composer } from './en/composer.ts'
import type { notes } from './en/notes.ts'

/** What contacts read; which of their words count is in `reading.ts`. */
export type Flow = {
  readonly wording: Wording['flow']
  /** The same in few characters, all of them of the GSM alphabet, and with what carriers ask for. */
  readonly smsWording: Wording['flow']
}

/** The sentence an agent reads for every reason of the gate. */
export type Refusals = Omit<Wording, 'flow'>

/** What the composer itself says; the English words name them all. */
export type ComposerWords = typeof composer

/** What stands in the notes that agents read in their CRM; the English words name them all. */
export type NoteWords = Readonly<Record<keyof typeof notes, string>>

/** The opt-in request as it is submitted to WhatsApp through Twilio's Content API. */
type OptInRequest = {
  readonly friendly_name: string
  /** As WhatsApp writes it: `en`, `pt_BR`. */
  readonly language: string
  readonly variables: Readonly<Record<string, string>>
  readonly types: { readonly 'twilio/text': { readonly body: string } }
}

export type Locale = {
  readonly flow: Flow
  readonly refusals: Refusals
  readonly composer: ComposerWords
  readonly notes: NoteWords
  readonly optInRequest: OptInRequest
}
