/** The OpenAPI 3.1 document, written from the routes themselves. */

import * as z from 'zod'
import { type ProblemReason, REASONS } from '../kit/reasons.ts'
import type { Route } from '../kit/route.ts'
import { named } from '../v1/shared/schemas.ts'
import type { Content, OpenApi, Operation, Parameter, Schema } from './document.ts'
import { describeEvents, EVENT_SCHEMAS } from './events.ts'
import { OPEN_PATHS } from './open-paths.ts'

const ABOUT = [
  'A gateway between a CRM and its customers on WhatsApp and SMS. It delivers the messages that are allowed and refuses the rest, with the reason and what to do instead.',
  'Times are ISO 8601 in UTC. Addresses are `whatsapp:+15550102030` or `sms:+15550102030`; in a path the colon and the plus may be percent-encoded, in a query string a bare `+` is accepted. Every error is a problem document (RFC 9457) with a stable `reason` and `remedies`.',
].join('\n\n')

const ref = (id: string) => `#/components/schemas/${id}`
/** The routes that need a key. */
const COMMON: readonly ProblemReason[] = [
  'unauthenticated',
  'out_of_reach',
  'invalid_request',
  'rate_limited',
  'busy',
  'internal',
]
const OF_BODIES: readonly ProblemReason[] = [
  'not_json',
  'incomplete',
  'unsupported_media_type',
  'too_large',
]
const OF_UPLOADS: readonly ProblemReason[] = ['incomplete', 'unsupported_media_type']
const OF_POSTS: readonly ProblemReason[] = [
  'idempotency_mismatch',
  'idempotency_in_flight',
  'contact_erased',
]

/** Describes the routes, with every schema under its name. */
export const describeApi = (routes: readonly Route[], publicUrl: string): OpenApi => {
  const { emit, components } = emitSchemas(routes)
  const paths = Object.fromEntries(
    [...Map.groupBy(routes, ({ path }) => path)].map(([path, own]) => [
      path,
      Object.fromEntries(own.map((route) => [route.method, operationOf(route, emit)])),
    ]),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'Postern',
      version: '1',
      description: ABOUT,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
      contact: { name: 'Postern', url: `${publicUrl}/docs` },
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set([...routes.map(({ tag }) => tag), 'Open routes', 'Events'])].map((name) => ({
      name,
    })),
    security: [{ apiKey: [] }],
    paths: { ...paths, ...OPEN_PATHS },
    webhooks: describeEvents(emit),
    components: {
      schemas: components,
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
    },
  }
}

/** The reasons a route may answer with, in the order of the table. */
const reasonsOf = (route: Route): readonly ProblemReason[] => {
  const all = new Set<string>([
    ...route.reasons,
    ...COMMON,
    ...(route.body ? OF_BODIES : []),
    ...(route.uploads ? OF_UPLOADS : []),
    ...(route.method === 'post' && !route.uploads ? OF_POSTS : []),
  ])
  return (Object.keys(REASONS) as ProblemReason[]).filter((reason) => all.has(reason))
}

const operationOf = (route: Route, emit: Emit): Operation => {
  const { status, description, schema, type = 'application/json' } = route.answer
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    parameters: [
      ...parametersOf(route.params, 'path', emit),
      ...parametersOf(route.query, 'query', emit),
      ...(route.method === 'post' && !route.uploads ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(route.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: emit(route.body),
            ...(route.example && { example: route.example }),
          },
        },
      },
    }),
    ...(route.uploads && { requestBody: { required: true, content: filesOf(route.uploads) } }),
    ...(route.exampleQuery && { 'x-example-query': route.exampleQuery }),
    responses: {
      [status]: {
        description,
        ...(schema && { content: { [type]: { schema: emit(schema) } } }),
      },
      ...problemsOf(route),
    },
  }
}

const filesOf = (uploads: NonNullable<Route['uploads']>): Content =>
  Object.fromEntries(
    Object.entries(uploads).map(([type, example]) => [
      type,
      { schema: { type: 'string' }, example },
    ]),
  )

const parametersOf = (
  shape: z.ZodObject | undefined,
  where: 'path' | 'query',
  emit: Emit,
): Parameter[] =>
  Object.entries((shape?.shape ?? {}) as Record<string, z.ZodType>).map(([name, schema]) => {
    const { description, ...rest } = emit(schema)
    return {
      name,
      in: where,
      required: !schema.safeParse(undefined).success,
      ...(typeof description === 'string' && { description }),
      schema: rest,
    }
  })

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Repeat a request safely: the same key and body get the first answer again, with `Idempotency-Replayed: true`.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

const problemsOf = (route: Route): Operation['responses'] => {
  const byStatus = Map.groupBy(reasonsOf(route), (reason) => REASONS[reason].status)
  return Object.fromEntries(
    [...byStatus].map(([status, reasons]) => [
      String(status),
      {
        description: reasons.map((reason) => `\`${reason}\``).join(', '),
        content: { 'application/problem+json': { schema: { $ref: ref('Problem') } } },
      },
    ]),
  )
}

type Emit = (schema: z.ZodType) => Schema

/** Converts all schemas in one pass, so that named ones refer to each other and others are inlined. */
const emitSchemas = (routes: readonly Route[]) => {
  const registry = z.registry<{ id: string }>()
  const ids = new Map<z.ZodType, string>()
  const add = (schema: z.ZodType, id: string) => {
    if (ids.has(schema)) return
    ids.set(schema, id)
    registry.add(schema, { id })
  }
  for (const [id, schema] of [...named, ...EVENT_SCHEMAS]) add(schema, id)
  for (const { params, query, body, answer } of routes) {
    const own = [...Object.values({ ...params?.shape, ...query?.shape }), body, answer.schema]
    for (const schema of own) if (schema) add(schema as z.ZodType, `${INLINE}${ids.size}`)
  }
  const { schemas } = z.toJSONSchema(registry, { uri: ref, io: 'input' })
  const plain = Object.entries(schemas).map(
    ([id, { $schema: _, $id: __, ...schema }]) => [id, schema] as const,
  )
  const all = new Map<string, Schema>(plain)
  const emit: Emit = (schema) => {
    const id = ids.get(schema) ?? ''
    return id.startsWith(INLINE) ? (all.get(id) ?? {}) : { $ref: ref(id) }
  }
  const components = Object.fromEntries(plain.filter(([id]) => !id.startsWith(INLINE)))
  return { emit, components }
}

const INLINE = '_'
