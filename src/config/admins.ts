/** The people who may sign in to the console: `POSTERN_ADMINS`, or one key for all. */

import { hashKey, MIN_KEY } from './fields.ts'
import { tooShort } from './read.ts'

const ROLES = ['viewer', 'administrator'] as const

export type Admin = {
  readonly name: string
  /** A viewer sees everything and changes nothing. */
  readonly role: (typeof ROLES)[number]
  /** SHA-256 of their key, in hexadecimal. */
  readonly keyHash: string
}

/** The name that goes with `POSTERN_ADMIN_KEY`. */
export const SHARED_NAME = 'administrator'

const FORM =
  'expected name:hash:role, the SHA-256 of a key in hexadecimal, and viewer or administrator'

/** Everybody named in the environment; adds errors to `problems`. */
export const readAdmins = (
  {
    POSTERN_ADMINS: list = '',
    POSTERN_ADMIN_KEY: key = '',
  }: Readonly<Record<string, string | undefined>>,
  problems: string[],
): readonly Admin[] => {
  const admins: Admin[] = []
  if (key !== '' && key.length < MIN_KEY)
    problems.push(`POSTERN_ADMIN_KEY ${tooShort(`${MIN_KEY} characters`)}`)
  else if (key !== '') admins.push(sharedAdmin(key))
  for (const [i, entry] of list
    .split(/[\s,]+/)
    .filter(Boolean)
    .entries()) {
    const [, name, keyHash, word] = /^([\w.@-]{1,64}):([0-9a-f]{64}):(\w+)$/i.exec(entry) ?? []
    const role = ROLES.find((one) => one === word)
    if (!name || !keyHash || !role) problems.push(`POSTERN_ADMINS: entry ${i + 1}: ${FORM}`)
    else if (admins.some((admin) => admin.name === name))
      problems.push(`POSTERN_ADMINS: the name ${name} is used twice`)
    else admins.push({ name, role, keyHash: keyHash.toLowerCase() })
  }
  return admins
}

/** An administrator by the one key that several people may know. */
export const sharedAdmin = (key: string): Admin => ({
  name: SHARED_NAME,
  role: 'administrator',
  keyHash: hashKey(key),
})
