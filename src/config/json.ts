/** Reads a JSON file in UTF-8, and finds the mistakes that `JSON.parse` lets pass: names given twice, other encodings. */

import { findJsonFaults, JSON_FAULTS } from '../core/json.ts'
import { formatPath } from './issues.ts'

/** A name that is given twice; the last one would count. */
export type Twice = { readonly path: readonly (string | number)[]; readonly problem: string }

/**
 * The value of a file's bytes, and the names that are given twice. Throws if they are no JSON in UTF-8, or too deep.
 *
 * @example const { json, twice } = readJson(await readFile('postern.config.json'))
 */
export const readJson = (
  bytes: Uint8Array,
): { readonly json: unknown; readonly twice: readonly Twice[] } => {
  // Drops the invisible byte order mark with which some editors begin a file; JSON does not allow it.
  const text = decode(bytes)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Error(`is not JSON: ${(error as Error).message}`)
  }
  const twice = findJsonFaults(text).map(({ path, problem, lines }) => {
    if (problem === JSON_FAULTS.deep) throw new Error(`${problem} (line ${lines[0]})`)
    const where = `in line ${lines.join(' and in line ')}`
    return { path, problem: `${formatPath(path)}: ${problem}, ${where}; keep one of them` }
  })
  return { json, twice }
}

const NEWLINE = 0x0a

const decode = (bytes: Uint8Array): string => {
  try {
    return utf8(bytes)
  } catch {
    throw new Error(`is not in UTF-8 (line ${wrongLine(bytes)}): save it as UTF-8`)
  }
}

const utf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** The first line that is not UTF-8; no character of UTF-8 contains the byte of a line's end. */
const wrongLine = (bytes: Uint8Array): number => {
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(NEWLINE, from)
    try {
      utf8(bytes.subarray(from, end < 0 ? bytes.length : end))
    } catch {
      return line
    }
    if (end < 0) return line
    from = end + 1
  }
}
