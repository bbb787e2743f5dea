/** The page of senders, where one is activated and deactivated. */

import type * as z from 'zod'
import { CHANNELS, type OptOutHandling } from '../../core/model/channel.ts'
import { changeSender, listSenders } from '../../http/v1/senders.ts'
import { senderListSchema, senderSchema } from '../../http/v1/shared/sender-schemas.ts'
import { checkConfirmed, filled } from '../kit/form.ts'
import { chip, facts, field, type Html, html, onRequest, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { ask, type Visit } from '../kit/visit.ts'

type Sender = z.output<typeof senderSchema>

/** All of the organisation's. */
export const sendersPage = async (visit: Visit): Promise<View> => {
  const { senders } = await ask(visit, listSenders, senderListSchema)
  return {
    title: 'Senders',
    body: html`<h1>Senders</h1>
<p class="lead">A deactivated sender sends nothing. Contacts who write to it get a notice once a day that the number is not in use; the CRM still gets their messages.</p>
<ul class="cards" id="senders" data-live>${senders.map((sender) => card(visit, sender))}</ul>`,
  }
}

/** Activates or deactivates one; leads back to the list. */
export const setSender = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  const active = form.get('active') === 'true'
  const address = visit.param('address')
  if (!active) checkConfirmed(form, address)
  await ask(visit, changeSender, senderSchema, {
    params: { address },
    body: { active, agent: visit.name, ...filled(form, 'reason') },
  })
  return visit.link('/senders', { done: active ? 'activated' : 'deactivated' })
}

const ANSWERED_BY: Readonly<Record<OptOutHandling, string>> = {
  provider: 'the provider',
  toll_free: 'the carrier (toll-free)',
  gateway: 'the gateway',
}

const card = (visit: Visit, sender: Sender): Html => {
  const { link, canChange, organisation } = visit
  const { address, channel, line, state, until, changed, unregistered, optOutHandling } = sender
  const name = organisation.lines.find(({ id }) => id === line)?.name ?? line
  return html`<li class="card"><h2>${address}</h2><p>${chip(TONES[state], state)}${until === undefined ? '' : html` until ${when(until)}`}</p>
${facts([
  ['Line', name],
  ['Channel', CHANNELS[channel].label],
  ['STOP is answered by', ANSWERED_BY[optOutHandling]],
  ...(changed ? [['Changed', changeOf(changed)] as const] : []),
  ...(unregistered
    ? [['Not registered for', html`${unregistered.country} (${unregistered.code})`] as const]
    : []),
])}
<p><a href="${link('/templates', { from: address })}">Templates<span class="unseen"> of ${address}</span></a></p>
${canChange && form(visit, sender)}</li>`
}

const form = ({ link }: Visit, { address, state }: Sender): Html => {
  const isOn = state === 'active' || state === 'paused'
  const form = html`<form class="stacked" method="post" action="${link(`/senders/${encodeURIComponent(address)}`)}"><input type="hidden" name="active" value="${String(!isOn)}">
${field('reason', 'Reason', '')}
${isOn && field('confirm', 'Type the number to deactivate it', '', address.slice(address.indexOf(':') + 1), true)}
<button type="submit">${isOn ? 'Deactivate' : 'Activate'}<span class="unseen"> ${address}</span></button></form>`
  return onRequest(isOn ? 'Deactivate' : 'Activate', form, `the sender ${address}`)
}

const TONES = { active: 'good', paused: 'busy', inactive: 'bad', restricted: 'bad' } as const

const changeOf = ({ at, by, agent, reason }: NonNullable<Sender['changed']>): Html =>
  html`${when(at)} by ${agent ?? BY[by]}${reason === undefined ? '' : html`: ${reason}`}`

const BY = { crm: 'the CRM', console: 'this console', provider: 'the provider' } as const
