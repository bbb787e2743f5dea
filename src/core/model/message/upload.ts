/** Bounds of a file that an agent uploads. */

/** The largest file on WhatsApp and MMS, except documents. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024

/** How long a file is kept for the thread; the provider fetches it at once. */
export const FILES_KEPT_MS = 30 * 86_400_000
