/** What a message template is. */

export type TemplateCategory = 'utility' | 'marketing' | 'authentication'
export type TemplateApproval =
  | 'unsubmitted'
  | 'received'
  | 'pending'
  | 'approved'
  | 'rejected'
  | 'paused'
  | 'disabled'

export type Template = {
  /** The provider's id, such as a ContentSid. */
  readonly id: string
  readonly name: string
  /** As the provider writes it: `en`, `pt_BR`. */
  readonly language: string
  readonly category: TemplateCategory
  readonly approval: TemplateApproval
  /** With placeholders such as `{{1}}` or `{{name}}`. */
  readonly body: string
  /** The placeholders' names in order of appearance, in the body and everywhere else. */
  readonly variables: readonly string[]
  /** False for content that can never start a conversation (list pickers, locations). */
  readonly canOpenSession: boolean
}
