/** The policy page: every field of a sender's policy with its origin, and the texts. */

import { fieldsOf } from '../../config/layers.ts'
import type { Sender } from '../../config/schema.ts'
import { type Address, channelOf, identityOf } from '../../core/model/address.ts'
import { type Contact, newContact } from '../../core/model/contact.ts'
import type { AutomaticKind } from '../../core/model/message/message.ts'
import type { Policy } from '../../core/model/policy/policy.ts'
import { spellPeriod } from '../../core/wording/period.ts'
import { wordingOf } from '../../core/wording/render.ts'
import { type Html, html, inWords, said } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import type { PageContext } from '../kit/page-context.ts'
import { senderChoice } from '../kit/sender-choice.ts'
import { replayForm } from './replay.ts'
import { chosenSender } from './sender.ts'

const TEXTS: readonly AutomaticKind[] = [
  'opt_in_request',
  'opt_in_confirmation',
  'opt_out_confirmation',
  'disclaimer',
  'help',
  'sender_inactive',
  'doubt_question',
]

const FROM = {
  organisation: 'organisation',
  line: 'line',
  sender: 'this sender',
  default: 'default',
} as const

/** The policy of the requested sender, or of the first one. */
export const policyPage = async (context: PageContext): Promise<View> => {
  const sender = chosenSender(context)
  const policy = await context.gateway.policies.policy(sender, sender.address, 'at_hand')
  return {
    title: 'Policy',
    body: html`<h1>Policy</h1>
<p class="lead">The policy in force at a sender. Change it in the configuration file: the sender's value comes first, then its line's, then the organisation's.</p>
${senderChoice(context, '/policy', 'sender', sender.address)}
${fields(sender)}
<h2>What contacts read</h2>
<div class="phone-texts ${channelOf(sender.address)}">${TEXTS.map((name) => text(name, wordingOf(policy, reader(policy), name, 'Ana')))}</div>
${replayForm(context, sender)}`,
  }
}

const fields = (sender: Sender): Html =>
  html`<div class="scroll tall" tabindex="0" role="region" aria-label="Fields of the policy"><table class="wide fields"><thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">From</th></tr></thead><tbody>${fieldsOf(
    sender,
  ).map(
    ({ path, value, from }) =>
      html`<tr${from !== 'default' && html` class="own"`}><th scope="row"><code>${path}</code></th><td>${show(value, path)}</td><td>${FROM[from]}</td></tr>`,
  )}</tbody></table></div>`

/** A value as people read it. */
const show = (value: unknown, path: string): Html | string => {
  if (typeof value === 'number' && path.endsWith('Ms')) return spellPeriod(value, 'en')
  if (typeof value === 'string') return html`${said(value)}`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) && value.length === 0) return 'none'
  if (value === undefined) return '–'
  return JSON.stringify(value)
}

/** A contact on every channel, so that each text says what it says about the others. */
const reader = ({ organisation, sender, channels }: Policy): Contact =>
  newContact(
    organisation.id,
    'nobody',
    channels.map((channel) => `${channel}:${identityOf(sender.address)}` as Address),
  )

const text = (name: AutomaticKind, words: string): Html =>
  html`<figure><figcaption class="quiet">${inWords(name)}</figcaption><p class="bubble">${said(words)}</p></figure>`
