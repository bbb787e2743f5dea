/** Reads JSON whose shape is Meta's to change: what is missing or of another type is undefined. */

import type { Instant } from '../../../src/core/model/contact.ts'

export type Json = Readonly<Record<string, unknown>>

/** True for a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object in a body, or undefined. */
export const parseObject = (body: Uint8Array): Json | undefined => {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body))
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

const own = (json: Json, name: string): unknown =>
  Object.hasOwn(json, name) ? json[name] : undefined

/** A member that is an object, else an empty one. */
export const objectIn = (json: Json, name: string): Json => {
  const value = own(json, name)
  return isObject(value) ? value : {}
}

/** The objects in a member that is a list. */
export const listIn = (json: Json, name: string): readonly Json[] => {
  const value = own(json, name)
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** Text as it may be stored and shown, without NUL; undefined when nothing is left. */
export const textIn = (json: Json, name: string): string | undefined => {
  const value = own(json, name)
  return typeof value === 'string'
    ? value.replaceAll('\0', '').toWellFormed() || undefined
    : undefined
}

/** An id, which may come as a number. */
export const idIn = (json: Json, name: string): string | undefined => {
  const value = own(json, name)
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? String(value)
    : textIn(json, name)
}

/** A finite number, which may come as a text. */
export const numberIn = (json: Json, name: string): number | undefined => {
  const value = own(json, name)
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A time in seconds; one in milliseconds has been seen in its place. */
export const momentIn = (json: Json, name: string): Instant | undefined => {
  const value = numberIn(json, name)
  if (value === undefined || value <= 0) return undefined
  return Math.round(value >= 1e12 ? value : value * 1000)
}

/** When something happened; Meta's clock may be ahead of ours. */
export const timeIn = (json: Json, name: string, at: Instant): Instant =>
  Math.min(momentIn(json, name) ?? at, at)
