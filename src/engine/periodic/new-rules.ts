/** Judges held messages again after a start with changed rules, which may end a wait. */

import { createHash } from 'node:crypto'
import type { Organisation } from '../../config/schema.ts'
import { readSetting, rulesFingerprint, writeSetting } from '../../ports/settings.ts'
import type { Gateway } from '../contracts.ts'

/** Once per start; an organisation's unchanged rules cost one look at a setting. */
export const noticeNewRules = async ({
  directory,
  store,
  pump,
}: Pick<Gateway, 'directory' | 'store' | 'pump'>): Promise<void> => {
  for (const organisation of directory.organisations) {
    const { id } = organisation
    const known = await readSetting(store, rulesFingerprint(id))
    const fingerprint = fingerprintOf(organisation)
    if (known === fingerprint) continue
    await store.wakeHolding(id)
    await writeSetting(store, rulesFingerprint(id), fingerprint)
    pump.nudge()
  }
}

/** A hash of every setting that decides when a message may be sent, and in which words its agent reads that. */
const fingerprintOf = ({ senders, timeZone, locale }: Organisation): string => {
  const rules = senders.map(({ address, line, rules, enforcement }) => [
    address,
    line.id,
    line.locale,
    rules,
    enforcement,
  ])
  return createHash('sha256')
    .update(JSON.stringify([timeZone, locale, rules]))
    .digest('hex')
    .slice(0, 16)
}
