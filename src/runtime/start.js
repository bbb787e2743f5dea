/** Where `npm start` begins. Plain JavaScript, so that a Node too old for the rest can still say so. */

import { complaintOf } from './old-node.js'

const complaint = complaintOf(process.version)
if (complaint) {
  console.error(complaint)
  process.exit(1)
}

await import('./node.ts')
