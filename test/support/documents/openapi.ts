/** Holds every answer of a test against the OpenAPI document. */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describeApi } from '../../../src/http/openapi/openapi.ts'
import { ROUTES } from '../../../src/http/v1/routes.ts'

export const DOCUMENT = describeApi(ROUTES, 'https://gate.example.com')

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({ $id: 'api', components: DOCUMENT.components })

/** What is wrong with an answer, by the document; undefined when it is as documented. */
export const deviation = (
  method: string,
  path: string,
  status: number,
  body: unknown,
): string | undefined => {
  const [template, operations] =
    Object.entries(DOCUMENT.paths).find(([one]) => patternOf(one).test(path)) ?? []
  if (!template || !operations) return status === 404 ? undefined : `${path} is not documented`
  const operation = operations[method.toLowerCase()]
  if (!operation)
    return status === 405 || status === 401 ? undefined : `${method} ${template} is not documented`
  const response = operation.responses[String(status)]
  if (!response) return `${method} ${template}: ${status} is not documented`
  const schema = Object.values(response.content ?? {})[0]?.schema
  if (!schema || typeof body === 'string') return undefined
  const validate = validatorOf(JSON.stringify(schema).replaceAll('"#/', '"api#/'))
  return validate(body)
    ? undefined
    : `${method} ${template} ${status}: ${ajv.errorsText(validate.errors)}`
}

/** What is wrong with an event, by the document's webhooks. */
export const eventDeviation = (event: { readonly type: string }): string | undefined => {
  const schema =
    DOCUMENT.webhooks[event.type]?.post.requestBody?.content['application/json']?.schema
  if (!schema) return `${event.type} is not documented`
  const { type } = event
  const validate = validatorOf(JSON.stringify(schema).replaceAll('"#/', '"api#/'))
  return validate(event) ? undefined : `${type}: ${ajv.errorsText(validate.errors)}`
}

const validators = new Map<string, ValidateFunction>()
const validatorOf = (schema: string): ValidateFunction => {
  const validate = validators.get(schema) ?? ajv.compile(JSON.parse(schema))
  validators.set(schema, validate)
  return validate
}

const patternOf = (template: string) =>
  new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}(?:\\?.*)?$`)
