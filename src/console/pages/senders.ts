/** The page of senders, where one is activated and deactivated. */

import type * as z from 'zod'
import type { OptOutHandling } from '../../core/model/channel.ts'
import { changeSender, listSenders } from '../../http/v1/senders.ts'
import { senderListSchema, senderSchema } from '../../http/v1/shared/sender-schemas.ts'
import { checkConfirmed, filled } from '../kit/form.ts'
import {
  chip,
  facts,
  field,
  type Html,
  html,
  number,
  numberText,
  onRequest,
  said,
  when,
} from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { callApi, type PageContext } from '../kit/page-context.ts'
import { quietHoursOf } from './sender-schedule.ts'

type Sender = z.output<typeof senderSchema>

/** All of the organisation's. */
export const sendersPage = async (context: PageContext): Promise<View> => {
  const { senders } = await callApi(context, listSenders, senderListSchema)
  return {
    title: 'Senders',
    body: html`<h1>Senders</h1>
<p class="lead">A deactivated sender sends nothing. Contacts who write to it get a notice once a day that the number is not in use; the CRM still gets their messages.</p>
<ul class="cards" id="senders" data-live>${await Promise.all(senders.map((sender) => card(context, sender)))}</ul>`,
  }
}

/** Activates or deactivates one; leads back to the list. */
export const setSender = async (context: PageContext, form: URLSearchParams): Promise<string> => {
  const active = form.get('active') === 'true'
  const address = context.param('address')
  if (!active) checkConfirmed(form, address)
  await callApi(context, changeSender, senderSchema, {
    params: { address },
    body: { active, agent: context.name, ...filled(form, 'reason') },
  })
  return context.link('/senders', { done: active ? 'activated' : 'deactivated' })
}

const ANSWERED_BY: Readonly<Record<OptOutHandling, string>> = {
  provider: 'the provider',
  toll_free: 'the carrier (toll-free)',
  gateway: 'the gateway',
}

const card = async (context: PageContext, sender: Sender): Promise<Html> => {
  const { link, canChange, organisation } = context
  const { address, line, state, changed, unregistered, optOutHandling } = sender
  const name = organisation.lines.find(({ id }) => id === line)?.name ?? line
  const configured = organisation.senders.find((one) => one.address === address)
  return html`<li class="card sender"><h2>${number(address)} ${chip(TONES[state], state)}${sender.enforce === 'observe' && html` ${chip('plain', 'observes')}`}</h2>
${state !== 'active' && html`<p class="why">${stateOf(sender)}</p>`}
${facts([
  ['Line', name],
  ...(configured ? [['Quiet hours', await quietHoursOf(context, configured)] as const] : []),
  ['STOP is answered by', ANSWERED_BY[optOutHandling]],
  ...(changed ? [['Changed', changeOf(changed, state !== 'active')] as const] : []),
  ...(unregistered
    ? [['Not registered for', html`${unregistered.country} (${unregistered.code})`] as const]
    : []),
])}
<p class="links"><a href="${link('/templates', { from: address })}">Templates<span class="unseen"> of ${number(address)}</span></a> <a href="${link('/policy', { sender: address })}">Policy<span class="unseen"> of ${number(address)}</span></a></p>
${canChange && form(context, sender)}</li>`
}

const form = ({ link }: PageContext, { address, state }: Sender): Html => {
  const isOn = state === 'active' || state === 'paused'
  const form = html`<form class="stacked" method="post" action="${link(`/senders/${encodeURIComponent(address)}`)}"><input type="hidden" name="active" value="${String(!isOn)}">
${field('reason', 'Reason', '', isOn ? 'The branch has moved' : 'The branch is open again')}
${isOn && field('confirm', 'Type the number to deactivate it', '', address.slice(address.indexOf(':') + 1), true)}
<button type="submit">${isOn ? 'Deactivate' : 'Activate'}<span class="unseen"> ${number(address)}</span></button></form>`
  return onRequest(isOn ? 'Deactivate' : 'Activate', form, `the sender ${numberText(address)}`)
}

/** Why it does not send, and how that ends. */
const stateOf = ({ state, until, code, changed }: Sender): Html => {
  const why = changed?.reason === undefined ? '' : html` Reason: ${said(changed.reason)}.`
  if (state === 'paused')
    return html`The provider has paused it${code && html` (code ${code})`}. It resumes automatically${until && html` at ${when(until)}`}, or when it is activated here.`
  if (state === 'restricted') return html`The provider has stopped it.${why}`
  return html`It sends nothing until it is activated.${why}`
}

const TONES = { active: 'good', paused: 'busy', inactive: 'bad', restricted: 'bad' } as const

/** The reason stands above where the sender does not send. */
const changeOf = (
  { at, by, agent, reason }: NonNullable<Sender['changed']>,
  isSaid: boolean,
): Html =>
  html`${when(at)} by ${agent ?? BY[by]}${reason === undefined || isSaid ? '' : html`: ${reason}`}`

const BY = { crm: 'the CRM', console: 'this console', provider: 'the provider' } as const
