/** The contract for submitting templates to a provider for approval. */

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
  /** Absent if a part can't be described, such as a picture. */
  readonly draft?: TemplateDraft
  /** `edit` would be accepted in this state. */
  readonly canEdit: boolean
}

/** Methods throw if the provider refuses or can't be reached; a `create` that timed out may have worked. */
export interface TemplateFiling {
  list(http: Http): Promise<readonly FiledTemplate[]>
  /** Returns the provider's id. */
  create(draft: TemplateDraft, http: Http): Promise<string>
  /** Submits for approval, if creating a template does not. */
  submit?(id: string, draft: TemplateDraft, http: Http): Promise<void>
  /** Absent if templates can't be changed. */
  edit?(filed: FiledTemplate, draft: TemplateDraft, http: Http): Promise<void>
}
