/** Where `npm start` begins. Plain JavaScript, so that a Node too old for the rest can still say so. */

import nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'
import { complaintOf } from './old-node.js'

const complaint = complaintOf(process.version)
if (complaint) {
  console.error(complaint)
  process.exit(1)
}

// The next start finds everything compiled. In our own folder: that for temporary files is open to others.
// NODE_COMPILE_CACHE names another; where it can't be written, each start compiles.
nodeModule.enableCompileCache(
  process.env.NODE_COMPILE_CACHE ??
    fileURLToPath(new URL('../../node_modules/.cache/postern/compiled', import.meta.url)),
)

const { checkArguments } = await import('./setup/arguments.ts')
checkArguments()

const { loadQuickly } = await import('./process/quick-loading.ts')
loadQuickly()
await import('./node.ts')
