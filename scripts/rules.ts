/** `npm run rules`: docs/rules.md, every rule of the gate with its sources and tests. */

import { readFileSync, writeFileSync } from 'node:fs'
import { REGION_FREQUENCY } from '../src/core/gate/law/frequency-data.ts'
import {
  COUNTRY_HOURS,
  DEFAULT_HOURS,
  type Hours,
  type HoursRule,
  REGION_HOURS,
} from '../src/core/gate/law/quiet-hours-data.ts'
import type { About, ReasonSpec } from '../src/core/gate/rule.ts'
import { RULES } from '../src/core/gate/rules/index.ts'
import { readArguments } from '../src/runtime/commands/arguments.ts'
import { localeFor } from '../templates/index.ts'
import { FAQ_TEST, faqSentences } from './faq.ts'

const FILE = 'docs/rules.md'
const USAGE = `npm run rules
  Writes ${FILE}. The script prints it instead without --write.`

const { values } = readArguments(USAGE, { write: { type: 'boolean' } })
const { refusals } = localeFor('en').refusals
const SENTENCES: ReadonlyMap<string, string> = new Map(Object.entries(refusals))

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
const table = (head: readonly string[], rows: readonly string[]) =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n')

/** What a rule checks: the first sentence of its file. */
const checksOf = ({ name }: About): string =>
  /^\/\*\* ([\s\S]+?) \*\//.exec(readFileSync(`src/core/gate/rules/${name}.ts`, 'utf8'))?.[1] ?? ''

const linked = (file: string) => `[${file.split('/').at(-1)}](../${file})`

/** A file of the core by its path there. */
const core = (file: string) => `[${file.replace(/^src\/core\/|\.ts$/g, '')}](../${file})`

const rulesTable = (): string =>
  table(
    ['rule', 'what it checks', 'source (date read)', 'reason', 'sentence', 'tested in'],
    RULES.flatMap(({ about, reasons }) =>
      Object.entries(reasons as Readonly<Record<string, ReasonSpec>>).map(
        ([reason, { sentences = [] }], i) =>
          row(
            i === 0 ? `[${about.name}](../src/core/gate/rules/${about.name}.ts)` : '',
            i === 0 ? checksOf(about) : '',
            i === 0 ? sourcesOf(about) : '',
            `\`${reason}\``,
            [reason, ...sentences].map(sentenceOf).join('<br>'),
            about.tested
              .filter((file) => isNamedIn(file, reason))
              .map(linked)
              .join('<br>'),
          ),
      ),
    ),
  )

const sourcesOf = ({ sources }: About): string =>
  sources.length === 0
    ? "the organisation's own rule"
    : sources.map(({ source, read }) => `${source} (${read})`).join('<br>')

const sentenceOf = (key: string): string => `\`${key}\`: ${SENTENCES.get(key) ?? ''}`

const isNamedIn = (file: string, reason: string) =>
  new RegExp(`\\b${reason}\\b`).test(readFileSync(file, 'utf8'))

const clock = (hour: number) => `${Math.floor(hour)}:${String((hour % 1) * 60).padStart(2, '0')}`
const hoursOf = (hours: Hours | undefined) => {
  if (hours === undefined) return ''
  return hours === null ? 'none' : hours.map(clock).join('–')
}
const hoursRow = ([place, rule]: readonly [string, HoursRule]) =>
  row(
    place,
    hoursOf(rule.weekdays),
    hoursOf(rule.saturday),
    hoursOf(rule.sunday),
    rule.holidays ?? '',
    rule.standing ?? '',
    `${rule.source} (${rule.read})`,
  )

const HOURS = [
  ...Object.entries(COUNTRY_HOURS),
  ...Object.entries(REGION_HOURS),
  ['everywhere else', DEFAULT_HOURS] as const,
]

const page = `# Rules

The gate's rules, in the order in which they apply: the first rule that objects decides. \`npm run rules\` writes this page from the rules
themselves, and a test compares the two. This is not legal advice: have the rules that matter to you checked, and adjust them in the
[policy](configuration.md#policy).

${rulesTable()}

An organisation can replace these sentences with \`policy.sentences\`, by the names in the table, which are the same in all languages.

## The FAQ

Each sentence is the title of a test in ${linked(FAQ_TEST)}.

${table(
  ['sentence', 'decided in'],
  faqSentences().map(({ sentence, files }) => row(sentence, files.map(core).join(', '))),
)}

## Hours

When marketing may arrive, in the contact's local time, if [\`quietHours\`](configuration.md#quiet-hours) are on. An empty Saturday or Sunday means
the hours of weekdays; "none" bars the day, and so does a holiday of the named calendar.

${table(['place', 'weekdays', 'Saturday', 'Sunday', 'holidays', 'legal status', 'source (date read)'], HOURS.map(hoursRow))}

## Frequency

How many marketing messages one contact may get, whatever the policy says.

${table(
  ['place', 'messages', 'within', 'source (date read)'],
  Object.entries(REGION_FREQUENCY).map(([place, { max, perMs, source, read }]) =>
    row(place, String(max), `${perMs / 3_600_000} hours`, `${source} (${read})`),
  ),
)}`

if (values.write) writeFileSync(FILE, `${page}\n`)
else console.log(page)
