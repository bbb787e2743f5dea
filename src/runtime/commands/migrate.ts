/** `npm run migrate -- --from file:./postern.db --to postgres://…`: everything, checked, and repeatable. */

import type { Engine } from '../../../adapters/store/sql/engine.ts'
import { checkChains, move } from '../../../adapters/store/sql/move.ts'
import { claimFile } from '../database/claim-file.ts'
import {
  DATABASE_FORMS,
  databaseProblem,
  isPostgres,
  openEngine,
  readDatabaseUrl,
  showDatabase,
} from '../database/open-store.ts'
import { checkPath, readArguments, wrongArgument } from './arguments.ts'

const USAGE = `npm run migrate -- --from <database> --to <database>
  A database is ${DATABASE_FORMS.replace('expected ', '')}. Stop every gateway on both first.`

const run = async () => {
  const { values } = readArguments(USAGE, { from: { type: 'string' }, to: { type: 'string' } })
  const databaseOf = (name: 'from' | 'to'): string => {
    const database = readDatabaseUrl(values[name] ?? '')
    if (database !== undefined) return database
    return wrongArgument(
      `--${name}${values[name] === undefined ? ' is missing' : ''}: ${DATABASE_FORMS}`,
    )
  }
  const [from, to] = [databaseOf('from'), databaseOf('to')]
  if (from === to) return wrongArgument('the two databases are the same')
  // Opening a file that is not there would make an empty one.
  if (!isPostgres(from)) checkPath(from, 'file', '--from')
  const problem = databaseProblem(to)
  if (problem !== undefined) return wrongArgument(`--to: ${problem}`)
  console.log(`from  ${showDatabase(from)}\nto    ${showDatabase(to)}\n`)
  const engines: Engine[] = []
  const locks: { close(): void }[] = []
  try {
    for (const database of [from, to]) {
      if (!isPostgres(database)) locks.push(claimFile(database))
      engines.push(await openEngine(database))
    }
    const [source, target] = engines as [Engine, Engine]
    console.log(row('table', 'rows', 'added'))
    await move(source, target, ({ table, rows, added }) => console.log(row(table, rows, added)))
    const contacts = await checkChains(target)
    console.log(`\nThe counts match, and every contact's journal is intact. Contacts: ${contacts}`)
  } finally {
    for (const engine of engines) await engine.close()
    for (const lock of locks) lock.close()
  }
}

const row = (table: string, rows: string | number, added: string | number) =>
  `${table.padEnd(14)}${String(rows).padStart(12)}${String(added).padStart(12)}`

await run().catch((error: Error) => {
  console.error(`Stopped: ${error.message}`)
  process.exitCode = 1
})
