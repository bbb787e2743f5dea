/** From an objection to a refusal: its sentence, and what would help. */

import { channelOf, onChannel, phoneOf } from '../model/address.ts'
import { consentOf, isNo } from '../model/consent.ts'
import type { Contact, Instant } from '../model/contact.ts'
import type { Policy } from '../model/policy.ts'
import type { Objection, Refusal, Remedy } from '../model/verdict.ts'
import { requestMeans } from '../wording/opt-in.ts'
import { sentenceFor } from '../wording/sentence.ts'
import { countryRule } from './rules/country.ts'
import type { Approach } from './rules/index.ts'
import { quietUntil } from './rules/quiet-hours.ts'
import { takenRule } from './rules/taken.ts'
import { usableTemplates } from './rules/template.ts'

/** Marketing that the provider throttled is not tried again before this. */
const THROTTLE_MS = 24 * 3_600_000

/** Adds the sentence and the remedies to an objection. */
export const refuse = (
  objection: Objection,
  contact: Contact,
  approach: Approach,
  policy: Policy,
  remedies: readonly Remedy[] = remediesFor(objection, contact, approach, policy),
): Refusal => ({
  ...objection,
  sentence: sentenceFor(objection, approach.at, policy, remedies),
  remedies,
})

const remediesFor = (
  objection: Objection,
  contact: Contact,
  approach: Approach,
  policy: Policy,
): readonly Remedy[] => {
  switch (objection.reason) {
    case 'sender_inactive':
      return [{ do: 'contact_administrator' }, ...otherChannels(contact, approach, policy)]
    case 'contact_unreachable':
      return [...otherChannels(contact, approach, policy), { do: 'wait_for_contact' }]
    case 'contact_taken':
      return [{ do: 'ask_owner', owner: objection.owner }, { do: 'contact_administrator' }]
    case 'consent_pending':
      return [
        { do: 'wait_for_contact' },
        ...nextRequest(objection.retryAt, contact, approach, policy),
      ]
    case 'country_not_allowed':
      return [{ do: 'wait_for_contact' }, { do: 'contact_administrator' }]
    case 'consent_missing':
      return [{ do: 'record_consent' }]
    case 'consent_refused':
    case 'consent_revoked':
    case 'held_full':
      return [{ do: 'wait_for_contact' }]
    case 'session_closed':
      return [
        ...templateChoice(contact, approach, policy),
        { do: 'wait_for_contact' },
        ...otherChannels(contact, approach, policy),
      ]
    case 'template_unavailable':
      return [...templateChoice(contact, approach, policy), { do: 'contact_administrator' }]
    case 'marketing_not_allowed':
      return objection.because === 'throttled'
        ? [{ do: 'wait_until', at: approach.at + THROTTLE_MS }]
        : templateChoice(contact, approach, policy)
    case 'quiet_hours':
    case 'scheduled':
      return [{ do: 'wait_until', at: objection.until }]
    case 'provider_rejected':
      return [{ do: 'contact_administrator' }]
    case 'consent_granted':
    case 'template_invalid':
    case 'content_invalid':
    case 'not_held':
    case 'not_finished':
      return []
  }
}

/** Asking again, from when that is allowed; or whom to turn to where there will be no way to ask. */
const nextRequest = (
  retryAt: Instant,
  contact: Contact,
  approach: Approach,
  policy: Policy,
): readonly Remedy[] => {
  const at = Math.max(retryAt, approach.at)
  const from = quietUntil(contact, at, policy) ?? at
  const means = requestMeans(contact, { ...approach, at: from }, policy)
  return 'reason' in means ? [{ do: 'contact_administrator' }] : [{ do: 'request_opt_in', from }]
}

const templateChoice = (
  contact: Contact,
  approach: Approach,
  policy: Policy,
): readonly Remedy[] => {
  const templates = usableTemplates(contact, approach, policy)
  return templates.length === 0
    ? []
    : [
        {
          do: 'choose_template',
          templates: templates.map(({ name, language }) => ({ name, language })),
        },
      ]
}

/** The line's senders on other channels that know the same number, were not told no, and may be used. */
const otherChannels = (contact: Contact, approach: Approach, policy: Policy): readonly Remedy[] => {
  const known = [approach.to, ...contact.addresses].find((address) => phoneOf(address))
  if (takenRule(contact, approach, policy)) return []
  return policy.alternatives
    .filter(({ channel, sender }) => {
      if (channel === channelOf(approach.sender)) return false
      if (!known || !onChannel(known, channel)) return false
      const other = { ...policy, sender: { ...policy.sender, address: sender } }
      if (isNo(consentOf(contact, other)) || countryRule(contact, approach, other)) return false
      return contact.unreachable[channel] === undefined
    })
    .map(({ channel, sender }) => ({ do: 'use_channel', channel, sender }))
}
