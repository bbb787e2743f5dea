/** Pieces of the pages at `/docs`: text made safe, schemas as tables. */

import { REASONS } from '../kit/reasons.ts'
import type { Content, Schema } from './document.ts'

/** Text as HTML. */
export const safe = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** Text as HTML, with `code` in it. */
export const inline = (text: string) => safe(text).replace(/`([^`]+)`/g, '<code>$1</code>')

/** Paragraphs. */
export const prose = (text: string) =>
  text
    .split('\n\n')
    .map((part) => `<p>${inline(part)}</p>`)
    .join('')

/** Reasons link to their meaning. */
export const linkReasons = (text: string) =>
  inline(text).replace(/<code>(\w+)<\/code>/g, (code, reason: string) =>
    Object.hasOwn(REASONS, reason) ? `<a href="#reason-${reason}">${code}</a>` : code,
  )

/** The schema of a body. */
export const writeContent = (content: Content) =>
  Object.values(content)
    .map(({ schema }) => writeSchema(schema))
    .join('')

/** A table of members; anything else in one line. */
export const writeSchema = (schema: Schema): string => {
  const about = typeof schema.description === 'string' ? `<p>${inline(schema.description)}</p>` : ''
  const properties = schema.properties as Readonly<Record<string, Schema>> | undefined
  if (!properties) return `${about}<p>${typeOf(schema)}</p>`
  const required = new Set((schema.required as readonly string[] | undefined) ?? [])
  const rows = Object.entries(properties).map(
    ([name, member]) =>
      `<tr><td><code>${safe(name)}</code>${required.has(name) ? '<br><small>required</small>' : ''}</td><td>${typeOf(member)}</td><td>${inline(String(member.description ?? ''))}</td></tr>`,
  )
  return `${about}<table>${rows.join('')}</table>`
}

/** A type in one line, with a link where it has a name. */
export const typeOf = (schema: Schema): string => {
  const { $ref, type, items, properties, additionalProperties, format, const: only } = schema
  const values = schema.enum as readonly unknown[] | undefined
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined
  if (typeof $ref === 'string') {
    const name = safe($ref.slice($ref.lastIndexOf('/') + 1))
    return `<a href="#schema-${name}">${name}</a>`
  }
  if (only !== undefined) return `<code>${safe(JSON.stringify(only))}</code>`
  if (values) return values.map((value) => `<code>${safe(String(value))}</code>`).join(' ')
  if (choices) return choices.map(typeOf).join(' or ')
  if (type === 'array') return `list of ${typeOf((items ?? {}) as Schema)}`
  if (properties) return writeSchema({ ...schema, description: undefined })
  if (type === 'object' && typeof additionalProperties === 'object')
    return `object of ${typeOf(additionalProperties as Schema)}`
  return safe(
    [[type ?? 'anything'].flat().join(' or '), format && `(${format})`, boundsOf(schema)]
      .filter(Boolean)
      .join(' '),
  )
}

const boundsOf = (schema: Schema): string => {
  const { minimum, maximum, minLength, maxLength, default: preset } = schema
  const isBounded = minimum !== undefined && maximum !== Number.MAX_SAFE_INTEGER
  return [
    isBounded && `${minimum} to ${maximum}`,
    maxLength !== undefined && `${minLength ?? 0} to ${maxLength} characters`,
    preset !== undefined && `default ${JSON.stringify(preset)}`,
  ]
    .filter(Boolean)
    .join(', ')
}
