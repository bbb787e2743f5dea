/** Keeps the sandbox off a database that belongs to real connections. */

import type { Store } from '../ports/store.ts'

/** The setting that a gateway with real connections leaves in its database. */
export const SECRET_FINGERPRINT = 'secret fingerprint'

/** With the outbox of real connections a sandbox could only fill the dead letters. Throws when there is one. */
export const refuseLive = async (store: Pick<Store, 'setting'>): Promise<void> => {
  if ((await store.setting(SECRET_FINGERPRINT)) === undefined) return
  throw new Error(
    'this is a sandbox, and the database belongs to a gateway with real connections: name its ' +
      'configuration in POSTERN_CONFIG, or another database in DATABASE_URL',
  )
}
