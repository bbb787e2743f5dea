/** The page of a sender's templates, as the provider has them and as a phone shows them. */

import type * as z from 'zod'
import { channelOf } from '../../core/model/address.ts'
import { CHANNEL_NAMES, CHANNELS, type Channel } from '../../core/model/channel.ts'
import { HOUR_MS, readTallies } from '../../engine/periodic/tally.ts'
import { ProblemError } from '../../http/kit/problem.ts'
import { listTemplates } from '../../http/v1/senders.ts'
import { withPlus } from '../../http/v1/shared/schemas.ts'
import { templateListSchema } from '../../http/v1/shared/sender-schemas.ts'
import {
  chip,
  empty,
  facts,
  failed,
  type Html,
  html,
  inWords,
  said,
  type Tone,
  when,
} from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { callApi, type PageContext } from '../kit/page-context.ts'
import { senderChoice } from '../kit/sender-choice.ts'

/** Usage is counted over so many days. */
const USAGE_DAYS = 30

type Template = z.output<typeof templateListSchema>['templates'][number]
type Usage = (name: string, what: 'sent' | 'delivered' | 'read' | 'refused' | 'failed') => number

/** The templates of the requested sender, or of the first one. */
export const templatesPage = async (context: PageContext): Promise<View> => {
  const { organisation, query } = context
  const senders = organisation.senders.map(({ address }) => address)
  const from = withPlus(query('from')) || (senders[0] ?? '')
  // One that is not there is refused below.
  const own = organisation.senders.find(({ address }) => address === from)
  const channel = own ? channelOf(own.address) : CHANNEL_NAMES[0]
  const [templates, usage] = await Promise.all([known(context, from), usageOf(context, from)])
  return {
    title: 'Templates',
    body: html`<h1>Templates</h1>
<p class="lead">Texts that may start a conversation, as the provider has them. They are submitted and changed at the provider.</p>
${senderChoice(context, '/templates', 'from', from)}
${list(templates, channel, usage)}`,
  }
}

const list = (templates: readonly Template[] | undefined, channel: Channel, usage: Usage): Html => {
  if (!templates)
    return failed(
      'The list of templates is not available at the moment. Reload the page to try again.',
    )
  if (templates.length === 0) return empty('The provider has no templates for this sender.')
  return html`<ul class="cards templates">${templates.map((one) => card(one, channel, usage))}</ul>`
}

/** Undefined while the provider can't be asked. */
const known = async (
  context: PageContext,
  from: string,
): Promise<readonly Template[] | undefined> => {
  try {
    return (await callApi(context, listTemplates, templateListSchema, { query: { from } }))
      .templates
  } catch (error) {
    if (error instanceof ProblemError && error.reason === 'templates_unknown') return undefined
    throw error
  }
}

/** How often each template was sent and its outcomes, in all languages. */
const usageOf = async (
  { gateway, organisation, caller }: PageContext,
  from: string,
): Promise<Usage> => {
  const start = caller.at - USAGE_DAYS * 24 * HOUR_MS
  const { tallies } = await readTallies(gateway, organisation.id, start)
  const counts = new Map<string, number>()
  for (const { what, sender, detail, n } of tallies) {
    if (sender !== from || (what !== 'template' && what !== 'template_status')) continue
    const key = what === 'template' ? `sent:${detail}` : detail
    counts.set(key, (counts.get(key) ?? 0) + n)
  }
  return (name, what) => counts.get(`${what}:${name}`) ?? 0
}

const TONES: Partial<Readonly<Record<Template['approval'], Tone>>> = {
  approved: 'good',
  rejected: 'bad',
  disabled: 'bad',
}

const card = (template: Template, channel: Channel, usage: Usage): Html => {
  const { name, language, category, approval, reserved, rejection } = template
  return html`<li class="card"><h2>${name} <span class="quiet">${language}</span></h2>
<p>${chip(TONES[approval] ?? 'busy', approval)} ${chip('plain', category)}${reserved ? html` ${chip('plain', 'asks for consent')}` : ''}</p>
${rejection && html`<p class="why">Rejected: ${said(rejection)}</p>`}
${preview(template, channel)}
${use(name, usage)}
${facts(detailsOf(template, channel))}</li>`
}

/** A bubble on the wall of the channel's app. Samples stand for the variables; nothing is loaded from elsewhere. */
const preview = (
  { body, samples = {}, media = [], buttons = [] }: Template,
  channel: Channel,
): Html => {
  const parts = body.split(/(\{\{\w+\}\})/)
  return html`<div class="phone-preview ${channel}"><div class="phone-bubble">${media.map(
    ({ url }) => html`<p class="phone-file">${said(shortOf(url, samples))}</p>`,
  )}<p>${parts.map((part) => {
    const [, variable] = /^\{\{(\w+)\}\}$/.exec(part) ?? []
    return variable === undefined
      ? said(part)
      : html`<mark>${said(samples[variable] ?? part)}</mark>`
  })}</p></div>${
    buttons.length > 0 &&
    html`<ul class="phone-buttons">${buttons.map(
      ({ type, text }) => html`<li>${said(text || inWords(type))}</li>`,
    )}</ul>`
  }</div>`
}

/** A file by its name. */
const shortOf = (url: string, samples: Readonly<Record<string, string>>): string => {
  const [, variable] = /^\{\{([\w.]+)\}\}$/.exec(url) ?? []
  const filled = variable === undefined ? url : (samples[variable] ?? variable)
  return `File: ${filled.split('/').at(-1) || filled}`.slice(0, 80)
}

const use = (name: string, usage: Usage): Html => {
  const [sent, read] = [usage(name, 'sent'), usage(name, 'read')]
  // A contact who reads it has it, though the provider may not have said so.
  const delivered = Math.max(usage(name, 'delivered'), read)
  const counts = [
    ['Sent', sent],
    ['Delivered', delivered],
    ['Read', read],
    ['Failed', usage(name, 'failed')],
    ['Refused', usage(name, 'refused')],
  ] as const
  return html`<p class="quiet">In ${USAGE_DAYS} days, all languages together</p><dl class="usage">${counts.map(
    ([label, count]) => html`<div><dt>${label}</dt><dd>${count}</dd></div>`,
  )}</dl>`
}

const QUALITIES: Readonly<Record<NonNullable<Template['quality']>, Html>> = {
  high: chip('good', 'high'),
  medium: chip('busy', 'medium'),
  low: chip('bad', 'low'),
  unknown: html`not rated yet: too few contacts have answered`,
}

const qualityOf = ({ quality }: Template, channel: Channel): Html | string => {
  if (quality !== undefined) return QUALITIES[quality]
  return CHANNELS[channel].approvesTemplates
    ? 'this provider does not report it'
    : 'not rated on this channel'
}

const detailsOf = (template: Template, channel: Channel) => {
  const { variables, samples = {}, type, updatedAt } = template
  const named = variables.map((name) => (samples[name] ? `${name} (${samples[name]})` : name))
  return [
    ['Quality', qualityOf(template, channel)] as const,
    ['Variables', named.length > 0 ? named.join(', ') : 'none'] as const,
    ...(type === undefined ? [] : [['Type', type] as const]),
    ...(updatedAt === undefined ? [] : [['Updated', when(updatedAt)] as const]),
  ]
}
