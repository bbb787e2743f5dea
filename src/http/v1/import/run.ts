/** Reads a file of contacts in batches, so that it can be sent again and resumes where it stopped. */

import { createHash } from 'node:crypto'
import { type Address, channelOf, identityOf } from '../../../core/model/address.ts'
import type { Imported, Preference } from '../../../core/model/message/message.ts'
import {
  type ImportProblem,
  type ImportState,
  importProblems,
  importState,
  readSetting,
  writeSetting,
} from '../../../ports/settings.ts'
import { type FieldProblem, invalid, ProblemError } from '../../kit/problem.ts'
import { type Caller, problemsOf, type Upload } from '../../kit/route.ts'
import { givenAtProblem } from '../shared/consent-schemas.ts'
import { senderFor } from '../shared/gate.ts'
import { isOwnSender } from '../shared/lookup.ts'
import { defined } from '../shared/views.ts'
import { type FileRow, rowsIn } from './records.ts'
import { ADDRESS_WANTED, addressIn, forReport, type ImportRow, rowSchema } from './row.ts'

const MAX_ROWS = 1_000_000
/** Recorded side by side; other traffic waits for no more than these. */
const BATCH = 100

export type ImportOptions = {
  readonly id: string
  readonly isQuiet: boolean
  /** Default for rows without it. */
  readonly defaults: Readonly<Record<string, string>>
}

/** A row with its place in the file, and a hash of the file up to and including it. */
type Numbered = { readonly row: number; readonly file: FileRow; readonly hash: string }
type Ready = Numbered & { readonly data: ImportRow; readonly address: Address }
type Outcome = 'recorded' | ImportProblem

/** Imports that this process is reading. */
const running = new Set<string>()

/** Reads the file from where it stopped. Throws `import_running` while another request sends it. */
export const runImport = async (
  caller: Caller,
  upload: Upload,
  options: ImportOptions,
): Promise<ImportState> => {
  const key = `${caller.organisation.id} ${options.id}`
  if (running.has(key))
    throw new ProblemError('import_running', 'Another request is sending this file.', {
      headers: { 'Retry-After': '5' },
    })
  running.add(key)
  try {
    return await readFile(caller, upload, options)
  } finally {
    running.delete(key)
  }
}

const readFile = async (
  caller: Caller,
  upload: Upload,
  options: ImportOptions,
): Promise<ImportState> => {
  const { gateway, organisation } = caller
  const setting = importState(organisation.id, options.id)
  const before = await readSetting(gateway.store, setting)
  let state: ImportState = { ...(before ?? newState(gateway.clock())), state: 'running' }
  const save = async (word: ImportState['state']) => {
    state = { ...state, state: word, changedAt: gateway.clock() }
    await writeSetting(gateway.store, setting, state)
  }
  let batch: Numbered[] = []
  const flush = async () => {
    if (batch.length === 0) return
    state = await recordBatch(caller, options, batch, state)
    batch = []
    await save('running')
  }
  try {
    let row = 0
    let hash = ''
    for await (const file of rowsIn(upload)) {
      row += 1
      if (row > MAX_ROWS) throw invalid('body', `has more than ${MAX_ROWS} rows`)
      hash = sha256(`${hash}${'values' in file ? JSON.stringify(file.values) : ''}`)
      if (row === before?.rows && hash !== before.prefix) throw anotherFile()
      if (row <= (before?.rows ?? 0)) continue
      batch.push({ row, file, hash })
      if (batch.length === BATCH) await flush()
    }
    if (row < (before?.rows ?? 0)) throw anotherFile()
    await flush()
    await save('done')
    return state
  } catch (error) {
    // Keep the rows already read; another file does not undo a finished import.
    if (before?.state !== 'done' || state.rows > before.rows) await save('interrupted')
    throw error
  }
}

const newState = (at: number): ImportState => ({
  state: 'running',
  startedAt: at,
  changedAt: at,
  ...{ rows: 0, recorded: 0, refused: 0, invalid: 0, prefix: '', pages: 0 },
})

const anotherFile = () => invalid('id', 'names an import of another file')

