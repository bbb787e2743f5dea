/** The API's answers as tests read them. */

import type * as z from 'zod'
import type { rowSchema } from '../../../src/http/v1/import/row.ts'
import type { observationsSchema } from '../../../src/http/v1/messages/observations.ts'
import type { changeListSchema } from '../../../src/http/v1/shared/audit-schemas.ts'
import type { composerSchema } from '../../../src/http/v1/shared/composer-schema.ts'
import type {
  contactListSchema,
  contactSchema,
  deadLetterListSchema,
  journalSchema,
  messageListSchema,
  messageSchema,
} from '../../../src/http/v1/shared/resources.ts'
import type { acceptedSchema } from '../../../src/http/v1/shared/schemas.ts'
import type {
  senderListSchema,
  templateListSchema,
} from '../../../src/http/v1/shared/sender-schemas.ts'
import type { PhoneMessage } from '../../../src/sandbox/phones.ts'

type Answers =
  | z.output<typeof messageSchema>
  | z.output<typeof messageListSchema>
  | z.output<typeof contactSchema>
  | z.output<typeof contactListSchema>
  | z.output<typeof journalSchema>
  | z.output<typeof deadLetterListSchema>
  | z.output<typeof observationsSchema>
  | z.output<typeof changeListSchema>
  | z.output<typeof composerSchema>
  | z.output<typeof acceptedSchema>
  | z.output<typeof senderListSchema>
  | z.output<typeof templateListSchema>
  | z.output<typeof rowSchema>
  | Problem
  | Small

/** A problem document; its evidence is that of a verdict. */
type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  readonly errors: readonly { readonly field: string; readonly problem: string }[]
  readonly owner: string
}

/** Answers that have no schema of their own. */
type Small = {
  readonly token: string
  readonly replies: readonly PhoneMessage[]
  readonly url: string
  readonly contentType: string
  readonly replayed: number
  readonly left: number
  readonly results: readonly {
    readonly id: string
    readonly status: string
    readonly reason: string
  }[]
  readonly rows: readonly {
    readonly reason: string
    readonly errors: readonly { readonly field: string }[]
  }[]
  readonly state: string
  readonly events: readonly { readonly id: string; readonly type: string; readonly data: object }[]
}

/** What a simulated phone received or sent, and what a button answered. */
export type Read = Present<PhoneMessage & { readonly status: string; readonly answered: string }>

/** An event as the sandbox's CRM got it. */
export type CrmEvent = {
  readonly id: string
  readonly type: string
  readonly timestamp: string
  readonly data: Omit<Body, 'message'> & { readonly message: Body }
}

type Members<T> = T extends unknown ? keyof T : never
type Member<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never

/** All that is optional is there: a test knows what it asked for, and how many. */
type Present<T> = [T] extends [string | number | boolean | null]
  ? T
  : [T] extends [readonly (infer E)[]]
    ? readonly Present<E>[] & Readonly<Record<0 | 1 | 2 | 3, Present<E>>>
    : { readonly [K in Members<T>]-?: Present<Exclude<Member<T, K>, undefined>> }

/** Members of all answers at once. An answer that is no JSON is a string. */
export type Body = string & Present<Answers>
