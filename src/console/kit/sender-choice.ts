/** The form that chooses the sender whose page is shown. */

import { choice, type Html, html, numberText } from './markup.ts'
import { keepOrganisation } from './page.ts'
import type { PageContext } from './page-context.ts'

/** `name` is the query parameter of the page at this path. */
export const senderChoice = (
  context: PageContext,
  path: string,
  name: string,
  chosen: string,
): Html => {
  const options = context.organisation.senders.map(
    ({ address, line }) => [address, `${numberText(address)} (${line.name})`] as const,
  )
  return html`<form class="filters" method="get" action="/console${path}">${keepOrganisation(context)}
${choice(name, 'Sender', options, chosen)}
<button type="submit">Show</button></form>`
}
