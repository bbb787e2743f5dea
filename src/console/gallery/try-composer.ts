/** The composer's look, to be tried: each custom property and part has a control, and the CSS is ready to copy. */

import { languages } from '#languages'
import type { Address } from '../../core/model/address.ts'
import { createComposerTokens } from '../../tokens/composer-token.ts'
import { choice, field, type Html, html, loading } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import type { PageContext } from '../kit/page-context.ts'
import type { TryComposer } from './try-types.ts'

const COLOURS = [
  'accent',
  'on-accent',
  'background',
  'text',
  'muted',
  'line',
  'theirs',
  'ours',
  'notice',
  'danger',
] as const
const PARTS = ['header', 'field', 'send'] as const

const SCHEMES = [
  ['', 'As the reader prefers'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const
const DIRECTIONS = [
  ['ltr', 'Left to right'],
  ['rtl', 'Right to left'],
] as const

/** Uses its own customer, so that it does not affect others. */
export const tryComposerPage = async (context: PageContext): Promise<View> => {
  const { gateway, organisation, caller, link } = context
  const from = organisation.senders[0]?.address as Address
  const to = `${from.slice(0, from.indexOf(':'))}:+15557650042` as Address
  const parties = { from, to, agent: 'ana' }
  const tokens = createComposerTokens(gateway.secret)
  const { token } = tokens.make({ organisation: organisation.id, ...parties }, caller.at)
  const setting: TryComposer = { ...parties, token }
  return {
    title: 'The composer’s look',
    scripts: ['/composer.js', '/console/try-composer.js'],
    body: html`<h1>The composer’s look</h1>
<p class="lead">Change the <code>--postern-</code> properties and the parts of <code>&lt;postern-composer&gt;</code>, and copy the CSS. <a href="${link('/components')}">All components</a></p>
<div class="try-composer" id="try-composer" data-setting="${JSON.stringify(setting)}">
<div><form>${controls()}<button type="reset">Start again</button><button type="button" id="writes">The customer writes</button></form>
<h2 id="css-title">Your CSS</h2><pre tabindex="0" role="region" aria-labelledby="css-title" id="css">postern-composer { }</pre></div>
<div id="place">${loading('The composer is being opened…')}</div>
</div>`,
  }
}

const controls = (): Html => {
  const codes = Object.keys(languages()).map((code) => [code, code] as const)
  return html`${COLOURS.map((name) => html`<label>${name}<input type="color" name="${name}"></label>`)}
${field('font', 'font', '', '1rem/1.45 system-ui')}${field('radius', 'radius', '', '.75rem')}
${field('height', 'height', '', '36rem')}${field('width', 'width', '', '100%')}
${choice('color-scheme', 'color-scheme', SCHEMES, '')}${choice('dir', 'dir', DIRECTIONS, 'ltr')}${choice('lang', 'lang', codes, 'en')}
${PARTS.map(
  (part) =>
    html`<label class="wide">::part(${part})<textarea name="${`part-${part}`}" rows="1" spellcheck="false"></textarea></label>`,
)}`
}
