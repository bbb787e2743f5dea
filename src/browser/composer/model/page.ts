/** Properties from the CRM's page: colleagues, quick replies, remembered values. */

/** A text that agents use often; `/` opens the list. */
export type QuickReply = { readonly name: string; readonly text: string }

export type Colleague = { readonly id: string; readonly name?: string }

export type Page = {
  readonly colleagues: readonly Colleague[]
  readonly quickReplies: readonly QuickReply[]
  /** Initial values by template variable. */
  readonly values: Readonly<Record<string, string>>
  /** Who sits there, where that is not the agent whose name the messages go under. */
  readonly signedIn?: string
}

/** What the page calls an agent; its id where the page names none. */
export const nameOf = ({ colleagues }: Page, agent: string): string =>
  colleagues.find(({ id }) => id === agent)?.name ?? agent

export const EMPTY_PAGE: Page = { colleagues: [], quickReplies: [], values: {} }
