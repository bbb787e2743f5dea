/** Reads JSON whose shape the other side may change: a missing or mistyped member is undefined. */

import { WebhookError } from '../../src/ports/errors.ts'

export type Json = Readonly<Record<string, unknown>>

/** True for a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value if it is an object, else an empty one. */
export const objectOf = (value: unknown): Json => (isObject(value) ? value : {})

/** The objects in a list; none for anything else. */
export const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : []

/** The value of a text or a body; undefined when it is no JSON. */
export const parseJson = (text: string | Uint8Array): unknown => {
  try {
    return JSON.parse(typeof text === 'string' ? text : new TextDecoder().decode(text))
  } catch {
    return undefined
  }
}

/** The object in a body; undefined when there is none. */
export const parseObject = (body: Uint8Array): Json | undefined => {
  const json = parseJson(body)
  return isObject(json) ? json : undefined
}

/** The value of a webhook's body. Throws `malformed`, without any of the body. */
export const parseWebhook = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new WebhookError('malformed', 'the body is not JSON in UTF-8')
  }
}

/** An own member: `constructor` is not one. */
export const memberIn = (json: Json, name: string): unknown =>
  Object.hasOwn(json, name) ? json[name] : undefined

/** A member that is an object, else an empty object. */
export const objectIn = (json: Json, name: string): Json => objectOf(memberIn(json, name))

/** The objects in a list. */
export const listIn = (json: Json, name: string): readonly Json[] => listOf(memberIn(json, name))

/** Text that is safe to store and show, without NUL; undefined when nothing remains. */
export const textIn = (json: Json, name: string): string | undefined => {
  const value = memberIn(json, name)
  return typeof value === 'string'
    ? value.replaceAll('\0', '').toWellFormed() || undefined
    : undefined
}
