/** Secrets that the other side gives and changes, such as refresh tokens: sealed at rest. */

/** Every method throws `BusyError` rather than wait for long. */
export interface Vault {
  /** Undefined: nothing is kept under this name, or it was sealed with another secret. */
  read(name: string): Promise<string | undefined>
  /**
   * Replaces a secret that can be used once. Of all processes that want to follow up on the same `used`
   * one does the work; the others are given its result, or undefined while it is at it.
   */
  rotate(name: string, used: string, work: () => Promise<string>): Promise<string | undefined>
}
