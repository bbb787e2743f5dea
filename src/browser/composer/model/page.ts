/** Properties from the CRM's page: colleagues, quick replies, remembered values. */

import { LOCALES } from '../../../../templates/index.ts'
import type { Remedy } from './wire.ts'
import { fill } from './words.ts'

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
  readonly remedies?: readonly Remedy[] | undefined
}

/** A sentence of the gate with the colleague's name in place of the id: the gateway knows no names. */
export const sentenceIn = ({ sentence, remedies = [] }: Said, page: Page) => {
  const [owner] = remedies.flatMap((one) => (one.do === 'ask_owner' ? [one.owner] : []))
  if (owner === undefined) return sentence
  const name = nameOf(page, owner)
  // The id may be a word of the sentence, too.
  for (const { refusals } of Object.values(LOCALES)) {
    const text = refusals.refusals.contact_taken
    const said = fill(text, { owner })
    if (sentence?.includes(said)) return sentence.replace(said, () => fill(text, { owner: name }))
  }
  // In the organisation's own words its places aren't known.
  const id = owner.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${id}(?![\\p{L}\\p{N}])`, 'gu')
  return sentence?.replace(whole, () => name)
}

export const EMPTY_PAGE: Page = { colleagues: [], quickReplies: [], values: {} }
