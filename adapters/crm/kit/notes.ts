/** Notes for agents in their CRM, in the language of their line: refusals, advice, waits. */

import { localeFor } from '#languages'
import { type Address, identityOf } from '../../../src/core/model/address.ts'
import { channelFacts } from '../../../src/core/model/channel.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Tell } from '../../../src/core/model/message/effect.ts'
import type { Objection, Remedy, Verdict } from '../../../src/core/model/verdict.ts'
import { fill } from '../../../src/core/wording/fill.ts'
import type { AdapterSender } from '../../../src/ports/adapter.ts'
import { advises } from '../../../src/wire/advice.ts'
import { awaitedFor } from '../../../src/wire/awaited.ts'
import type { NoteWords } from '../../../templates/locale.ts'

type NoteKey = keyof NoteWords

/** A template, as a note lists it. */
export type NotedTemplate = {
  readonly name: string
  readonly language: string
  readonly body: string
  readonly variables: readonly string[]
}

/** The detail of `agent.answered`. */
export type AnsweredInquiry = {
  /** The input id of the agent's command. */
  readonly id?: string
  readonly about?: 'templates' | 'help'
  /** A command that doesn't exist. */
  readonly command?: string
  readonly templates?: readonly NotedTemplate[]
  /** Why no template can be sent. */
  readonly sentence?: string
}

export type Notes = {
  /** One of the sentences, with its values. */
  say(key: NoteKey, values?: Readonly<Record<string, string>>): string
  /** Advice, one line each; '' when there is none. */
  remedies(verdict: Verdict, at: Instant): string
  /** The note for a refused or failed message: '' when it would add nothing. */
  refused(verdict: Verdict, at: Instant): string
  /** The note for a waiting message. */
  held(verdict: Verdict): string
  /** The question whether the contact opted out; `detail` is that of `consent.questioned`. */
  questioned(detail: Tell['detail']): string
  /** The list of templates, or of commands after the mistake. */
  answer(inquiry: AnsweredInquiry): string
  moment(at: Instant): { readonly day: string; readonly time: string }
}

const AWAITED = { message: 'waitForContact', agreement: 'waitForAgreement' } as const

/** The most templates listed in one note. */
const MAX_TEMPLATES = 20

/**
 * The notes in a language, such as `es` of `es-MX`; without a time zone, times are in UTC and say so.
 *
 * @example createNotes('es-MX', 'America/Mexico_City').refused(verdict, at)
 */
export const createNotes = (locale: string, timeZone?: string): Notes => {
  const { notes: words } = localeFor(locale)
  const moment = createMoment(locale, timeZone)
  const say: Notes['say'] = (key, values = {}) => fill(words[key], values)

  const line = (remedy: Remedy, { reason }: Objection, at: Instant): string => {
    switch (remedy.do) {
      case 'choose_template': {
        const names = [...new Set(remedy.templates.map(({ name }) => name))]
        return [
          say('chooseTemplate'),
          ...names.slice(0, MAX_TEMPLATES).map((name) => `/template ${name}`),
        ].join('\n')
      }
      case 'request_opt_in':
        return remedy.from <= at ? say('requestNow') : say('requestFrom', moment(remedy.from))
      case 'record_consent':
        return say('recordConsent')
      case 'settle_doubt':
        return say('settleDoubt')
      case 'wait_for_contact': {
        const awaited = awaitedFor(reason)
        return awaited ? say(AWAITED[awaited]) : ''
      }
      case 'contact_administrator':
        return say('administrator')
      case 'ask_owner':
        return say('askOwner', { owner: remedy.owner })
      case 'use_channel':
        return say('useChannel', {
          channel: channelFacts(remedy.channel).label,
          sender: identityOf(remedy.sender),
        })
      case 'wait_until':
        return say('waitUntil', moment(remedy.at))
      case 'try_later':
        return say('tryLater')
      case 'check_address':
        return say('checkAddress')
      case 'change_content':
        return say('changeContent')
      case 'resend':
        return say('resolve')
      case 'discard':
        // The line above names both.
        return ''
    }
  }

  const linesOf = (verdict: Verdict, at: Instant): readonly string[] =>
    verdict.status === 'accepted'
      ? []
      : verdict.remedies.map((remedy) => line(remedy, verdict, at)).filter(Boolean)

  return {
    say,
    remedies: (verdict, at) => linesOf(verdict, at).join('\n'),
    moment,
    refused: (verdict, at) => {
      const help = linesOf(verdict, at)
      if (verdict.status === 'accepted' || help.length === 0) return ''
      const { sentence } = verdict
      return [sentence, ...help.filter((one) => !advises(sentence, one))].join('\n')
    },
    held: (verdict) =>
      verdict.status === 'accepted' ? '' : say('held', { sentence: verdict.sentence }),
    questioned: ({ words } = {}) =>
      typeof words === 'string' ? say('questioned', { words }) : say('questionedHidden'),
    answer: ({ about, command, templates = [], sentence }) => {
      if (about === 'templates')
        return templates.length === 0
          ? (sentence ?? say('noTemplates'))
          : [say('templates'), ...templates.slice(0, MAX_TEMPLATES).map(templateLine)].join('\n\n')
      return command === undefined
        ? say('help')
        : `${say('unknownCommand', { command })}\n${say('help')}`
    },
  }
}

const templateLine = ({ name, language, body, variables }: NotedTemplate): string => {
  const values = variables.map((variable) => `{{${variable}}}`).join(' | ')
  return `/template ${name}${values && ` ${values}`} (${language})\n${body}`
}

const createMoment = (locale: string, timeZone: string | undefined): Notes['moment'] => {
  const zone = timeZone ?? 'UTC'
  const tag = locale.replaceAll('_', '-')
  const known = Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0 ? tag : 'en'
  const day = new Intl.DateTimeFormat(known, { day: 'numeric', month: 'long', timeZone: zone })
  const time = new Intl.DateTimeFormat(known, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  })
  // Replaces the narrow space between 8:00 and PM, which not every screen shows.
  const formatted = (format: Intl.DateTimeFormat, at: Instant) =>
    format.format(at).replace(/\s/gu, ' ')
  return (at) => ({
    day: formatted(day, at),
    time: timeZone === undefined ? `${formatted(time, at)} UTC` : formatted(time, at),
  })
}

/** The notes about a sender in its line's language; for an unknown sender, the first line's. */
export const createNotesFor =
  (senders: readonly AdapterSender[]) =>
  (address: Address | undefined): Notes => {
    const sender = senders.find((one) => one.address === address) ?? senders[0]
    return createNotes(sender?.locale ?? 'en', sender?.timeZone)
  }
