/** Where `npm start` begins. Plain JavaScript, so that a Node too old for the rest can still say so. */

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Postern needs Node 22.18 or newer, 24 for preference; this is ${process.version}. ` +
      '`npm ci` brings a Node 24 along, which `npm start` then uses.',
  )
  process.exit(1)
}

await import('./node.ts')
