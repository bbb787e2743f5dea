/** Retention periods of the stores. */

const DAY_MS = 86_400_000

/** For so long is an answer given again under its idempotency key. */
export const KEPT_MS = 7 * DAY_MS

/** For so long after an erasure are its inputs recognised when a provider delivers them again. */
export const FORGOTTEN_MS = 30 * DAY_MS
