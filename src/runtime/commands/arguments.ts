/** Reads a command's arguments. `--help` prints its usage; a wrong one prints the problem and the usage, and exits with 2. */

import { accessSync, constants, statSync } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: boolean }>
>
/** How many arguments may have no name. Default: none. */
type Unnamed = { readonly positionals?: number }

/** A command was called wrongly. The message is the problem, followed by the usage. */
export class UsageError extends Error {
  constructor(problem: string, usage: string) {
    super(`${problem}\n\n${usage}`)
  }
}

/** Parses arguments. Throws `UsageError`. */
export const parseArguments = <const O extends Options>(
  args: readonly string[],
  usage: string,
  options: O,
  { positionals = 0 }: Unnamed = {},
): Parsed<O> => {
  const config = { args: [...args], options, allowPositionals: true }
  let parsed: Parsed<O>
  try {
    parsed = parseArgs(config)
  } catch (error) {
    // Node's message goes on about arguments that begin with a dash; the first sentence is enough.
    throw new UsageError((error as Error).message.split('. ')[0] ?? '', usage)
  }
  const twice = optionTwice(config)
  if (twice !== undefined) throw new UsageError(`--${twice} is given twice`, usage)
  const extra = parsed.positionals[positionals]
  if (extra !== undefined)
    throw new UsageError(`Unexpected argument ${JSON.stringify(extra)}`, usage)
  return parsed
}

/** An option that is given twice; Node would silently take the last. */
export const optionTwice = (config: ParseArgsConfig): string | undefined => {
  const { options = {} } = config
  const { tokens } = parseArgs({ ...config, tokens: true })
  const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
  const single = names.filter((name) => options[name] && !options[name].multiple)
  return single.find((name, i) => single.indexOf(name) !== i)
}

/** The usage of this process's command, for problems found later. */
let usageHere = ''

/**
 * Reads `process.argv`; help and a wrong argument end the process.
 *
 * @example const { values } = readArguments('npm run migrate -- --from <database>', { from: { type: 'string' } })
 */
export const readArguments = <const O extends Options>(
  usage: string,
  options: O,
  unnamed: Unnamed = {},
): Parsed<O> => {
  usageHere = usage
  if (isHelp(process.argv.slice(2))) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArguments(process.argv.slice(2), usage, options, unnamed)
  } catch (error) {
    if (error instanceof UsageError) exitWith(error)
    throw error
  }
}

export const isHelp = (args: readonly string[]): boolean =>
  args.some((one) => one === '--help' || one === '-h')

/** Ends the process: an argument, or what a command needs beside it, is wrong. */
export const wrongArgument = (problem: string): never =>
  exitWith(new UsageError(problem, usageHere))

/** Ends the process with the error's message. */
export const exitWith = (error: UsageError): never => {
  console.error(error.message)
  process.exit(2)
}

/** The error for an option that has no effect; undefined if all are used. */
export const idleOption = (
  given: object,
  used: readonly string[],
  beside: string,
): string | undefined => {
  const idle = Object.keys(given).find((name) => !used.includes(name))
  return idle === undefined ? undefined : `--${idle} has no effect ${beside}`
}

/** Why the path is not a readable file, or folder; undefined if it is one. */
export const pathProblem = (path: string, wanted: 'file' | 'folder'): string | undefined => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found || path === '') return `there is no ${wanted} ${JSON.stringify(path)}`
  if (found.isDirectory() !== (wanted === 'folder'))
    return `${path} is a ${found.isDirectory() ? 'folder' : 'file'}, not a ${wanted}`
  try {
    accessSync(path, constants.R_OK)
    return undefined
  } catch {
    return `the ${wanted} ${path} can't be read`
  }
}

/** Ends the process if the path is not a readable file, or folder. */
export const checkPath = (path: string, wanted: 'file' | 'folder', name = ''): void => {
  const problem = pathProblem(path, wanted)
  if (problem !== undefined) wrongArgument(`${name && `${name}: `}${problem}`)
}

/** Reads an option's value as a whole number. */
export const wholeNumber = (name: string, given: string, min = 1): number => {
  const number = Number(given)
  if (given.trim() !== '' && Number.isSafeInteger(number) && number >= min) return number
  return wrongArgument(
    `--${name} must be a whole number of at least ${min}, not ${JSON.stringify(given)}`,
  )
}

/** Checks that the value is one of these. */
export const oneOf = <T extends string>(name: string, given: string, known: readonly T[]): T => {
  const found = known.find((one) => one === given)
  return (
    found ??
    wrongArgument(`${name} must be one of these, not ${JSON.stringify(given)}: ${known.join(', ')}`)
  )
}
