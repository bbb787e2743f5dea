/** The contract of a provider where templates can be submitted for approval. */

import type { TemplateApproval, TemplateCategory } from '../core/model/message/template.ts'
import type { TemplateDraft } from '../core/model/message/template-draft.ts'
import type { Http } from './http.ts'

/** A template as the provider keeps it. */
export type FiledTemplate = {
  readonly id: string
  readonly name: string
  readonly language: string
  /** Absent until it is submitted. */
  readonly category?: TemplateCategory
  readonly approval: TemplateApproval
  /** Why it was rejected, in the provider's words. */
  readonly rejection?: string
  /** Absent where a part of it can't be described, such as a picture. */
  readonly draft?: TemplateDraft
  /** `edit` would be accepted in this state. */
  readonly canEdit: boolean
}

/** Methods throw when the provider refuses or can't be asked; a `create` that timed out may have worked. */
export interface TemplateFiling {
  list(http: Http): Promise<readonly FiledTemplate[]>
  /** Returns the provider's id. */
  create(draft: TemplateDraft, http: Http): Promise<string>
  /** Asks for approval, where creating a template does not. */
  submit?(id: string, draft: TemplateDraft, http: Http): Promise<void>
  /** Absent where a template stays as it was made. */
  edit?(filed: FiledTemplate, draft: TemplateDraft, http: Http): Promise<void>
}
