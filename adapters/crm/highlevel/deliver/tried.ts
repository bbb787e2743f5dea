/** What was begun and of which no answer came, so that it is looked up before it is repeated. */

import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Order } from '../../../../src/ports/side.ts'
import type { Desk } from '../desk.ts'

/**
 * Runs what can't be repeated without harm. `isTried`: an earlier attempt may have done it already; its
 * number does not tell, since attempts during an outage are not counted.
 */
export const tryOnce = async (
  { records }: Desk,
  { effect, organisation, contact }: Pick<Order<Tell>, 'effect' | 'organisation' | 'contact'>,
  run: (isTried: boolean) => Promise<void>,
): Promise<void> => {
  const record = { organisation, kind: 'tried', ours: effect.id, contact }
  const isTried = (await records.theirs(record)) !== undefined
  if (!isTried) await records.keep(record, 'begun')
  await run(isTried)
  await records.forget(record)
}
