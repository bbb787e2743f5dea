/** The page of a sender's templates, as the provider has them. */

import type * as z from 'zod'
import { HOUR_MS, readTallies } from '../../engine/periodic/tally.ts'
import { listTemplates } from '../../http/v1/senders.ts'
import { templateListSchema } from '../../http/v1/shared/sender-schemas.ts'
import { chip, choice, facts, type Html, html, said, when } from '../kit/markup.ts'
import { keepOrganisation, type View } from '../kit/page.ts'
import { ask, type Visit } from '../kit/visit.ts'

/** The days over which usage is counted. */
const USAGE_DAYS = 30

type Template = z.output<typeof templateListSchema>['templates'][number]

/** Of the sender asked for, or of the first one. */
export const templatesPage = async (visit: Visit): Promise<View> => {
  const { organisation, query } = visit
  const senders = organisation.senders.map(({ address }) => address)
  const from = query('from').replace(': ', ':+') || (senders[0] ?? '')
  const [{ templates }, usage] = await Promise.all([
    ask(visit, listTemplates, templateListSchema, { query: { from } }),
    usageOf(visit, from),
  ])
  return {
    title: 'Templates',
    body: html`<h1>Templates</h1>
<form class="filters" method="get" action="/console/templates">
${keepOrganisation(visit)}
${choice(
  'from',
  'Sender',
  senders.map((address) => [address, address] as const),
  from,
)}
<button type="submit">Show</button>
</form>
${
  templates.length > 0
    ? html`<ul class="cards">${templates.map((template) => card(template, usage.get(template.name) ?? 0))}</ul>`
    : html`<p class="empty">The provider has no templates for this sender.</p>`
}`,
  }
}

/** How often each template was sent, in all languages. */
const usageOf = async ({ gateway, organisation, caller }: Visit, from: string) => {
  const start = caller.at - USAGE_DAYS * 24 * HOUR_MS
  const { tallies } = await readTallies(gateway, organisation.id, start)
  const counts = new Map<string, number>()
  for (const { what, sender, detail, n } of tallies)
    if (what === 'template' && sender === from) counts.set(detail, (counts.get(detail) ?? 0) + n)
  return counts
}

const card = (
  { name, language, category, approval, reserved, ...template }: Template,
  sent: number,
): Html =>
  html`<li class="card"><h2>${name} <span class="quiet">(${language})</span></h2>
<p>${chip(approval === 'approved' ? 'good' : approval === 'rejected' ? 'bad' : 'busy', approval)} ${chip('plain', category)}${reserved ? html` ${chip('plain', 'asks for consent')}` : ''}</p>
<blockquote>${said(template.body)}${preview(template)}</blockquote>
${facts([[`Sent in ${USAGE_DAYS} days, all languages`, sent], ...detailsOf(template)])}</li>`

/** Its picture as a link, since this page loads nothing from other hosts, and its buttons. */
const preview = ({ media = [], buttons = [] }: Pick<Template, 'media' | 'buttons'>): Html =>
  html`${media.map(({ url }) => html`<p class="quiet">${said(url)}</p>`)}${
    buttons.length === 0
      ? ''
      : html`<p>${buttons.map(({ type, text }) => html`${chip('plain', text || type)} `)}</p>`
  }`

const detailsOf = ({
  variables,
  samples = {},
  type,
  updatedAt,
  rejection,
}: Omit<Template, 'name' | 'language' | 'category' | 'approval'>) => {
  const named = variables.map((name) => (samples[name] ? `${name} (${samples[name]})` : name))
  return [
    ['Variables', named.length > 0 ? named.join(', ') : 'none'] as const,
    ...(type === undefined ? [] : [['Type', type] as const]),
    ...(updatedAt === undefined ? [] : [['Updated', when(updatedAt)] as const]),
    ...(rejection === undefined ? [] : [['Rejected because', rejection] as const]),
  ]
}
