/** Changes to a contact in the console; each redirects to the contact's page. */

import * as z from 'zod'
import { recordConsent, settleDoubt } from '../../http/v1/contacts/consent.ts'
import { changeOwner, eraseContact } from '../../http/v1/contacts/contacts.ts'
import { changeLegalHold } from '../../http/v1/contacts/legal-hold.ts'
import { changePurpose } from '../../http/v1/contacts/purposes.ts'
import { cancelMessage, discardMessage, resendMessage } from '../../http/v1/messages/messages.ts'
import { contactSchema, messageSchema } from '../../http/v1/shared/resources.ts'
import { checkConfirmed, filled } from '../kit/form.ts'
import { ask, contactPath, type Visit } from '../kit/visit.ts'

/** Withdraws one held message. */
export const withdraw = async (visit: Visit): Promise<string> => {
  await ask(visit, cancelMessage, messageSchema, { params: { id: visit.param('id') } })
  return back(visit, 'withdrawn')
}

/** Sends a message again that may have been sent. */
export const resend = async (visit: Visit): Promise<string> => {
  await ask(visit, resendMessage, messageSchema, { params: { id: visit.param('id') } })
  return back(visit, 'resent')
}

/** Counts a message as not sent that may have been sent. */
export const discard = async (visit: Visit): Promise<string> => {
  await ask(visit, discardMessage, messageSchema, { params: { id: visit.param('id') } })
  return back(visit, 'discarded')
}

/** Settles a doubt. */
export const settle = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  await ask(visit, settleDoubt, contactSchema, {
    params: { address: visit.param('address') },
    body: { agent: visit.name, ...filled(form, 'is', 'from') },
  })
  return back(visit, 'settled')
}

/** Records that the contact asked for no more messages, by phone or in person. */
export const stop = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  await ask(visit, recordConsent, contactSchema, {
    params: { address: visit.param('address') },
    body: { status: 'revoked', agent: visit.name, ...filled(form, 'from') },
  })
  return back(visit, 'stopped')
}

/** Takes back an opt-out that was read out of a sentence by mistake. */
export const correct = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  await ask(visit, recordConsent, contactSchema, {
    params: { address: visit.param('address') },
    body: {
      status: 'granted',
      agent: visit.name,
      ...filled(form, 'corrects', 'reason', 'from'),
    },
  })
  return back(visit, 'corrected')
}

/** Records a consent that the contact gave elsewhere. */
export const agree = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  await ask(visit, recordConsent, contactSchema, {
    params: { address: visit.param('address') },
    body: { status: 'granted', agent: visit.name, ...filled(form, 'basis', 'evidence', 'from') },
  })
  return back(visit, 'agreed')
}

/** Records that the contact agreed to marketing, or wants none. */
export const setMarketing = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  await ask(visit, changePurpose, contactSchema, {
    params: { address: visit.param('address'), purpose: 'marketing' },
    body: { agent: visit.name, ...filled(form, 'status', 'basis', 'from') },
  })
  return back(visit, 'marketing')
}

/** Hands the contact over to an agent in a line, or releases the contact where none is named. */
export const setOwner = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  const { agent = null } = filled(form, 'agent')
  await ask(visit, changeOwner, contactSchema, {
    params: { address: visit.param('address'), line: visit.param('line') },
    body: { agent },
  })
  const done = agent === null ? 'released' : 'handed_over'
  if (form.get('back') !== 'inbox') return back(visit, done)
  return visit.link('/inbox', { contact: visit.param('address'), done })
}

/** Erases the contact after its number was typed in; redirects to the contacts. */
export const erase = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  const address = visit.param('address')
  checkConfirmed(form, address)
  await ask(visit, eraseContact, z.unknown(), { params: { address } })
  return visit.link('/contacts', { done: 'erased' })
}

/** Sets or lifts the legal hold. */
export const setLegalHold = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  const { status, reason } = filled(form, 'status', 'reason')
  await ask(visit, changeLegalHold, contactSchema, {
    params: { address: visit.param('address') },
    body: { agent: visit.name, status, reason },
  })
  return back(visit, status === 'set' ? 'legal_hold' : 'hold_lifted')
}

const back = (visit: Visit, done: string): string =>
  visit.link(contactPath(visit.param('address')), { done })
