/** Changes to a contact in the console; each redirects to the contact's page. */

import * as z from 'zod'
import type { Route } from '../../http/kit/route.ts'
import { recordConsent, settleDoubt } from '../../http/v1/contacts/consent.ts'
import { changeOwner, eraseContact } from '../../http/v1/contacts/contacts.ts'
import { changeLegalHold } from '../../http/v1/contacts/legal-hold.ts'
import { changePurpose } from '../../http/v1/contacts/purposes.ts'
import { cancelMessage, discardMessage, resendMessage } from '../../http/v1/messages/messages.ts'
import { contactSchema, messageSchema } from '../../http/v1/shared/resources.ts'
import { checkConfirmed, filled } from '../kit/form.ts'
import { callApi, contactPath, type PageContext } from '../kit/page-context.ts'

const changeMessage = (route: Route, done: string) => async (context: PageContext) => {
  await callApi(context, route, messageSchema, { params: { id: context.param('id') } })
  return back(context, done)
}

/** Withdraws one held message. */
export const withdraw = changeMessage(cancelMessage, 'withdrawn')

/** Sends a message again that may have been sent. */
export const resend = changeMessage(resendMessage, 'resent')

/** Counts a message as not sent that may have been sent. */
export const discard = changeMessage(discardMessage, 'discarded')

const changeContact =
  (route: Route, done: string, given: { readonly status?: string }, ...fields: string[]) =>
  async (context: PageContext, form: URLSearchParams): Promise<string> => {
    await callApi(context, route, contactSchema, {
      params: { address: context.param('address') },
      body: { ...given, agent: context.name, ...filled(form, ...fields) },
    })
    return back(context, done)
  }

/** Settles a doubt. */
export const settle = changeContact(settleDoubt, 'settled', {}, 'is', 'from')

/** Records that the contact asked for no more messages, by phone or in person. */
export const stop = changeContact(recordConsent, 'stopped', { status: 'revoked' }, 'from')

const GRANTED = { status: 'granted' }

/** Takes back an opt-out that was read out of a sentence by mistake. */
export const correct = changeContact(
  recordConsent,
  'corrected',
  GRANTED,
  'corrects',
  'reason',
  'from',
)

/** Records a consent that the contact gave elsewhere. */
export const agree = changeContact(recordConsent, 'agreed', GRANTED, 'basis', 'evidence', 'from')

/** Records that the contact agreed to marketing, or wants none. */
export const setMarketing = async (
  context: PageContext,
  form: URLSearchParams,
): Promise<string> => {
  await callApi(context, changePurpose, contactSchema, {
    params: { address: context.param('address'), purpose: 'marketing' },
    body: { agent: context.name, ...filled(form, 'status', 'basis', 'from') },
  })
  return back(context, 'marketing')
}

/** Hands the contact over to an agent in a line, or releases the contact where none is named. */
export const setOwner = async (context: PageContext, form: URLSearchParams): Promise<string> => {
  const { agent = null } = filled(form, 'agent')
  await callApi(context, changeOwner, contactSchema, {
    params: { address: context.param('address'), line: context.param('line') },
    body: { agent },
  })
  const done = agent === null ? 'released' : 'handed_over'
  if (form.get('back') !== 'inbox') return back(context, done)
  return context.link('/inbox', { contact: context.param('address'), done })
}

/** Erases the contact after its number was typed in; redirects to the contacts. */
export const erase = async (context: PageContext, form: URLSearchParams): Promise<string> => {
  const address = context.param('address')
  checkConfirmed(form, address)
  await callApi(context, eraseContact, z.unknown(), { params: { address } })
  return context.link('/contacts', { done: 'erased' })
}

/** Sets or lifts the legal hold. */
export const setLegalHold = async (
  context: PageContext,
  form: URLSearchParams,
): Promise<string> => {
  const { status, reason } = filled(form, 'status', 'reason')
  await callApi(context, changeLegalHold, contactSchema, {
    params: { address: context.param('address') },
    body: { agent: context.name, status, reason },
  })
  return back(context, status === 'set' ? 'legal_hold' : 'hold_lifted')
}

const back = (context: PageContext, done: string): string =>
  context.link(contactPath(context.param('address')), { done })
