/** Who may look at the console in production: whoever has the administrator's key. */

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../port.ts'

const HOURS_MS = 8 * 3_600_000
const COOKIE = '__Host-postern-console'
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict'

export type Login = {
  /** Compared in constant time. */
  isKey(given: string): boolean
  /** The `Set-Cookie` of somebody who knew the key; good for eight hours. */
  enter(): string
  /** The `Set-Cookie` of somebody who leaves. */
  leave(): string
  /** Whether the request carries a cookie of ours that has not run out. */
  isIn(cookies: string | undefined): boolean
}

/** The cookies are signed with the key as well, so that another key ends all of them. */
export const createLogin = ({
  adminKey,
  secret,
  clock,
}: {
  readonly adminKey: string
  readonly secret: string
  readonly clock: Clock
}): Login => {
  const tagOf = (purpose: string, text: string) =>
    createHmac('sha256', `${secret}\n${adminKey}`).update(`console ${purpose}\n${text}`).digest()
  const isSame = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)
  return {
    isKey: (given) => isSame(tagOf('key', given), tagOf('key', adminKey)),
    enter: () => {
      const expiresAt = String(clock() + HOURS_MS)
      const tag = tagOf('cookie', expiresAt).toString('base64url')
      return `${COOKIE}=${expiresAt}.${tag}; Max-Age=${HOURS_MS / 1000}; ${ATTRIBUTES}`
    },
    leave: () => `${COOKIE}=; Max-Age=0; ${ATTRIBUTES}`,
    isIn: (cookies = '') => {
      const [, expiresAt = '', tag = ''] = PATTERN.exec(cookies) ?? []
      const isOurs = isSame(Buffer.from(tag, 'base64url'), tagOf('cookie', expiresAt))
      return isOurs && clock() < Number(expiresAt)
    },
  }
}

const PATTERN = new RegExp(`(?:^|; ?)${COOKIE}=(\\d{1,16})\\.([\\w-]{43})(?:;|$)`)
