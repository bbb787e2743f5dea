/** The gateway's answers, typed by its own schemas. */

import type * as z from 'zod'
import type { composerSchema } from '../../../http/v1/shared/composer-schema.ts'
import type { messageSchema } from '../../../http/v1/shared/resources.ts'
import type { remedy } from '../../../http/v1/shared/schemas.ts'

export type Composer = z.output<typeof composerSchema>
export type Remedy = z.output<typeof remedy>
export type Message = z.output<typeof messageSchema>
/** A file as a message carries it. */
export type Media = {
  readonly url: string
  readonly contentType: string
  readonly filename: string
}
/** A file that goes with the next message. */
export type Attached = {
  readonly key: number
  readonly name: string
  readonly bytes: number
  /** Once it is uploaded. */
  readonly media?: Media
}
export type Template = Composer['templates'][number]

/** Agent, contact and sender. */
export type Parties = { readonly from: string; readonly to: string; readonly agent: string }

/** Why an action failed: a sentence and remedies. */
export type Failure = {
  readonly sentence: string
  readonly reason: string | undefined
  readonly remedies: readonly Remedy[]
  /** The gateway gave no answer, or failed: that is also why the composer as a whole can't work. */
  readonly isOutage?: true
}
