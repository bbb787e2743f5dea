/** Prints the configuration's JSON Schema, by which an editor completes and checks the file. */

import * as z from 'zod'
import { configSchema } from '../src/config/schema.ts'
import { rulesSchema } from '../src/core/model/policy.ts'

const schema = z.toJSONSchema(configSchema, { io: 'input' })
const policy = z.toJSONSchema(rulesSchema, { io: 'input' })
const { $schema: _, ...rules } = policy
console.log(
  JSON.stringify(
    { ...schema, title: 'Postern', $defs: { ...schema.$defs, Policy: rules } },
    null,
    2,
  ),
)
