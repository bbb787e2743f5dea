/** Routes: record a file of contacts, see how far it is, read its report. */

import * as z from 'zod'
import { CursorError } from '../../../ports/errors.ts'
import {
  type ImportProblem,
  type ImportState,
  importProblems,
  importState,
  readSetting,
} from '../../../ports/settings.ts'
import { isoTime } from '../../../wire/events.ts'
import { notFound } from '../../kit/problem.ts'
import { type Caller, route } from '../../kit/route.ts'
import { next } from '../shared/resources.ts'
import { instant, name, pageSchema } from '../shared/schemas.ts'
import { FILE_TYPES } from './records.ts'
import { defaultsSchema } from './row.ts'
import { runImport } from './run.ts'

const idOf = () => z.string().regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -')
const idParams = z.strictObject({ id: idOf() })
const count = z.int().min(0)

const importSchema = name(
  'Import',
  z
    .strictObject({
      id: z.string(),
      state: z.enum(['running', 'interrupted', 'done']).meta({
        description: '`interrupted`: send the same file with the same id to continue.',
      }),
      startedAt: instant,
      changedAt: instant,
      rows: count.meta({ description: 'Rows read so far, without the header.' }),
      recorded: count,
      refused: count.meta({
        description: 'Rows that the gate refused, such as a yes after a STOP.',
      }),
      invalid: count.meta({ description: 'Rows that are unreadable or have an invalid field.' }),
    })
    .meta({ description: 'The progress of an import.' }),
)

const reportSchema = name(
  'ImportReport',
  z.strictObject({
    rows: z.array(
      z
        .strictObject({
          row: z.int().meta({ description: 'From 1, without the header.' }),
          status: z.enum(['refused', 'invalid']),
          reason: z.string().optional(),
          detail: z.string().optional(),
          errors: z.array(z.strictObject({ field: z.string(), problem: z.string() })).optional(),
        })
        .meta({ description: 'A row that was not recorded, and why.' }),
    ),
    next,
  }),
)

export const importContacts = route({
  operationId: 'importContacts',
  method: 'post',
  path: '/v1/imports',
  tag: 'Moving in and out',
  summary: 'Import contacts with their consent and owner, or an opt-out list',
  description: [
    'CSV with a header (a list of numbers alone needs none) or JSON lines, in UTF-8, read as it arrives: up to a million rows. Columns: `address` (the only one that is required), `status` (`granted` or `revoked`), `basis` (required with `granted`), `evidence`, `givenAt`, `wording`, `language`, `purpose`, `recordedBy`, `agent`, `from`, `owner`, `line`, `locale`, `channel`, `country`.',
    'The answer comes when all rows are recorded. If a file was interrupted, send it again under the same `id`: rows already read are skipped, and nothing is recorded twice. An import never turns a no into a yes and never takes a contact from another agent: such rows are reported as `refused`.',
    'The CRM gets no events for the rows unless `events=true`.',
  ].join('\n\n'),
  query: z.strictObject({
    id: idOf().optional().meta({
      description:
        'Your name for this file, to query its progress and to continue an interrupted import.',
    }),
    events: z.enum(['true', 'false']).default('false').meta({
      description: 'Whether the CRM is notified of each consent and owner.',
    }),
    ...defaultsSchema,
  }),
  uploads: FILE_TYPES,
  answer: { status: 200, description: 'The whole file was read.', schema: importSchema },
  reasons: ['import_running'],
  handle: async (caller, { query: { id: given, events, ...defaults } }) => {
    const id = given ?? caller.id('imp')
    if (!caller.upload) throw new Error('an import without a file')
    const options = { id, isQuiet: events === 'false', defaults: stated(defaults) }
    const state = await runImport(caller, caller.upload, options)
    return { status: 200, headers: { Location: `/v1/imports/${id}` }, body: viewOf(id, state) }
  },
})

export const readImport = route({
  operationId: 'getImport',
  method: 'get',
  path: '/v1/imports/{id}',
  tag: 'Moving in and out',
  summary: 'The progress of an import',
  params: idParams,
  answer: { status: 200, description: 'The import.', schema: importSchema },
  reasons: ['not_found'],
  handle: async (caller, { params: { id } }) => ({
    status: 200,
    body: viewOf(id, await findImport(caller, id)),
  }),
})

export const readImportReport = route({
  operationId: 'getImportReport',
  method: 'get',
  path: '/v1/imports/{id}/rows',
  tag: 'Moving in and out',
  summary: 'The rows of an import that were not recorded, and why',
  params: idParams,
  query: pageSchema,
  answer: { status: 200, description: 'One page.', schema: reportSchema },
  reasons: ['not_found'],
  handle: async (caller, { params: { id }, query: { limit, cursor } }) => {
    const { pages } = await findImport(caller, id)
    let { page, at } = readCursor(cursor)
    if (page > 0 && page >= pages) throw new CursorError()
    const rows: ImportProblem[] = []
    while (page < pages && rows.length < limit) {
      const setting = importProblems(caller.organisation.id, id, page)
      const problems = (await readSetting(caller.gateway.store, setting)) ?? []
      const taken = problems.slice(at, at + limit - rows.length)
      rows.push(...taken)
      const isRead = at + taken.length >= problems.length
      at = isRead ? 0 : at + taken.length
      page += isRead ? 1 : 0
    }
    return { status: 200, body: { rows, ...(page < pages && { next: `${page}.${at}` }) } }
  },
})

const readCursor = (cursor = '0.0') => {
  const [, page, at] = /^(\d{1,6})\.(\d{1,6})$/.exec(cursor) ?? []
  if (page === undefined) throw new CursorError()
  return { page: Number(page), at: Number(at) }
}

const findImport = async ({ gateway, organisation }: Caller, id: string): Promise<ImportState> => {
  const state = await readSetting(gateway.store, importState(organisation.id, id))
  if (!state) throw notFound('import with this id')
  return state
}

const viewOf = (
  id: string,
  { prefix: _, pages: __, startedAt, changedAt, ...state }: ImportState,
) => ({
  id,
  ...state,
  startedAt: isoTime(startedAt),
  changedAt: isoTime(changedAt),
})

const stated = (values: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value]],
    ),
  )
