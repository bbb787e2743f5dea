/** Properties from the CRM's page: colleagues, quick replies, remembered values. */

import type { Remedy } from './wire.ts'

/** A text that agents use often; `/` opens the list. */
export type QuickReply = { readonly name: string; readonly text: string }

export type Colleague = { readonly id: string; readonly name?: string }

export type Page = {
  readonly colleagues: readonly Colleague[]
  readonly quickReplies: readonly QuickReply[]
  /** Initial values by template variable. */
  readonly values: Readonly<Record<string, string>>
  /** The person at the keyboard, if messages are sent under another agent's name. */
  readonly signedIn?: string
}

/** An agent's name as given by the page, else the agent's id. */
export const nameOf = ({ colleagues }: Page, agent: string): string =>
  colleagues.find(({ id }) => id === agent)?.name ?? agent

type Said = {
  readonly sentence?: string | undefined
  readonly reason?: string | undefined
  readonly remedies?: readonly Remedy[] | undefined
}

/** The sentence of a refusal; it names the colleague who has the contact by id, as the gateway knows no names. */
export const sentenceIn = ({ sentence, reason, remedies = [] }: Said, page: Page) => {
  if (reason !== 'contact_taken') return sentence
  const [owner] = remedies.flatMap((one) => (one.do === 'ask_owner' ? [one.owner] : []))
  if (owner === undefined) return sentence
  const id = owner.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${id}(?![\\p{L}\\p{N}])`, 'gu')
  return sentence?.replace(whole, () => nameOf(page, owner))
}

export const EMPTY_PAGE: Page = { colleagues: [], quickReplies: [], values: {} }
