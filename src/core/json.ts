/** Reads JSON, and finds what `JSON.parse` lets pass: names that are given twice, and lists in lists in lists. */

/** A mistake in a text that is JSON. */
export type JsonFault = {
  /** The field; empty if it is the whole text. */
  readonly path: readonly (string | number)[]
  readonly problem: (typeof JSON_FAULTS)[keyof typeof JSON_FAULTS]
  /** The lines of both, or the one in which the text goes too deep. */
  readonly lines: readonly number[]
}

/** Deeper than any text of ours; reading one that is much deeper would overflow the stack. */
const MAX_DEPTH = 100

/** The mistakes as an error says them of a field. */
export const JSON_FAULTS = {
  twice: 'is given twice',
  deep: `nests lists or objects more than ${MAX_DEPTH} levels deep`,
} as const

/** A string, a sign, or a line's end; numbers and words are skipped. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|\n/g

/** An object or a list that is open while the text is read. */
type Open = {
  /** The lines of the names so far; undefined in a list. */
  readonly lines?: Map<string, number>
  /** The present name or index. */
  key: string | number
  awaitsName: boolean
}

/**
 * The mistakes in a text that is JSON, in their order.
 *
 * @example findJsonFaults('{"text": "a", "text": "b"}') // [{ path: ['text'], problem: 'is given twice', lines: [1, 1] }]
 */
export const findJsonFaults = (text: string): readonly JsonFault[] => {
  const faults: JsonFault[] = []
  const open: Open[] = []
  let line = 1
  for (const [token] of text.matchAll(TOKEN)) {
    const here = open.at(-1)
    if (token === '\n') line += 1
    else if (open.length >= MAX_DEPTH)
      return [...faults, { path: [], problem: JSON_FAULTS.deep, lines: [line] }]
    else if (token === '{') open.push({ lines: new Map(), key: '', awaitsName: true })
    else if (token === '[') open.push({ key: 0, awaitsName: false })
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',' && here) step(here)
    else if (here?.lines && here.awaitsName && token.startsWith('"')) {
      const name: string = JSON.parse(token)
      here.key = name
      here.awaitsName = false
      const first = here.lines.get(name)
      if (first === undefined) here.lines.set(name, line)
      else {
        const path = open.map(({ key }) => key)
        faults.push({ path, problem: JSON_FAULTS.twice, lines: [first, line] })
      }
    }
  }
  return faults
}

type ReadJson =
  | { readonly status: 'read'; readonly json: unknown }
  | { readonly status: 'not_json' }
  | { readonly status: 'faulty'; readonly field: string; readonly problem: string }

/** The JSON in a text, or what is wrong with it: `field` is its path, empty if it is the whole text. */
export const readJsonText = (text: string): ReadJson => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { status: 'not_json' }
  }
  const [fault] = findJsonFaults(text)
  return fault
    ? { status: 'faulty', field: fault.path.join('.'), problem: fault.problem }
    : { status: 'read', json }
}

/**
 * The JSON in a request's body, or what is wrong with it: `field` is its path, or `body`.
 *
 * @example const read = readJsonBody(bytes); if (read.status === 'faulty') console.log(read.field, read.problem)
 */
export const readJsonBody = (body: Uint8Array): ReadJson => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return { status: 'not_json' }
  }
  const read = readJsonText(text)
  return read.status === 'faulty' ? { ...read, field: read.field || 'body' } : read
}

const step = (here: Open) => {
  if (here.lines) here.awaitsName = true
  else here.key = Number(here.key) + 1
}
