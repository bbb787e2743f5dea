/** Secrets issued and changed by the other side, such as refresh tokens: encrypted at rest. */

/** Every method throws `BusyError` rather than wait for long. */
export interface Vault {
  /** Undefined: there is nothing under this name, or it was sealed with another secret. */
  read(name: string): Promise<string | undefined>
  /**
   * Replaces a single-use secret. Of all processes that want to replace the same `used`
   * one does the work; the others get its result, or undefined while it is in progress.
   */
  rotate(name: string, used: string, work: () => Promise<string>): Promise<string | undefined>
}