const recordBatch = async (
  caller: Caller,
  options: ImportOptions,
  batch: readonly Numbered[],
  state: ImportState,
): Promise<ImportState> => {
  const { gateway, organisation } = caller
  const outcomes: Outcome[] = []
  const ready: Ready[] = []
  for (const numbered of batch) {
    const read = readRow(caller, numbered, options)
    if ('data' in read) ready.push(read)
    else outcomes.push(read)
  }
  // Rows of one contact in their order, contacts side by side.
  const people = Map.groupBy(ready, ({ address }) => identityOf(address))
  await Promise.all(
    [...people.values()].map(async (rows) => {
      for (const row of rows) outcomes.push(await recordRow(caller, row, options))
    }),
  )
  const problems = outcomes.filter((one) => one !== 'recorded').sort((a, b) => a.row - b.row)
  if (problems.length > 0)
    await writeSetting(
      gateway.store,
      importProblems(organisation.id, options.id, state.pages),
      problems,
    )
  const { row, hash } = batch.at(-1) as Numbered
  const refused = problems.filter(({ status }) => status === 'refused').length
  return {
    ...state,
    rows: row,
    prefix: hash,
    recorded: state.recorded + outcomes.length - problems.length,
    refused: state.refused + refused,
    invalid: state.invalid + problems.length - refused,
    pages: state.pages + (problems.length > 0 ? 1 : 0),
  }
}

const readRow = (
  { organisation, gateway }: Caller,
  numbered: Numbered,
  { defaults }: ImportOptions,
): Ready | ImportProblem => {
  const { row, file } = numbered
  const invalidRow = (...errors: readonly FieldProblem[]): ImportProblem => ({
    row,
    status: 'invalid',
    errors,
  })
  const wrong = (field: string, problem: string) => invalidRow({ field, problem })
  if ('wrong' in file) return invalidRow(file.wrong)
  const { values } = file
  const parsed = rowSchema.safeParse({ ...defaults, ...values }, { reportInput: true })
  if (!parsed.success) {
    const problems = problemsOf(parsed.error.issues).slice(0, 5)
    return invalidRow(...problems.map((one) => forReport(values, one)))
  }
  const address = addressIn(parsed.data)
  if (!address) return wrong('address', ADDRESS_WANTED)
  if (isOwnSender(organisation, address)) return wrong('address', 'is a sender, not a contact')
  const { givenAt, line } = parsed.data
  const problem = givenAtProblem(givenAt, gateway.clock())
  if (problem !== undefined) return wrong('givenAt', problem)
  if (line !== undefined && !organisation.lines.some(({ id }) => id === line))
    return wrong('line', 'is not a line of this organisation')
  return { ...numbered, data: parsed.data, address }
}

const recordRow = async (
  caller: Caller,
  { row, hash, data, address }: Ready,
  options: ImportOptions,
): Promise<Outcome> => {
  const { gateway, organisation } = caller
  const { isQuiet } = options
  const imported: Imported = { id: options.id, ...(isQuiet && { isQuiet }) }
  const id = `imp_${sha256(`${organisation.id}\n${options.id}\n${row}\n${hash}`).slice(0, 32)}`
  const common = { at: gateway.clock(), address, imported }
  try {
    if (data.status !== undefined || data.locale !== undefined) {
      const preference = preferenceOf(caller, data, address)
      const handled = await gateway.handle(organisation.id, {
        ...{ kind: 'preference', id, source: 'crm', ...common },
        ...preference,
      } as Preference)
      if (handled?.verdict.status === 'refused') return refusal(row, handled.verdict)
    }
    const line = data.line ?? organisation.lines[0]?.id
    if (data.owner !== undefined && line !== undefined) {
      const { owner: agent } = data
      const handover = { kind: 'handover', id: `${id}:own`, line, agent, ...common } as const
      const handled = await gateway.handle(organisation.id, handover)
      if (handled?.verdict.status === 'refused') return refusal(row, handled.verdict)
    }
    return 'recorded'
  } catch (error) {
    const errors = error instanceof ProblemError ? error.details.errors : undefined
    if (errors) return { row, status: 'invalid', errors }
    throw error
  }
}

const refusal = (
  row: number,
  { reason, sentence }: { readonly reason: string; readonly sentence: string },
): ImportProblem => ({ row, status: 'refused', reason, detail: sentence })

const preferenceOf = (
  caller: Caller,
  { status, from, givenAt, locale, ...rest }: ImportRow,
  address: Address,
): Partial<Preference> => {
  const channel = channelOf(address)
  const { basis, evidence, wording, language, purpose, recordedBy, agent } = rest
  const details = { basis, evidence, wording, language, purpose, recordedBy, agent }
  return {
    ...(from !== undefined && { sender: senderFor(caller, from, channel) }),
    ...(locale !== undefined && { locale }),
    ...(status && {
      consent: {
        ...{ status, channel },
        ...defined(details),
        ...(givenAt !== undefined && { givenAt: Date.parse(givenAt) }),
      },
    }),
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
