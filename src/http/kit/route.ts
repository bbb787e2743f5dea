/** Route definitions: each both validates and documents. */

import * as z from 'zod'
import type { Organisation } from '../../config/schema.ts'
import type { Instant } from '../../core/model/contact.ts'
import { problemOf } from '../../core/wanted.ts'
import type { Gateway } from '../../engine/gateway.ts'
import type { Grant } from '../../tokens/composer-token.ts'
import type { Answer, StreamType } from './answer.ts'
import type { Keep } from './idempotency.ts'
import { type FieldProblem, ProblemError } from './problem.ts'
import type { ProblemReason } from './reasons.ts'

/** The caller and what it may reach. */
export type Caller = {
  readonly gateway: Gateway
  readonly organisation: Organisation
  readonly at: Instant
  /** The person at the console who asks, and not a program. */
  readonly agent?: string
  /** Present when a composer token asks, and not an API key. */
  readonly grant?: Grant
  /** The console asks, for the person who uses it. */
  readonly isConsole?: true
  /** The body of a route that reads a file. */
  readonly upload?: Upload
  /** Set when the answer must be stored in the same commit. */
  readonly keep?: Keep
  /** An id for an input; a repeat under the same idempotency key gets the same one. */
  readonly id: (prefix: string) => string
}

/** A file as it arrives. */
export type Upload = {
  /** Without its parameters. */
  readonly type: string
  readonly body: ReadableStream<Uint8Array>
}

type Shape = z.ZodObject

/** A request as it arrived, before any schema has seen it. */
export type Raw = { readonly params: object; readonly query: object; readonly body: unknown }

type About = {
  /** The method name in generated clients, such as `sendMessage`. */
  readonly operationId: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With `{name}` for each parameter. */
  readonly path: `/v1/${string}`
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** A body that works, for the documentation. */
  readonly example?: object
  /** A query string that works. */
  readonly exampleQuery?: string
  /** The types of file that it reads as they arrive, in place of a JSON body; with an example each. */
  readonly uploads?: Readonly<Record<string, string>>
  /** The successful answer. */
  readonly answer: {
    readonly status: 200 | 202 | 204
    readonly description: string
    readonly schema?: z.ZodType
    /** Default: JSON. */
    readonly type?: StreamType
  }
  /** Reasons beyond those that every route has. */
  readonly reasons: readonly ProblemReason[]
  /** The route makes one commit and passes `Caller.keep` to it: under a key, commit and answer are one transaction. */
  readonly keepsAnswer?: true
}

type Definition<P extends Shape, Q extends Shape, B extends z.ZodType> = About & {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Whether the caller's composer token may use this route; without it, no token may. */
  readonly grants?: (caller: Caller, request: Checked<P, Q, B>) => boolean
  readonly handle: (caller: Caller, request: Checked<P, Q, B>) => Promise<Answer>
}

type Checked<P extends Shape, Q extends Shape, B extends z.ZodType> = {
  readonly params: z.output<P>
  readonly query: z.output<Q>
  readonly body: z.output<B>
}

export type Route = About & {
  readonly params?: Shape
  readonly query?: Shape
  readonly body?: z.ZodType
  /** A composer token may reach it, from a page of any origin. */
  readonly forPages: boolean
  /** Validates and returns a function that does the work. Throws `invalid_request`. */
  readonly prepare: (raw: Raw) => (caller: Caller) => Promise<Answer>
}

const NOTHING = z.strictObject({})

/**
 * Ties a route's schemas to its handler.
 *
 * @example export const getMessage = route({ operationId: 'getMessage', method: 'get', path, handle, … })
 */
export const route = <P extends Shape, Q extends Shape, B extends z.ZodType>(
  definition: Definition<P, Q, B>,
): Route => {
  const { params = NOTHING, query = NOTHING, body = NOTHING, grants, handle, ...about } = definition
  return {
    ...about,
    ...(definition.params && { params: definition.params }),
    ...(definition.query && { query: definition.query }),
    ...(definition.body && { body: definition.body }),
    forPages: grants !== undefined,
    prepare: (raw) => {
      const errors: FieldProblem[] = []
      const request = {
        params: parse(params as P, raw.params, errors),
        query: parse(query as Q, raw.query, errors),
        body: parse(body as B, raw.body, errors),
      }
      if (errors[0]) throw invalidRequest(errors)
      const checked = request as Checked<P, Q, B>
      return async (caller) => {
        if (caller.grant && grants?.(caller, checked) !== true) throw outOfReach()
        return handle(caller, checked)
      }
    },
  }
}

const parse = <T extends z.ZodType>(
  schema: T,
  value: unknown,
  errors: FieldProblem[],
): z.output<T> | undefined => {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  errors.push(...problemsOf(parsed.error.issues))
  return undefined
}

/** A single value, checked like a route's. Throws `invalid_request`. */
export const parseAs = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> => {
  const errors: FieldProblem[] = []
  const parsed = parse(schema, value, errors)
  if (errors[0]) throw invalidRequest(errors)
  return parsed as z.output<T>
}

/** Each issue as the field and its problem; parse with `reportInput`. A rule of the whole may only follow from a field's. */
export const problemsOf = (issues: readonly z.core.$ZodIssue[]): readonly FieldProblem[] => {
  const ofFields = issues.filter(({ code, path }) => code !== 'custom' || path.length > 0)
  return (ofFields.length > 0 ? ofFields : issues).flatMap(describe)
}

const describe = (issue: z.core.$ZodIssue): FieldProblem[] => {
  const field = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      problem: 'is not a field of this request',
    }))
  return [{ field: field || 'body', problem: problemOf(issue) }]
}

const outOfReach = () =>
  new ProblemError(
    'out_of_reach',
    'This composer token does not allow that. It covers one agent, one contact and one line.',
  )

/** An answer must not grow with the errors in a request. */
const MAX_ERRORS = 20
const MAX_CHARACTERS = 100

const invalidRequest = (all: readonly FieldProblem[]) => {
  const errors = all
    .slice(0, MAX_ERRORS)
    .map(({ field, problem }) => ({ field: field.slice(0, MAX_CHARACTERS), problem }))
  const sentences = errors.map(({ field, problem }) => `${field}: ${problem}`)
  if (all.length > MAX_ERRORS) sentences.push(`and ${all.length - MAX_ERRORS} more`)
  return new ProblemError('invalid_request', sentences.join('; '), { errors })
}
