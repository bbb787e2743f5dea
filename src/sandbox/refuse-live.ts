/** Keeps the sandbox off a database that belongs to real connections. */

import { readSetting, type SettingStore, secretFingerprints } from '../ports/settings.ts'

/** Throws if the database has real connections: a sandbox would turn their outbox into dead letters. */
export const refuseLive = async (store: Pick<SettingStore, 'setting'>): Promise<void> => {
  if ((await readSetting(store, secretFingerprints)) === undefined) return
  throw new Error(
    'this is a sandbox, but the database belongs to a gateway with real connections: name its ' +
      'configuration in POSTERN_CONFIG, or another database in DATABASE_URL',
  )
}
