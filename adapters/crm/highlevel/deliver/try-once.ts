/** Marks attempts whose answer was lost, so that the next one searches before it repeats. */

import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Order } from '../../../../src/ports/side.ts'
import type { Context } from '../context.ts'

/**
 * Runs a call that is unsafe to repeat. `isTried`: an earlier attempt may have done it already. The attempt
 * number can't tell, since attempts during an outage aren't counted.
 */
export const tryOnce = async (
  { records }: Context,
  { effect, organisation, contact }: Pick<Order<Tell>, 'effect' | 'organisation' | 'contact'>,
  run: (isTried: boolean) => Promise<void>,
): Promise<void> => {
  const record = { organisation, kind: 'tried', ours: effect.id, contact }
  const isTried = (await records.theirs(record)) !== undefined
  if (!isTried) await records.keep(record, 'begun')
  await run(isTried)
  await records.forget(record)
}
