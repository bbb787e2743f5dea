/** `npm run schema`: the configuration's JSON Schema, with which an editor completes and checks the file. */

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readArguments } from '../src/runtime/commands/arguments.ts'

const FILE = 'postern.schema.json'
const USAGE = `npm run schema
  Writes ${FILE}. The script prints it instead without --write.`

const { values } = readArguments(USAGE, { write: { type: 'boolean' } })
const { jsonSchemaOf } = await import('../src/config/schema.ts')
const { loadAdapters } = await import('../src/runtime/setup/load-adapters.ts')
const schema = `${JSON.stringify(jsonSchemaOf(await loadAdapters()), null, 2)}\n`
if (values.write) {
  const format = ['biome', 'format', `--stdin-file-path=${FILE}`]
  writeFileSync(FILE, execFileSync('npx', format, { input: schema }))
} else process.stdout.write(schema)
