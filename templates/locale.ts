/** The parts of a language. A locale that lacks a part, or a sentence, does not compile. */

import type { Wording } from '../src/core/model/policy/policy.ts'
import type { composer } from './en/composer.ts'
import type { notes } from './en/notes.ts'

/** Texts for contacts; `reading.ts` has the words of contacts that count. */
export type Flow = {
  readonly wording: Wording['flow']
  /** The same for SMS: short, in the GSM alphabet, and with what carriers require. */
  readonly smsWording: Wording['flow']
}

/** The sentence an agent reads for every reason of the gate. */
export type Refusals = Omit<Wording, 'flow'>

/** The composer's own texts; the English ones define the keys. */
export type ComposerWords = typeof composer

/** Notes for agents in their CRM; the English ones define the keys. */
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
