/** Prints the configuration's JSON Schema, by which an editor completes and checks the file. */

import { jsonSchemaOf } from '../src/config/schema.ts'
import { loadAdapters } from '../src/runtime/adapters.ts'

console.log(JSON.stringify(jsonSchemaOf(await loadAdapters()), null, 2))
