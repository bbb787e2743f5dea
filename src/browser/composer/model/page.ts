/** What the CRM's page gives the composer: colleagues, quick replies, remembered values, uploads. */

/** A text that agents use often; `/` opens the list. */
export type QuickReply = { readonly name: string; readonly text: string }

export type Colleague = { readonly id: string; readonly name?: string }

/** A file where the gateway and the provider can fetch it. */
export type Uploaded = {
  readonly url: string
  readonly contentType?: string
  readonly filename?: string
}

export type Page = {
  readonly colleagues: readonly Colleague[]
  readonly quickReplies: readonly QuickReply[]
  /** By a template's variable: what is filled in at first. */
  readonly values: Readonly<Record<string, string>>
  /** Stores a file and says where it is; without it no files can be attached. */
  readonly upload?: (file: File) => Promise<Uploaded>
}

export const EMPTY_PAGE: Page = { colleagues: [], quickReplies: [], values: {} }
