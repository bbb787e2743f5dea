/** One check of the doctor. */

import type { Finding } from '../../../src/ports/side.ts'

/** Runs a check, which returns undefined when all is well, else what to do. Never throws. */
export const attempt = async (
  check: string,
  look: () => Promise<string | undefined>,
  adviceOf: (error: Error) => string,
): Promise<Finding> => {
  try {
    const advice = await look()
    return advice === undefined ? { ok: true, check } : { ok: false, check, advice }
  } catch (error) {
    return { ok: false, check, advice: error instanceof Error ? adviceOf(error) : 'It failed.' }
  }
}
