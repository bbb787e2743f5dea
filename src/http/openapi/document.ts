/** The parts of an OpenAPI 3.1 document that we write. */

export type Schema = { readonly [member: string]: unknown }
export type Operation = {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Content }>
  >
  readonly security?: readonly object[]
  /** For the example on the page. */
  readonly 'x-example-query'?: string
}
export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
}
export type Content = Readonly<
  Record<string, { readonly schema: Schema; readonly example?: unknown }>
>

export type OpenApi = {
  readonly openapi: '3.1.0'
  readonly info: Schema
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly security: readonly object[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  /** Events posted to a CRM, by type. */
  readonly webhooks: Readonly<Record<string, { readonly post: Operation }>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly securitySchemes: Schema
  }
}
