/** A form's parameters as Twilio reads them, and the ones that we refuse. */

import * as z from 'zod'
import type { Instant } from '../../../src/core/model/contact.ts'

/** A form's parameters by lower-case name; `name` is as first written. */
export type Params = ReadonlyMap<
  string,
  { readonly name: string; readonly values: readonly string[] }
>

/** Reads a form: names in any case, empty values dropped, repeated names as lists. */
export const readParams = (form: string): Params => {
  const params = new Map<string, { name: string; values: string[] }>()
  for (const [name, value] of new URLSearchParams(form)) {
    const key = name.toLowerCase()
    const param = params.get(key) ?? { name, values: [] }
    params.set(key, param)
    if (value !== '') param.values.push(value)
  }
  return params
}

/** Names that may repeat, of files and of `PersistentAction`, which has an error of its own. */
const MEDIA = /^mediaurl(?:\d*|\[.*\])$/
const LISTS = new RegExp(`${MEDIA.source}|^persistentaction$`)

/** A parameter that is given twice although it may stand once: which one counts would be a guess. */
export const findRepeated = (params: Params): string | undefined =>
  [...params].find(([key, { values }]) => values.length > 1 && !LISTS.test(key))?.[1].name

/** The parameter's value, or undefined. */
export const first = (params: Params, name: string): string | undefined =>
  params.get(name.toLowerCase())?.values[0]

/** Whether a Twilio switch is on. */
export const isTrue = (params: Params, name: string): boolean =>
  first(params, name)?.toLowerCase() === 'true'

type Kind = 'text' | 'media' | 'template'

/**
 * Why a message is refused rather than sent without a parameter's effect. Lists only parameters that change
 * what the customer gets, what is stored, or where statuses go; Twilio's others have no effect.
 */
export const findUnsupported = (params: Params, kind: Kind): string | undefined => {
  const wrong = findWrong(params, BOUNDED)
  return wrong ?? UNSUPPORTED.find(([isAsked]) => isAsked(params, kind))?.[1]
}

/** Parameters with all their values, in lower case. */
type Bounds = readonly (readonly [name: string, values: readonly string[]])[]

/** The error for the first parameter whose value is not among the allowed ones. */
export const findWrong = (params: Params, bounds: Bounds): string | undefined => {
  for (const [name, values] of bounds) {
    const given = first(params, name)?.toLowerCase()
    if (given !== undefined && !values.includes(given))
      return `${name} must be ${values.join(' or ')}.`
  }
  return undefined
}

export const BOOLEAN = ['true', 'false']

/** Without these checks, a mistyped value would count as the default. */
const BOUNDED: Bounds = [
  ['SendAsMms', BOOLEAN],
  ['ShortenUrls', BOOLEAN],
  ['SmartEncoded', BOOLEAN],
  ['ContentRetention', ['retain', 'discard']],
  ['AddressRetention', ['retain', 'obfuscate']],
  ['RiskCheck', ['enable', 'disable']],
]

const is = (name: string, value: string) => (params: Params) =>
  first(params, name)?.toLowerCase() === value

const UNSUPPORTED: readonly (readonly [(params: Params, kind: Kind) => boolean, string])[] = [
  [
    (params) => first(params, 'PersistentAction') !== undefined,
    'PersistentAction is not supported: locations cannot be sent. Send a link in Body.',
  ],
  [
    is('ContentRetention', 'discard'),
    'ContentRetention must be retain. DELETE the message once it is delivered.',
  ],
  [
    is('AddressRetention', 'obfuscate'),
    'AddressRetention must be retain: consent is recorded by address. DELETE /v1/contacts/{address} erases a contact.',
  ],
  [
    (params, kind) => isTrue(params, 'SendAsMms') && kind !== 'media',
    'SendAsMms is not supported without a MediaUrl.',
  ],
  [is('ShortenUrls', 'true'), 'ShortenUrls is not supported: links are sent as they are.'],
  [is('RiskCheck', 'disable'), 'RiskCheck cannot be disabled here.'],
  [
    (params) => first(params, 'FallbackFrom') !== undefined,
    'FallbackFrom is not supported. Name one sender, or a Messaging Service.',
  ],
  [
    (params) => first(params, 'ApplicationSid') !== undefined && !first(params, 'StatusCallback'),
    'ApplicationSid is not supported. Send its status callback as StatusCallback.',
  ],
  [
    (params, kind) => kind === 'template' && mediaUrlsOf(params).length > 0,
    'MediaUrl cannot be combined with a ContentSid.',
  ],
]

/** Addresses of files, whether the name repeats, is numbered, or has PHP's brackets. */
export const mediaUrlsOf = (params: Params): readonly string[] =>
  [...params].flatMap(([key, { values }]) => (MEDIA.test(key) ? values : []))

const DAY = z.iso.date()
const TIME = z.iso.datetime({ offset: true })

/** The time of an ISO 8601 text with its offset from UTC; undefined for any other and for a day that no calendar has. */
export const readTime = (text: string): Instant | undefined => {
  // Several clients write the offset without its colon.
  const time = text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  return TIME.safeParse(time).success ? Date.parse(time) : undefined
}

/** The start of a day in UTC; undefined for any other text and for a day that no calendar has. */
export const readDay = (text: string): Instant | undefined =>
  DAY.safeParse(text).success ? Date.parse(text) : undefined
