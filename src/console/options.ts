/** Whether a gateway has a console, and who may use it. */

import type { Admin } from '../config/admins.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

export type ConsoleOptions = {
  /** The simulated world, or those who may sign in to the console of a real one. */
  readonly access: { readonly sandbox: Sandbox } | { readonly admins: readonly Admin[] }
}

/** The console that a configuration asks for: none for a real gateway that names no administrator. */
export const consoleOf = (
  { admins }: { readonly admins: readonly Admin[] },
  sandbox?: Sandbox,
): { readonly console?: ConsoleOptions } => {
  if (sandbox) return { console: { access: { sandbox } } }
  return admins.length === 0 ? {} : { console: { access: { admins } } }
}
