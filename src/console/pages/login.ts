/** Sign-in to the console in production, with the administrator key. */

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../ports/side.ts'
import { createSigner } from '../../tokens/signed.ts'

const HOURS_MS = 8 * 3_600_000
const COOKIE = '__Host-postern-console'
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict'

export type Login = {
  /** Compared in constant time. */
  isKey(given: string): boolean
  /** The `Set-Cookie` after a sign-in; valid for eight hours. */
  enter(): string
  /** The `Set-Cookie` after a sign-out. */
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
  const cookie = createSigner(`${secret}\n${adminKey}`, 'console')
  const digest = (text: string) => createHmac('sha256', secret).update(text).digest()
  return {
    isKey: (given) => timingSafeEqual(digest(given), digest(adminKey)),
    enter: () =>
      `${COOKIE}=${cookie.sign(clock() + HOURS_MS)}; Max-Age=${HOURS_MS / 1000}; ${ATTRIBUTES}`,
    leave: () => `${COOKIE}=; Max-Age=0; ${ATTRIBUTES}`,
    isIn: (cookies = '') => {
      const expiresAt = cookie.read(PATTERN.exec(cookies)?.[1] ?? '')
      return typeof expiresAt === 'number' && clock() < expiresAt
    },
  }
}

const PATTERN = new RegExp(`(?:^|; ?)${COOKIE}=([\\w-]+\\.[\\w-]{43})(?:;|$)`)
