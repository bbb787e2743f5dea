/** Structured log lines: ids and figures only, never a message body, a secret or a whole address. */

import type { Clock } from '../ports/side.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>
export type Log = Readonly<Record<LogLevel, (event: string, fields?: LogFields) => void>>

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']
const MAX_TEXT = 500

/**
 * Anything like an address, of a known channel or not, and anything like a phone
 * number, percent-encoded too: too much is masked rather than too little.
 */
const ADDRESS =
  /(?<![a-z0-9])[a-z][a-z0-9.-]{1,19}(?::|%3a)(?:\+|%2b)?[a-z0-9][a-z0-9._@-]*|(?:\+|%2b)\d(?:[ ().-]{0,2}\d){6,14}|(?<![\w.-])\d{10,15}(?![\w-])/gi

/**
 * Writes one JSON line `{at, level, event, …fields}` for everything at `level` and above.
 *
 * @example createLog({ level: 'info', write: console.log }).warn('reconcile_failed', { connection })
 */
export const createLog = ({
  level,
  write,
  clock = Date.now,
}: {
  readonly level: LogLevel | 'silent'
  readonly write: (line: string) => void
  readonly clock?: Clock
}): Log => {
  const from = level === 'silent' ? LEVELS.length : LEVELS.indexOf(level)
  const at = (own: LogLevel) =>
    LEVELS.indexOf(own) < from
      ? () => {}
      : (event: string, fields: LogFields = {}) => write(line(clock(), own, event, fields))
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** `whatsapp:+15550001111` → `whatsapp:+1555…11`: enough to follow a case, not enough to call. */
export const maskAddress = (address: string): string => {
  const start = (/^[^:%]*(?::|%3a)/i.exec(address)?.[0] ?? '').length
  const identity = address.slice(start)
  const head = identity.length > 10 ? 5 : 3
  return identity.length < 7
    ? address
    : `${address.slice(0, start)}${identity.slice(0, head)}…${identity.slice(-2)}`
}

const line = (at: number, level: LogLevel, event: string, fields: LogFields): string => {
  const entry: Record<string, unknown> = { at: new Date(at).toISOString(), level, event }
  for (const [name, value] of Object.entries(fields)) {
    // The type forbids it already; this catches casts.
    if (typeof value === 'number' || typeof value === 'boolean') entry[name] = value
    else if (typeof value === 'string')
      entry[name] = value.slice(0, MAX_TEXT).replace(ADDRESS, maskAddress)
  }
  return JSON.stringify(entry)
}
