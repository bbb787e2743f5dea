/** The routes that need no key, as the OpenAPI document has them. */

import type { Operation } from './document.ts'

const open = (
  operationId: string,
  summary: string,
  responses: Operation['responses'],
  more: Partial<Operation> = {},
): Operation => ({
  operationId,
  tags: ['Open routes'],
  summary,
  parameters: [],
  responses,
  security: [],
  ...more,
})

const problem = (description: string) => ({
  description,
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  },
})

const path = (name: string) =>
  ({ name, in: 'path', required: true, schema: { type: 'string' } }) as const

const webhook = (operationId: string, summary: string, answers: Operation['responses']) =>
  open(
    operationId,
    summary,
    {
      ...answers,
      '400': problem('`malformed`, `incomplete`'),
      '403': problem('`bad_signature`'),
      '404': problem('`not_found`'),
      '413': problem('`too_large`'),
      '415': problem('`unsupported_media_type`'),
      '500': problem('`internal`'),
      '503': problem('`busy`'),
    },
    {
      description:
        "Called and signed by the connection's provider or CRM. Postern answers once the webhook is stored.",
      parameters: [path('connection')],
    },
  )

const json = (description: string) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' } } },
})

export const OPEN_PATHS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/webhooks/{connection}/messages': {
    post: webhook('receiveProviderMessage', 'Messages from a provider', {
      '200': {
        description: 'Accepted. Twilio gets an empty response.',
        content: { 'text/xml': { schema: { type: 'string' }, example: '<Response/>' } },
      },
    }),
  },
  '/webhooks/{connection}/status': {
    post: webhook('receiveProviderStatus', 'Delivery statuses from a provider', {
      '204': { description: 'Accepted.' },
    }),
  },
  '/webhooks/{connection}': {
    post: webhook('receiveWebhook', 'Webhooks from a CRM, or from a provider with a single URL', {
      '200': { description: 'Accepted, from a provider.' },
      '202': json('Accepted. A CRM gets the verdict on each of its requests.'),
      '422': problem('`unknown_sender`, to a CRM'),
    }),
  },
  '/media/{token}': {
    get: open(
      'getMedia',
      'A file that a contact sent',
      {
        '200': { description: 'The file, as an attachment.' },
        '404': problem('`not_found`'),
        '502': problem('`media_unavailable`'),
      },
      {
        description: 'The link comes with a message and is valid for 15 minutes.',
        parameters: [path('token')],
      },
    ),
  },
  '/files/{token}': {
    get: open(
      'getFile',
      'A file that an agent uploaded',
      {
        '200': { description: 'The file, as an attachment.' },
        '404': problem('`not_found`'),
      },
      {
        description: 'The link comes from `POST /v1/files` and works for 30 days.',
        parameters: [path('token')],
      },
    ),
  },
  '/composer.js': {
    get: open('getComposerScript', 'The script of the element `<postern-composer>`', {
      '200': {
        description: 'A classic script that pages of any origin can load.',
        content: { 'text/javascript': { schema: { type: 'string' } } },
      },
      '304': { description: 'Not modified.' },
    }),
  },
  '/healthz': { get: open('getLiveness', 'Liveness', { '200': json('Alive.') }) },
  '/readyz': {
    get: open('getReadiness', 'Readiness: whether the store can be reached', {
      '200': json('Ready.'),
      '503': json('Not ready.'),
    }),
  },
  '/openapi.json': {
    get: open('getOpenApi', 'This document', { '200': json('OpenAPI 3.1.') }),
  },
  '/docs': {
    get: open('getDocs', 'An index of this document, with search', {
      '200': {
        description: 'The page. With `q`, only the operations and events that match.',
        content: { 'text/html': { schema: { type: 'string' } } },
      },
    }),
  },
  '/docs/{operation}': {
    get: open(
      'getDocsPage',
      'An operation or event of this document as a page',
      {
        '200': {
          description: 'The page.',
          content: { 'text/html': { schema: { type: 'string' } } },
        },
        '404': problem('`not_found`'),
      },
      { parameters: [path('operation')] },
    ),
  },
  '/metrics': {
    get: open('getMetrics', 'Metrics for Prometheus', {
      '200': {
        description: 'Text format 0.0.4. No label names a person.',
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
    }),
  },
}
