/** Arguments of `npm start`, as environment variables. */

import { ConfigError } from '../../config/schema.ts'
import type { Env } from './settings.ts'

/** `--like meta` is `POSTERN_LIKE=meta`. Throws `ConfigError` for anything else. */
export const withArguments = (env: Env, args: readonly string[]): Env => {
  if (args.length === 0) return env
  const [, inline] = /^--like=(.+)$/.exec(args[0] ?? '') ?? []
  const like = inline ?? (args[0] === '--like' ? args[1] : undefined)
  const used = inline === undefined ? 2 : 1
  if (like === undefined || args.length > used)
    throw new ConfigError([`${args.join(' ')}: expected nothing, or --like and a provider`])
  return { ...env, POSTERN_LIKE: like }
}
