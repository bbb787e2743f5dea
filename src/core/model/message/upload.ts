/** Bounds of a file that an agent uploads. */

/** What WhatsApp and MMS carry at most, documents aside. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024

/** It is there for the provider at once, and for the thread so long. */
export const FILES_KEPT_MS = 30 * 86_400_000
