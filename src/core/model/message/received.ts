/** A message's content as the provider delivers it. */

export type Media = {
  /** The file's URL at the provider or, for an outbound message, at the CRM. */
  readonly url: string
  readonly contentType?: string
  readonly filename?: string
  /** Its size, if known before sending. */
  readonly bytes?: number
}

export type Location = {
  readonly latitude: number
  readonly longitude: number
  readonly label?: string
  readonly address?: string
}

/** The place where a number is registered. */
export type Place = {
  readonly city?: string
  readonly state?: string
  readonly zip?: string
  readonly country?: string
}

/** Content beyond text and media. */
export type Received = {
  /** Only a `message` opens a session and can be a keyword. */
  readonly form: 'message' | 'edit' | 'revoke' | 'reaction' | 'group' | 'system'
  /** The provider's word for its kind: `text`, `image`, `interactive`, … */
  readonly type: string
  readonly text?: string
  readonly media: readonly Media[]
  readonly location?: Location
  readonly button?: { readonly text: string; readonly payload?: string }
  readonly list?: { readonly id: string; readonly title?: string }
  /** The contact's entries in a provider's form, as a string of JSON. */
  readonly flow?: { readonly data: string }
  /** The provider's id of the quoted message, and its author. */
  readonly replyTo?: { readonly providerId: string; readonly sender?: string }
  readonly referral?: Readonly<Record<string, string>>
  /** The picture or video of the advertisement, at the provider. */
  readonly adMedia?: Media
  /** The places where the numbers are registered, by the SMS network. */
  readonly fromPlace?: Place
  readonly toPlace?: Place
  readonly forwarded?: 'once' | 'often'
  readonly profileName?: string
}
