/** Prints the doctor's findings: a line for each check of a real configuration. */

import { ConfigError } from '../../../config/schema.ts'
import { createHttp } from '../../../net/http.ts'
import { createNodeFetch } from '../../../net/http-node.ts'
import { createLog } from '../../../telemetry/log.ts'
import { databaseProblem, openStore } from '../../database/open-store.ts'
import { hashKeysOf } from '../../setup/settings.ts'
import { readSetup } from '../../setup/setup.ts'
import { openVaultLater } from '../../setup/vault.ts'
import { ownerOf, webhooksOf } from '../../setup/webhooks.ts'
import { createSides } from '../../sides.ts'
import { adviceOnConfig } from './advice.ts'
import { diagnose } from './diagnosis.ts'
import { revocationNotices } from './revocation.ts'

const print = (ok: boolean, check: string, advice?: string) => {
  if (!ok) process.exitCode = 1
  console.log(`${ok ? '✓' : '✗'} ${check}${advice === undefined ? '' : `\n    ${advice}`}`)
}

/** Sets the process's exit code to 1 if a check fails. */
export const runDoctor = async (): Promise<void> => {
  try {
    const setup = await readSetup(process.env)
    const { directory, file, sandbox, warnings } = setup
    print(true, file ? `${file} is valid, and every secret is set` : 'no configuration: sandbox')
    const missing = databaseProblem(setup.database)
    if (missing !== undefined) print(false, `DATABASE_URL: ${missing}`)
    const log = createLog({ level: 'silent', write: () => {} })
    const http = createHttp({ fetch: createNodeFetch(), log, clock: Date.now })
    // A single-use token is in the database, and so is its successor.
    const vault = openVaultLater(() => openStore(setup.database, hashKeysOf(setup)), setup)
    if (!sandbox)
      for await (const { ok, check, advice } of diagnose(
        directory,
        createSides(setup, { vault }),
        http,
      ))
        print(ok, check, advice)
    await vault.close()
    for (const webhook of webhooksOf(directory))
      console.log(`  ${ownerOf(webhook)}: ${webhook.url} is for ${webhook.purpose}`)
    for (const warning of [...warnings, ...revocationNotices(directory, Date.now())])
      console.log(`! ${warning}`)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const problem of error.problems)
      print(false, problem, adviceOnConfig(problem, process.env.POSTERN_CONFIG))
  }
}
