/** Properties from the CRM's page: colleagues, quick replies, remembered values. */

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

export const EMPTY_PAGE: Page = { colleagues: [], quickReplies: [], values: {} }
