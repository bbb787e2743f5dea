/** Properties from the CRM's page: colleagues, quick replies, remembered values. */

/** A text that agents use often; `/` opens the list. */
export type QuickReply = { readonly name: string; readonly text: string }

export type Colleague = { readonly id: string; readonly name?: string }

export type Page = {
  readonly colleagues: readonly Colleague[]
  readonly quickReplies: readonly QuickReply[]
  /** Initial values by template variable. */
  readonly values: Readonly<Record<string, string>>
}

export const EMPTY_PAGE: Page = { colleagues: [], quickReplies: [], values: {} }
