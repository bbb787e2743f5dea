/** Reads a provider's table of error codes. */

import { FAULTS, type Fault } from '../../../src/core/model/message/fault.ts'

/** The fault of each code, from the codes of each fault. */
export const faultsByCode = (
  codes: Readonly<Partial<Record<Fault, readonly number[]>>>,
): ReadonlyMap<string, Fault> =>
  new Map(FAULTS.flatMap((fault) => (codes[fault] ?? []).map((code) => [String(code), fault])))
