/** The page of senders, where one is activated and deactivated. */

import type * as z from 'zod'
import { CHANNELS, type OptOutHandling } from '../../core/model/channel.ts'
import { changeSender, listSenders } from '../../http/v1/senders.ts'
import { senderListSchema, senderSchema } from '../../http/v1/shared/resources.ts'
import { button, chip, facts, type Html, html } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { ask, type Visit } from '../kit/visit.ts'

type Sender = z.output<typeof senderSchema>

/** All of the organisation's. */
export const sendersPage = async (visit: Visit): Promise<View> => {
  const { senders } = await ask(visit, listSenders, senderListSchema)
  return {
    title: 'Senders',
    body: html`<h1>Senders</h1>
<p class="lead">A deactivated sender sends nothing. Contacts who write to it are told once a day that the number is not in use; the CRM still gets their messages.</p>
<ul class="cards" id="senders" data-live>${senders.map((sender) => card(visit, sender))}</ul>`,
  }
}

/** Activates or deactivates one; leads back to the list. */
export const setSender = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  const active = form.get('active') === 'true'
  await ask(visit, changeSender, senderSchema, {
    params: { address: visit.param('address') },
    body: { active },
  })
  return visit.link('/senders', { done: active ? 'activated' : 'deactivated' })
}

const ANSWERED_BY: Readonly<Record<OptOutHandling, string>> = {
  provider: 'the provider',
  toll_free: 'the carrier (toll-free)',
  gateway: 'the gateway',
}

const card = ({ link, organisation }: Visit, sender: Sender): Html => {
  const { address, channel, line, state, optOutHandling } = sender
  const isActive = state === 'active'
  const name = organisation.lines.find(({ id }) => id === line)?.name ?? line
  return html`<li class="card"><h2>${address}</h2><p>${chip(isActive ? 'good' : 'bad', state)}</p>
${facts([
  ['Line', name],
  ['Channel', CHANNELS[channel].label],
  ['STOP is answered by', ANSWERED_BY[optOutHandling]],
])}
<p><a href="${link('/templates', { from: address })}">Templates<span class="unseen"> of ${address}</span></a></p>
${button(
  link(`/senders/${encodeURIComponent(address)}`),
  isActive ? 'Deactivate' : 'Activate',
  { active: String(!isActive) },
  address,
)}</li>`
}
