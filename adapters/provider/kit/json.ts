/** Reads JSON whose shape the provider may change: a missing or mistyped member is undefined. */

export type Json = Readonly<Record<string, unknown>>

/** True for a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object in a body; undefined when there is none. */
export const parseObject = (body: Uint8Array): Json | undefined => {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body))
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

/** An own member: `constructor` is not one. */
export const memberIn = (json: Json, name: string): unknown =>
  Object.hasOwn(json, name) ? json[name] : undefined

/** A member that is an object, else an empty object. */
export const objectIn = (json: Json, name: string): Json => {
  const value = memberIn(json, name)
  return isObject(value) ? value : {}
}

/** The objects in a list. */
export const listIn = (json: Json, name: string): readonly Json[] => {
  const value = memberIn(json, name)
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** Text that is safe to store and show, without NUL; undefined when nothing remains. */
export const textIn = (json: Json, name: string): string | undefined => {
  const value = memberIn(json, name)
  return typeof value === 'string'
    ? value.replaceAll('\0', '').toWellFormed() || undefined
    : undefined
}
