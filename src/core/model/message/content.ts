/** The content of an outbound message. */

import { isVisible } from '../text.ts'
import type { Location, Media } from './received.ts'

/** A button or row that the contact can tap; `id` comes back with the tap. */
export type Choice = { readonly id: string; readonly title: string; readonly description?: string }

/** Buttons below a text, or a list that opens from one. Neither needs approval within a session. */
export type Interactive = {
  readonly kind: 'interactive'
  readonly text: string
  readonly footer?: string
  readonly buttons?: readonly Choice[]
  readonly list?: {
    readonly button: string
    readonly sections: readonly { readonly title?: string; readonly rows: readonly Choice[] }[]
  }
}

export type Files = {
  readonly kind: 'media'
  readonly media: readonly Media[]
  /** The caption. */
  readonly text?: string
}

/** Editors and CRMs leave spaces and invisible characters beside files. */
export const withoutBlankCaption = ({ text, ...files }: Files): Files =>
  text !== undefined && isVisible(text) ? { ...files, text } : files

/** The message of the thread that this one answers or reacts to; `handle` looks up `providerId`. */
export type Quoted = { readonly message: string; readonly providerId?: string }

/** An outbound message's content. A template is named; `Message.rendered` has what the contact reads. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | Files
  | { readonly kind: 'location'; readonly location: Location; readonly text?: undefined }
  | Interactive
  /** An empty `emoji` takes the reaction back. */
  | {
      readonly kind: 'reaction'
      readonly emoji: string
      readonly to: Quoted
      readonly text?: undefined
    }
  | {
      readonly kind: 'template'
      readonly name: string
      readonly language?: string
      readonly variables: Readonly<Record<string, string>>
      /** In place of `variables`, where only their order is known; `decide` gives them their names. */
      readonly values?: readonly string[]
      /** The provider's id: the CRM's own choice, or filled in by `decide` for what name and language chose. */
      readonly templateId?: string
    }

export type ContentKind = Content['kind']
