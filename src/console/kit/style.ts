/** How the console looks: light and dark, from 320 px on, in either direction of writing. */

import { STAGE_STYLE } from '../stage/stage-style.ts'
import { TOKENS } from './tokens.ts'

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#0f6b5c"/><path d="M7 19V9.5a5 5 0 0 1 10 0V19M12 9v10M7 14h10" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></svg>`

const FRAME = `
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--font); overflow-wrap: anywhere }
body > header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; padding: .75rem max(1rem, calc((100% - 78rem) / 2)); background: var(--card); border-block-end: 1px solid var(--line) }
header p, header ul { margin: 0; padding: 0 }
header form { display: flex; gap: .5rem; align-items: center }
header > nav { flex: 1 1 20rem }
.brand { display: flex; align-items: center; gap: .5rem; font-weight: 650; letter-spacing: .01em }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem }
nav a { display: inline-block; padding: .35rem .7rem; border-radius: 999px; color: var(--soft); text-decoration: none }
nav a:hover { background: var(--paper); color: var(--ink) }
nav a[aria-current] { background: var(--mine); color: var(--ink); font-weight: 600 }
main { max-width: 80rem; margin-inline: auto; padding: 1.5rem 1rem 5rem; outline: none }
body > footer { max-width: 80rem; margin-inline: auto; padding: 0 1rem 1.5rem; font-size: var(--text-small) }
h1 { font-size: var(--text-title); line-height: 1.25; margin: 0 0 .25rem }
h2 { font-size: var(--text-large); margin: 1.75rem 0 .5rem }
h3 { font-size: 1rem; margin: 0 0 .25rem }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
.skip { position: absolute; inset-inline-start: 1rem; transform: translateY(-200%); background: var(--card); padding: .5rem 1rem; z-index: 2 }
.skip:focus { transform: none }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.quiet { color: var(--soft); font-size: var(--text-small) }
.lead { color: var(--soft); max-width: 65ch; margin: 0 0 1rem }
.empty { color: var(--soft); padding: 1.5rem; border: 1px dashed var(--line); border-radius: var(--round); text-align: center }
.notice { background: var(--good-paper); color: var(--good); padding: .6rem 1rem; border-radius: var(--round); margin: 0 0 1rem }
.failed { background: var(--bad-paper); color: var(--bad); padding: .6rem 1rem; border-radius: var(--round); margin: 0 0 1rem }
.pager { text-align: center; margin-block: 1.5rem }
code { font: var(--mono); background: var(--paper); padding: .1rem .3rem; border-radius: 4px }
blockquote { margin: .5rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line) }
blockquote p { margin: 0 }
.said { white-space: pre-wrap }
`

const FORMS = `
label { display: grid; gap: .2rem; font-size: var(--text-small); color: var(--soft) }
input, select, textarea, button { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: .45rem .65rem; min-height: 2.5rem; max-width: 100%; min-width: 0 }
::placeholder { color: var(--soft); opacity: 1 }
button { cursor: pointer; font-weight: 550; color: var(--accent); border-color: var(--accent) }
button:hover { background: var(--mine); color: var(--ink) }
button[disabled], button[aria-disabled=true] { color: var(--soft); border-color: var(--line); cursor: default }
button.first, .filters button, .login button { background: var(--accent); color: var(--on-accent) }
button.first:hover, .filters button:hover, .login button:hover { filter: brightness(1.1); color: var(--on-accent) }
.filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; align-items: end; margin: 1rem 0 1.5rem }
.login { display: grid; gap: 1rem; max-width: 24rem; margin: 12vh auto 0; padding: 1.5rem }
.login p { margin: 0 }
`

const PIECES = `
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .9rem 1rem }
.card h2 { margin: 0; font-size: 1.05rem }
.card p { margin: .25rem 0 }
.cards, .thread, .journal, .chips, .counters, .bars { list-style: none; margin: 0; padding: 0 }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: var(--gap) }
.thread, .journal { display: grid; gap: .75rem; max-width: 52rem }
.chips { display: grid; gap: .35rem }
.chip { display: inline-block; padding: .05rem .55rem; border-radius: 999px; font-size: .85rem; white-space: nowrap; background: var(--paper); color: var(--soft); border: 1px solid var(--line) }
.chip.good { background: var(--good-paper); color: var(--good); border-color: transparent }
.chip.bad { background: var(--bad-paper); color: var(--bad); border-color: transparent }
.chip.busy { background: var(--busy-paper); color: var(--busy); border-color: transparent }
.facts { margin: .5rem 0; display: grid; gap: .2rem }
.facts div { display: flex; flex-wrap: wrap; gap: 0 .5rem }
.facts dt { color: var(--soft) }
.facts dt::after { content: ":" }
.facts dd { margin: 0 }
.tabs { display: flex; gap: .25rem; margin: .75rem 0 1.25rem }
.bubble { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: .6rem .9rem; max-width: 40rem; justify-self: start }
.bubble.outbound { background: var(--mine); justify-self: end; border-color: transparent }
.bubble p { margin: 0 }
.bubble.outbound .quiet { color: var(--ink) }
.why { border-inline-start: 3px solid var(--busy); padding-inline-start: .6rem }
.verdict { padding: .6rem 1rem; border-radius: var(--round); font-weight: 600 }
.verdict.good { background: var(--good-paper); color: var(--good) }
.verdict.bad { background: var(--bad-paper); color: var(--bad) }
`

