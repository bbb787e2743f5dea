/** Which organisations have inputs of erased contacts to recognise, should a provider repeat them. */

import type { Engine } from '../engine.ts'

/** Without any, no input has to be hashed. */
export type Forgetful = {
  /** Read once, then known at once. Another process may have erased a contact since, which `recheck` finds. */
  readonly ask: (organisation: string) => boolean | Promise<boolean>
  readonly recheck: (organisation: string) => Promise<boolean>
  /** A contact was erased here. */
  readonly add: (organisation: string) => void
}

/** For one store. */
export const createForgetful = (engine: Engine): Forgetful => {
  const known = new Map<string, boolean | Promise<boolean>>()
  const read = async (organisation: string): Promise<boolean> => {
    const sql = 'SELECT 1 AS found FROM forgotten WHERE organisation = ? LIMIT 1'
    return (await engine.query(sql, [organisation])).length > 0
  }
  const recheck = (organisation: string): Promise<boolean> => {
    const answer = read(organisation)
    known.set(organisation, answer)
    answer.then(
      (found) => known.set(organisation, found),
      // A database that could not answer is asked again.
      () => known.delete(organisation),
    )
    return answer
  }
  return {
    ask: (organisation) => known.get(organisation) ?? recheck(organisation),
    recheck,
    add: (organisation) => void known.set(organisation, true),
  }
}
