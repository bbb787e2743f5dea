/** The page of a sender's templates, as the provider has them. */

import type * as z from 'zod'
import { listTemplates } from '../../http/v1/senders.ts'
import { templateListSchema } from '../../http/v1/shared/sender-schemas.ts'
import { chip, choice, facts, type Html, html, said } from '../kit/markup.ts'
import { keepOrganisation, type View } from '../kit/page.ts'
import { ask, type Visit } from '../kit/visit.ts'

type Template = z.output<typeof templateListSchema>['templates'][number]

/** Of the sender asked for, or of the first one. */
export const templatesPage = async (visit: Visit): Promise<View> => {
  const { organisation, query } = visit
  const senders = organisation.senders.map(({ address }) => address)
  const from = query('from').replace(': ', ':+') || (senders[0] ?? '')
  const { templates } = await ask(visit, listTemplates, templateListSchema, { query: { from } })
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
    ? html`<ul class="cards">${templates.map((template) => card(template))}</ul>`
    : html`<p class="empty">The provider has no templates for this sender.</p>`
}`,
  }
}

const card = ({ name, language, category, approval, body, variables }: Template): Html =>
  html`<li class="card"><h2>${name} <span class="quiet">(${language})</span></h2>
<p>${chip(approval === 'approved' ? 'good' : approval === 'rejected' ? 'bad' : 'busy', approval)} ${chip('plain', category)}</p>
<blockquote>${said(body)}</blockquote>
${facts([['Variables', variables.length > 0 ? variables.join(', ') : 'none']])}</li>`