const CHARTS = `
.counters { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin-block: 1rem }
.counters li { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .8rem 1rem }
.counters strong { display: block; font-size: var(--text-title); line-height: 1.2; font-variant-numeric: tabular-nums }
.counters span { color: var(--soft); font-size: var(--text-small) }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: var(--gap) }
.chart { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .9rem 1rem }
.chart figcaption { font-weight: 600; margin-block-end: .5rem }
.plot { min-height: 15rem }
.u-legend { color: var(--soft); font-size: var(--text-small) }
.u-legend.u-inline .u-value { min-width: 4.5em; text-align: start }
.scroll { overflow: auto; max-height: 20rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
.scroll th, .scroll td { padding: .35rem .6rem; text-align: end; border-block-end: 1px solid var(--line); white-space: nowrap; font-weight: 400 }
.scroll th:first-child { text-align: start }
.scroll thead th { font-weight: 600; position: sticky; inset-block-start: 0; background: var(--card) }
.scroll table.wide { background: var(--card) }
.bars { display: grid; gap: .5rem }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem }
.bars svg { grid-column: 1 / -1; display: block; width: 100%; height: .5rem }
.bars .rail { fill: var(--paper) }
.bars .bar { fill: var(--accent) }
`

const ADMIN = `
.stacked { display: grid; gap: .5rem; margin-block: .5rem }
.stacked button, .card > form > button { justify-self: start }
details > summary { cursor: pointer; color: var(--accent); padding-block: .35rem }
details > form { margin-block: .5rem }
.narrow { max-width: 24rem }
`

const POLICY = `
.scroll.tall { max-height: 32rem }
.scroll table.fields th, .scroll table.fields td { text-align: start; white-space: normal; vertical-align: top }
.scroll table.fields code { background: none; padding: 0 }
.scroll table.fields .own th, .scroll table.fields .own td { font-weight: 600 }
.scroll table.fields th { min-width: 11rem; overflow-wrap: normal }
.scroll table.fields td { min-width: 7rem; overflow-wrap: normal }
.phone-texts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: var(--gap); background: var(--whatsapp-wall); border-radius: var(--round-large); padding: 1rem }
.phone-texts figure { margin: 0 }
.phone-texts figcaption { color: var(--whatsapp-soft) }
.phone-texts .bubble { margin: .25rem 0 0; background: var(--whatsapp-theirs); color: var(--whatsapp-ink); border-color: transparent; border-start-start-radius: 4px }
textarea { font: var(--mono); width: 100%; max-width: 48rem }
`

const INBOX = `
.inbox { display: grid; grid-template-columns: minmax(0, 23rem) minmax(0, 1fr); gap: var(--gap); align-items: start; margin-block-start: .75rem }
.inbox > * { min-width: 0 }
.inbox .filters { grid-template-columns: 1fr 1fr; margin: .5rem 0 1rem }
.inbox .filters label:first-of-type { grid-column: 1 / -1 }
.tabs.wrap { flex-wrap: wrap; margin: 0 }
.rows { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); overflow: hidden }
.row + .row { border-block-start: 1px solid var(--line) }
.row a { display: block; padding: .6rem .9rem .2rem; color: inherit; text-decoration: none }
.row a:hover strong { text-decoration: underline }
.row strong { font-weight: 500 }
.row.unread strong { font-weight: 700 }
.row .snippet { display: block; color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.row .snippet .said { white-space: nowrap }
.row .needs { margin: 0; padding: 0 .9rem .6rem }
.row:has([aria-current]) { background: var(--mine) }
.row:has([aria-current]) .quiet, .row:has([aria-current]) .snippet { color: var(--ink) }
.inbox-desk { position: sticky; inset-block-start: 1rem }
.inbox-desk postern-composer { block-size: max(26rem, calc(100dvh - 9rem)); border: 1px solid var(--line); border-radius: var(--round) }
.desk-head h2 { margin: 0 }
.desk-head p { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0 0 .5rem }
.desk-head .back { display: none }
.desk-head form { margin: 0 }
.desk-head button { min-height: 2rem; padding-block: .15rem }
.desk-head [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none }
@media (max-width: 60rem) {
  .inbox { grid-template-columns: minmax(0, 1fr) }
  .inbox:not(.chosen) .inbox-desk, .inbox.chosen .inbox-list { display: none }
  .desk-head .back { display: inline }
}
`

const GALLERY = `
.specimens { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: var(--gap); align-items: start }
.specimens > * { min-width: 0; margin: 0 }
.specimens .login, .specimens .filters { margin: 0 }
.try-composer { display: grid; grid-template-columns: minmax(0, 24rem) minmax(0, 1fr); gap: var(--gap); align-items: start }
.try-composer form { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: .75rem; align-items: end }
.try-composer label.wide, .try-composer form > .wide { grid-column: 1 / -1 }
.try-composer input[type=color] { width: 100%; padding: .2rem; cursor: pointer }
:where(.try-composer) postern-composer { block-size: 36rem; border: 1px solid var(--line) }
#place { position: sticky; inset-block-start: 1rem; min-width: 0 }
.try-composer pre { font: var(--mono); background: var(--card); border: 1px solid var(--line); border-radius: var(--round-small); padding: .75rem; margin: 0; overflow-x: auto }
@media (max-width: 48rem) { .try-composer { grid-template-columns: minmax(0, 1fr) } }
`

export const STYLE = [
  TOKENS,
  FRAME,
  FORMS,
  PIECES,
  CHARTS,
  STAGE_STYLE,
  ADMIN,
  POLICY,
  INBOX,
  GALLERY,
].join('')
