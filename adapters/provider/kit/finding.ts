/** One of the doctor's checks. */

import type { Finding } from '../../../src/ports/side.ts'

/** Runs a check, which returns undefined when it passes, else advice. Never throws. */
export const attempt = async (
  check: string,
  run: () => Promise<string | undefined>,
  adviceOf: (error: Error) => string = ({ message }) => message,
): Promise<Finding> => {
  try {
    const advice = await run()
    return advice === undefined ? { ok: true, check } : { ok: false, check, advice }
  } catch (error) {
    return { ok: false, check, advice: error instanceof Error ? adviceOf(error) : 'It failed.' }
  }
}
