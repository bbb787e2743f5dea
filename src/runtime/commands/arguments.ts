/** Reads a command's arguments. `--help` prints its usage, a wrong argument the problem; both end the process. */

import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: boolean }>
>

/**
 * Reads `process.argv`; `positionals` says how many arguments may have no name. Default: none.
 *
 * @example const { values } = readArguments('npm run migrate -- --from <database>', { from: { type: 'string' } })
 */
export const readArguments = <const O extends Options>(
  usage: string,
  options: O,
  { positionals = 0 }: { readonly positionals?: number } = {},
): Parsed<O> => {
  if (process.argv.slice(2).some((one) => one === '--help' || one === '-h')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    const parsed = parseArgs({ options, allowPositionals: true })
    const extra = parsed.positionals[positionals]
    if (extra === undefined) return parsed
    return stop(`Unexpected argument ${JSON.stringify(extra)}`, usage)
  } catch (error) {
    // Node's message goes on about arguments that begin with a dash; the first sentence is enough.
    return stop((error as Error).message.split('. ')[0] ?? '', usage)
  }
}

/** Reads an option's value as a whole number. */
export const wholeNumber = (name: string, given: string, min = 1): number => {
  const number = Number(given)
  if (given.trim() !== '' && Number.isSafeInteger(number) && number >= min) return number
  return stop(`--${name} must be a whole number from ${min} on, not ${JSON.stringify(given)}`)
}

/** Checks that the value is one of these. */
export const oneOf = <T extends string>(name: string, given: string, known: readonly T[]): T => {
  const found = known.find((one) => one === given)
  return (
    found ?? stop(`${name} must be one of these, not ${JSON.stringify(given)}: ${known.join(', ')}`)
  )
}

const stop = (problem: string, usage?: string): never => {
  console.error(usage === undefined ? problem : `${problem}\n\n${usage}`)
  process.exit(1)
}
