/** Splits a file of contacts into its rows as it arrives: CSV or JSON lines, in UTF-8. */

import { findJsonFaults } from '../../../core/json.ts'
import { type FieldProblem, invalid, ProblemError } from '../../kit/problem.ts'
import type { Upload } from '../../kit/route.ts'
import { forReport, rowSchema } from './row.ts'

/** The values of a raw row of the file, or why it can't be read. */
export type FileRow =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly wrong: FieldProblem }

/** The types of file, with an example of each. */
export const FILE_TYPES = {
  'text/csv':
    'address,status,basis,givenAt,owner,line\nwhatsapp:+15550102030,granted,web_form,2026-03-01,ana,advisory\n',
  'application/x-ndjson':
    '{"address": "whatsapp:+15550102030", "status": "granted", "basis": "web_form"}\n',
}

/** A row with its texts, or a line. */
const MAX_ROW = 32 * 1024
const MAX_COLUMNS = 50

/** The rows in the order of the file. Throws `invalid_request` where the file can't be read any further. */
export const rowsIn = ({ type, body }: Upload): AsyncGenerator<FileRow> =>
  type === 'text/csv' ? csvRows(texts(body)) : jsonRows(texts(body))

async function* texts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw invalid('body', 'must be UTF-8')
    }
  }
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ProblemError('incomplete', 'The file ended early. Send it again to continue.')
    })
    if (done) break
    yield decode(value)
  }
  yield decode()
}

async function* jsonRows(chunks: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_ROW) throw invalid('body', `has a line over ${MAX_ROW} characters`)
    for (const line of lines) if (line.trim() !== '') yield parseLine(line)
  }
  if (rest.trim() !== '') yield parseLine(rest)
}

const parseLine = (line: string): FileRow => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {}
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return unreadable('is not a JSON object')
  const values = value as Readonly<Record<string, unknown>>
  const [fault] = findJsonFaults(line)
  return fault
    ? { wrong: forReport(values, { field: fault.path.join('.'), problem: fault.problem }) }
    : { values }
}

const unreadable = (problem: string): FileRow => ({ wrong: { field: 'row', problem } })

/** RFC 4180, with a semicolon or a tab for the comma where the header has one. */
async function* csvRows(chunks: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let header: readonly string[] | undefined
  for await (const cells of csvCells(chunks)) {
    if (cells.every((cell) => cell.trim() === '')) continue
    if (!header) {
      const isList = isBareNumber(cells)
      header = isList ? cells.map((cell) => (cell.trim() === '' ? '' : ADDRESS)) : readHeader(cells)
      if (!isList) continue
    }
    yield namedCells(header, cells)
  }
}

const ADDRESS = 'address'
/** The columns by their names in small letters: spreadsheets and people write `Address` and `STATUS`. */
const COLUMNS = new Map(Object.keys(rowSchema.shape).map((name) => [name.toLowerCase(), name]))
/** No column's name has a digit or a colon; every number and address has. */
const NUMBER = /\p{Nd}|:/u

/** Whether the first line is a number alone: the list has no header. */
const isBareNumber = (cells: readonly string[]): boolean => {
  const [first = '', ...others] = cells.filter((cell) => cell.trim() !== '')
  return others.length === 0 && NUMBER.test(first)
}

/** Its errors show no name that may be a number. */
const readHeader = (cells: readonly string[]): readonly string[] => {
  const names = cells.map((cell) => COLUMNS.get(cell.trim().toLowerCase()) ?? cell.trim())
  if (names.length > MAX_COLUMNS) throw invalid('body', `has more than ${MAX_COLUMNS} columns`)
  if (!names.includes(ADDRESS) || names.some((name) => NUMBER.test(name)))
    throw invalid(
      'body',
      'must begin with a header that names the columns, including address; only a plain list of numbers needs none',
    )
  // Spreadsheets leave empty columns at the end.
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i)
  if (twice !== undefined) throw invalid('body', `has the column ${twice.slice(0, 40)} twice`)
  return names
}

/** An empty cell counts as missing. */
const namedCells = (header: readonly string[], cells: readonly string[]): FileRow =>
  cells.length > header.length
    ? unreadable('has more cells than the header')
    : {
        values: Object.fromEntries(
          header.flatMap((name, i) => {
            const cell = cells[i]?.trim() ?? ''
            return cell === '' ? [] : [[name, cell]]
          }),
        ),
      }

async function* csvCells(chunks: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let delimiter = ''
  let cells: string[] = []
  let cell = ''
  let length = 0
  /** `closed`: a quote inside quotes ends them, unless another one follows. */
  let state = 'plain' as 'plain' | 'quoted' | 'closed'
  let start = ''
  const endRow = () => {
    const row = [...cells, cell]
    cells = []
    cell = ''
    length = 0
    state = 'plain'
    return row
  }
  const step = (char: string): boolean => {
    if (++length > MAX_ROW) throw invalid('body', `has a row over ${MAX_ROW} characters`)
    if (state === 'quoted') {
      if (char === '"') state = 'closed'
      else cell += char
    } else if (char === '"' && state === 'closed') {
      cell += char
      state = 'quoted'
    } else if (char === '"' && cell.trim() === '') {
      cell = ''
      state = 'quoted'
    } else if (char === delimiter) {
      cells.push(cell)
      cell = ''
      state = 'plain'
    } else if (char === '\n') return true
    else if (char !== '\r') cell += char
    return false
  }
  for await (const chunk of chunks) {
    let text = chunk
    if (delimiter === '') {
      start += chunk
      if (!start.includes('\n') && start.length < MAX_ROW) continue
      delimiter = delimiterOf(start)
      text = start
    }
    for (const char of text) if (step(char)) yield endRow()
  }
  if (delimiter === '') {
    delimiter = delimiterOf(start)
    for (const char of start) if (step(char)) yield endRow()
  }
  if (state === 'quoted') throw invalid('body', 'ends within quotes')
  if (cell !== '' || cells.length > 0) yield endRow()
}

const delimiterOf = (text: string): string => {
  const [header = ''] = text.split('\n', 1)
  const counted = [',', ';', '\t'].map((one) => ({ one, n: header.split(one).length }))
  return counted.sort((a, b) => b.n - a.n)[0]?.one ?? ','
}
