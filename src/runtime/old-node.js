/** Says which Node to get, where this one is too old. Plain JavaScript, so that an old one can read it. */

import { argv, env, exit, version } from 'node:process'
import { fileURLToPath } from 'node:url'

/**
 * The complaint about a Node that is too old, else undefined. `npm ci` brings a Node 24 along, but not if
 * development dependencies are left out.
 * @param {string} version such as v20.1.0
 */
export const complaintOf = (version) => {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return undefined
  return (
    `Postern needs Node 22.18 or newer, preferably 24; this is ${version}. ` +
    'Get Node 24 from https://nodejs.org (`nvm install 24`, or the image node:24), or run `npm ci` ' +
    'without --omit=dev: it brings a Node 24 along, which `npm start` then uses.'
  )
}

// As npm's `preinstall`, where nothing will be brought along.
if (argv[1] === fileURLToPath(import.meta.url) && /\bdev\b/.test(env.npm_config_omit ?? '')) {
  const complaint = complaintOf(version)
  if (complaint) {
    console.error(complaint)
    exit(1)
  }
}
