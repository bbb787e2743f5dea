/** Template files of a folder, in the form of Twilio's Content API; they serve every provider. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { partsOfTypes, templateBodyOf } from '../../../../adapters/provider/kit/content-draft.ts'
import { readJson as parseJson } from '../../../config/json.ts'
import type { TemplateDraft } from '../../../core/model/message/template-draft.ts'

export type TemplateFile = { readonly path: string; readonly draft: TemplateDraft }

const categorySchema = z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION'])

/** `approval.json` of a folder: defaults for its files. */
const approvalSchema = z.object({ category: categorySchema.optional() })

const textSchema = z.strictObject({ body: z.string() })
const replySchema = z.strictObject({
  type: z.literal('QUICK_REPLY').optional(),
  title: z.string(),
  id: z.string().optional(),
})
const leadingSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('URL'), title: z.string(), url: z.string() }),
  z.strictObject({ type: z.literal('PHONE_NUMBER'), title: z.string(), phone: z.string() }),
])
const cardSchema = textSchema.extend({
  header_text: z.string().optional(),
  footer: z.string().optional(),
  actions: z.array(z.union([leadingSchema, replySchema])).optional(),
})
const fileSchema = z.strictObject({
  friendly_name: z.string(),
  language: z.string(),
  category: categorySchema.optional(),
  variables: z.record(z.string(), z.string()).default({}),
  types: z
    .strictObject({
      'twilio/text': textSchema.optional(),
      'twilio/quick-reply': textSchema.extend({ actions: z.array(replySchema).min(1) }).optional(),
      'twilio/call-to-action': textSchema
        .extend({ actions: z.array(leadingSchema).min(1) })
        .optional(),
      'whatsapp/card': cardSchema.optional(),
    })
    .refine((types) => Object.keys(types).length === 1, 'expected exactly one type'),
})

/** Every template in `<folder>` and its subfolders. Adds errors to `problems`, by file and field. */
export const readTemplateFiles = async (
  folder: string,
  problems: string[],
): Promise<readonly TemplateFile[]> => {
  const names = await jsonIn(folder)
  const approval = names.includes(APPROVAL)
    ? await readJson(join(folder, APPROVAL), approvalSchema, problems)
    : undefined
  const files: TemplateFile[] = []
  for (const name of names.filter((one) => one !== APPROVAL)) {
    const path = join(folder, name)
    const read = await readJson(path, fileSchema, problems)
    if (!read) continue
    const category = read.category ?? approval?.category
    const parts = partsOfTypes(read.types)
    if (!category || !parts) {
      problems.push(`${path}: category: expected UTILITY or MARKETING, here or in ${APPROVAL}`)
      continue
    }
    files.push({
      path,
      draft: {
        name: read.friendly_name,
        language: read.language,
        category: category.toLowerCase() as TemplateDraft['category'],
        ...parts,
        samples: read.variables,
      },
    })
  }
  return files
}

const APPROVAL = 'approval.json'

const jsonIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    if (entry.isFile() && entry.name.endsWith('.json')) found.push(entry.name)
    if (entry.isDirectory())
      for (const name of await readdir(join(folder, entry.name)))
        if (name.endsWith('.json')) found.push(join(entry.name, name))
  }
  return found.sort()
}

const readJson = async <T>(
  path: string,
  schema: z.ZodType<T>,
  problems: string[],
): Promise<T | undefined> => {
  const file = await readFile(path)
    .then(parseJson)
    .catch((error: Error) => error)
  if (file instanceof Error) {
    problems.push(`${path}: ${file.message}`)
    return undefined
  }
  problems.push(...file.twice.map(({ problem }) => `${path}: ${problem}`))
  const read = schema.safeParse(file.json)
  if (read.success) return read.data
  for (const { path: field, message } of read.error.issues)
    problems.push(`${path}: ${field.join('.')}: ${message}`)
  return undefined
}

/** A draft as a file of it is written. */
export const fileTextOf = (draft: TemplateDraft): string => {
  const { friendly_name, language, variables, types } = templateBodyOf(draft)
  const category = draft.category.toUpperCase()
  return `${JSON.stringify({ friendly_name, language, category, variables, types }, null, 2)}\n`
}
