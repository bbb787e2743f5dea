/** When a sender's quiet hours begin and end, and what else holds its messages up. */

import type { Sender } from '../../config/schema.ts'
import { quietUntil, zoneOf } from '../../core/gate/law/hours.ts'
import { newContact } from '../../core/model/contact.ts'
import type { Instant } from '../../core/model/instant.ts'
import type { Policy } from '../../core/model/policy/policy.ts'
import { isoTime } from '../../wire/events.ts'
import { chip, type Html, html, when } from '../kit/markup.ts'
import type { PageContext } from '../kit/page-context.ts'

const STEP_MS = 15 * 60_000
/** A weekend with a holiday before and after it. */
const MAX_AHEAD_MS = 5 * 24 * 3_600_000

/** For a contact where the sender's own number is; each contact's own place and time count in the end. */
export const quietHoursOf = async (
  { gateway, organisation, caller }: PageContext,
  sender: Sender,
): Promise<Html> => {
  const policy = await gateway.policies.policy(sender, sender.address, 'at_hand')
  const { enabled, applyTo } = policy.rules.quietHours
  if (!enabled) return html`none`
  const probe = newContact(organisation.id, 'nobody', [sender.address])
  const until = quietUntil(probe, caller.at, policy)
  const what =
    applyTo === 'all' ? 'everything an agent starts' : 'marketing and requests for consent'
  const zone = zoneOf(probe, policy, [caller.at])
  return html`${
    until === undefined
      ? html`${next(beginOf(probe, caller.at, policy))}`
      : html`${chip('busy', 'now')} until ${when(isoTime(until))}`
  }<br><span class="quiet">for ${what}${zone ? `, here by the time of ${zone.replaceAll('_', ' ')}` : ''}; for each contact by their own place</span>`
}

const next = (at: Instant | undefined): Html =>
  at === undefined ? html`not in the next few days` : html`from ${when(isoTime(at))}`

/** The next quarter of an hour that is quiet. */
const beginOf = (
  probe: ReturnType<typeof newContact>,
  now: Instant,
  policy: Policy,
): Instant | undefined => {
  const first = now - (now % STEP_MS) + STEP_MS
  for (let at = first; at < now + MAX_AHEAD_MS; at += STEP_MS)
    if (quietUntil(probe, at, policy) !== undefined) return at
  return undefined
}
