/** Reads a JSON file in UTF-8, and finds the mistakes that `JSON.parse` lets pass: names given twice, other encodings. */

import { formatPath } from './issues.ts'

/**
 * The value of a file's bytes; adds names that are given twice to `problems`. Throws if they are no JSON in UTF-8, or
 * too deep.
 *
 * @example const config = readJson(await readFile('postern.config.json'), problems)
 */
export const readJson = (bytes: Uint8Array, problems: string[]): unknown => {
  // Drops the invisible byte order mark with which some editors begin a file; JSON does not allow it.
  const text = decode(bytes)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Error(`is not JSON: ${(error as Error).message}`)
  }
  problems.push(...givenTwice(text))
  return json
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

/** A string, a sign, or a line's end; numbers and words are skipped. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n/g

/** An object or a list that is open while the text is read. */
type Open = {
  /** The lines of the names so far; undefined in a list. */
  readonly lines?: Map<string, number>
  /** The present name or index. */
  key: string | number
  awaitsName: boolean
}

/** Deeper than any file of ours; reading one that is much deeper would overflow the stack. */
const MAX_DEPTH = 100

/** Names that an object of this text, which is JSON, has twice: the last one would count. */
const givenTwice = (text: string): readonly string[] => {
  const problems: string[] = []
  const open: Open[] = []
  let line = 1
  for (const [token] of text.matchAll(TOKEN)) {
    const here = open.at(-1)
    if (token === '\n') line += 1
    else if (open.length >= MAX_DEPTH)
      throw new Error(`has lists or objects in more than ${MAX_DEPTH} others (line ${line})`)
    else if (token === '{') open.push({ lines: new Map(), key: '', awaitsName: true })
    else if (token === '[') open.push({ key: 0, awaitsName: false })
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',' && here) step(here)
    else if (here?.lines && here.awaitsName && token.startsWith('"')) {
      const name: string = JSON.parse(token)
      Object.assign(here, { key: name, awaitsName: false })
      const first = here.lines.get(name)
      if (first !== undefined)
        problems.push(
          `${formatPath(open.map(({ key }) => key))}: is given twice, in line ${first} and in line ${line}; keep one of them`,
        )
      here.lines.set(name, first ?? line)
    }
  }
  return problems
}

const step = (here: Open) => {
  if (here.lines) here.awaitsName = true
  else here.key = Number(here.key) + 1
}
