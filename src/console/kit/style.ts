/** The console's style: light and dark, from 320 px on, in both writing directions. */

import { STAGE_STYLE } from '../stage/stage-style.ts'
import { TOKENS } from './tokens.ts'

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#0f6b5c"/><path d="M7 19V9.5a5 5 0 0 1 10 0V19M12 9v10M7 14h10" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></svg>`

const FRAME = `
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--font); overflow-wrap: anywhere }
body > header { display: flex; align-items: center; gap: .5rem 1rem; min-height: 3.25rem; padding: .4rem max(1rem, calc((100% - 78rem) / 2)); background: var(--card); border-block-end: 1px solid var(--line); position: sticky; inset-block-start: 0; z-index: 3 }
html { scroll-padding-block-start: 4.5rem }
body:has(#stage) > header { position: static }
header p, header ul { margin: 0; padding: 0 }
.brand a { display: flex; align-items: center; gap: .5rem; font-weight: 650; letter-spacing: .01em; color: inherit; text-decoration: none }
header button { min-height: 2.25rem; padding: .3rem .7rem; font-size: var(--text-small); border-color: var(--line); color: var(--ink) }
.brand, .menu-button { white-space: nowrap; flex: none }
.menu-button { display: inline-flex; align-items: center; gap: .5rem; min-width: 0 }
.account-button { margin-inline-start: auto; display: inline-flex; align-items: center; gap: .4rem; min-width: 0 }
.account-button::after { content: ""; border: .3rem solid transparent; border-block-start-color: currentColor; border-block-end: 0 }
.account-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 11rem }
p.account-name { margin-inline-start: auto }
header [popover] { inset: 3.5rem .5rem auto auto; margin: 0; min-width: min(20rem, calc(100vw - 1rem)); max-width: calc(100vw - 1rem); padding: .75rem; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: var(--round); box-shadow: var(--shadow) }
header #menu { inset-inline: .5rem auto }
#account form { display: flex; gap: .5rem; align-items: end; justify-content: space-between }
#account form + form { align-items: center; border-block-start: 1px solid var(--line); margin-block-start: .75rem; padding-block-start: .75rem }
#account label { flex: 1 }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem }
#menu ul { flex-direction: column }
nav a { display: inline-block; padding: .35rem .7rem; border-radius: 999px; color: var(--soft); text-decoration: none }
#menu a { display: block; padding: .5rem .75rem; border-radius: var(--round-small) }
nav a:hover { background: var(--paper); color: var(--ink) }
nav a[aria-current] { background: var(--mine); color: var(--ink); font-weight: 600 }
@media (max-width: 24rem) { .menu-button .quiet { display: none } }
@media (min-width: 76rem) {
  .menu-button { display: none }
  header > #menu { display: block; position: static; min-width: 0; max-width: none; padding: 0; border: 0; box-shadow: none; background: none; overflow: visible }
  #menu ul { flex-flow: row nowrap; gap: .1rem }
  #menu a { padding: .3rem .5rem; border-radius: 999px; font-size: .92rem; white-space: nowrap }
}
main { max-width: 80rem; margin-inline: auto; padding: 1.5rem 1rem 4rem; outline: none }
body > footer { max-width: 80rem; margin-inline: auto; padding: 0 1rem 1.5rem; color: var(--soft); font-size: var(--text-small) }
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
.channel { color: var(--soft); font-weight: 400 }
.number bdi { white-space: nowrap }
`

const FORMS = `
label { display: grid; gap: .2rem; font-size: var(--text-small); color: var(--soft) }
input, select, textarea, button { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: .45rem .65rem; min-height: 2.5rem; max-width: 100%; min-width: 0 }
::placeholder { color: var(--soft); opacity: 1 }
button { cursor: pointer; font-weight: 550; color: var(--accent); border-color: var(--accent) }
button:hover { background: var(--mine); color: var(--ink) }
button[disabled], button[aria-disabled=true] { color: var(--soft); border-color: var(--line); cursor: default }
button.first, .filters button, .login button { background: var(--accent); border-color: transparent; color: var(--on-accent) }
button.first:hover, .filters button:hover, .login button:hover { filter: brightness(1.1); color: var(--on-accent) }
.filters { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: .75rem 0 1.25rem }
.filters label { flex: 0 1 11rem; min-width: min(100%, 8rem) }
.filters label:has([name=q]) { flex: 1 1 16rem; max-width: 30rem }
.filters label:has(:is([name=from], [name=sender])) { flex-basis: 22rem }
.filters button { padding-inline: 1.25rem }
@media (max-width: 30rem) { .filters label, .filters label:has([name=q]), .filters button { flex: 1 1 100%; max-width: none } }
.login { display: grid; gap: 1rem; max-width: 24rem; margin: 12vh auto 0; padding: 1.5rem }
.login p { margin: 0 }
`

const PIECES = `
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .9rem 1rem }
.card h2 { margin: 0; font-size: 1.05rem }
.card p { margin: .25rem 0 }
.card > .facts:first-child { margin-block-start: 0 }
.card button, .bubble button { min-height: 2.25rem; padding: .25rem .7rem; font-size: var(--text-small) }
.card details form + form { margin-block-start: .4rem }
.cards, .thread, .journal, .chips, .counters, .bars { list-style: none; margin: 0; padding: 0 }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: var(--gap) }
.thread, .journal { display: grid; gap: .75rem; max-width: 52rem }
.chips { display: grid; gap: .35rem }
.chip { display: inline-block; padding: .05rem .55rem; border-radius: 999px; font-size: .85rem; white-space: nowrap; background: var(--paper); color: var(--soft); border: 1px solid var(--line) }
.chip.good { background: var(--good-paper); color: var(--good); border-color: transparent }
.chip.bad { background: var(--bad-paper); color: var(--bad); border-color: transparent }
.chip.busy { background: var(--busy-paper); color: var(--busy); border-color: transparent }
.facts { margin: .6rem 0; display: grid; gap: .25rem; font-size: var(--text-small) }
.facts div { display: grid; grid-template-columns: minmax(6.5rem, 34%) minmax(0, 1fr); gap: 0 .75rem }
.facts dt { color: var(--soft) }
.facts dd { margin: 0 }
.tabs { display: flex; flex-wrap: wrap; gap: .25rem; margin: .75rem 0 1.25rem }
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
.now { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .6rem 1rem }
.now h2 { margin: 0; font-size: 1rem }
.now ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem }
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
th .channel { font-weight: 400 }
.scroll:has(> table.wide) { background: var(--card); border: 1px solid var(--line); border-radius: var(--round) }
.scroll table.wide tbody tr:last-child > * { border-block-end: 0 }
.scroll table.wide tbody tr:hover > * { background: var(--paper) }
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

const ROWS = `
.rows { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); overflow: hidden }
.item + .item { border-block-start: 1px solid var(--line) }
.contact-item { display: grid; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1.4fr) minmax(0, .8fr); gap: .15rem 1rem; align-items: center; padding: .6rem 1rem }
.contact-item h2 { margin: 0; font-size: 1rem; font-weight: 600 }
.contact-item p { margin: 0 }
.contact-item h2 a { text-decoration: none }
.contact-item h2 a:hover { text-decoration: underline }
.contact-item .whole { grid-column: 1 / -1 }
@media (max-width: 40rem) { .contact-item { grid-template-columns: minmax(0, 1fr) } }
.beside { display: grid; gap: 0 2rem; align-items: start }
@media (min-width: 62rem) {
  .beside { grid-template-columns: minmax(0, 1fr) 24rem; grid-template-rows: auto 1fr }
  .beside > .side { grid-column: 2 }
  .beside > .main { grid-column: 1; grid-row: 1 / span 2 }
}
.beside > * > h2, .beside > * > section > h2 { margin-block-start: .5rem }
.attention { border: 1px solid var(--line); border-inline-start: 4px solid var(--busy); border-radius: var(--round); padding: .75rem 1rem; margin-block-end: 1rem; background: var(--busy-paper) }
.attention h2 { margin-block-start: 0 }
.attention p { margin-block: .25rem .5rem }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin-block: .5rem }
`

const LETTERS = `
.check { display: flex; flex-direction: row; align-items: center; gap: .5rem; color: inherit }
.check input { width: 1.15rem; height: 1.15rem; min-height: 0; margin: 0; accent-color: var(--accent) }
:root:not(.scripted) [data-all] { display: none }
.choose { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: .5rem 1rem; min-height: 2.5rem }
.letter { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: .25rem .9rem; align-items: start; padding: .75rem 1rem }
.letter:not(:has(> .check)) { grid-template-columns: minmax(0, 1fr) }
.letter > .check { padding-block: .2rem }
.letter h2 { margin: 0; font-size: 1rem }
.letter p { margin: .1rem 0 }
.letter > button, .choose button { min-height: 2.25rem; padding-block: .2rem; font-size: var(--text-small) }
.count { font-size: var(--text-tiny); color: var(--soft); background: var(--card); border: 1px solid var(--line); border-radius: 999px; padding: 0 .4rem; font-weight: 400 }
.exchange { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: .75rem; margin-block: .5rem }
.exchange figure { margin: 0; min-width: 0 }
.exchange pre { font: var(--mono); margin: .25rem 0 0; padding: .6rem .75rem; max-height: 22rem; overflow: auto; background: var(--paper); border: 1px solid var(--line); border-radius: var(--round-small); white-space: pre-wrap }
@media (max-width: 40rem) { .letter { grid-template-columns: auto minmax(0, 1fr) } .letter > button { grid-column: 2; justify-self: start } }
`

const INBOX = `
.inbox { display: grid; grid-template-columns: minmax(0, 23rem) minmax(0, 1fr); gap: .5rem var(--gap); align-items: start }
.inbox > * { min-width: 0 }
.inbox-top { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: center }
.inbox-top h1 { margin: 0 }
.inbox .filters { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin: 0 0 .75rem }
.inbox .filters label:first-of-type { grid-column: 1 / -1 }
.item a { display: block; padding: .6rem .9rem .1rem; color: inherit; text-decoration: none }
.contact-item a { padding: 0; color: var(--accent) }
.item a:hover strong { text-decoration: underline }
.item-head { display: flex; align-items: baseline; gap: .5rem; justify-content: space-between }
.item-head strong { font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.item-head .quiet { margin-inline-start: auto; white-space: nowrap }
.item.unread strong { font-weight: 700 }
.dot { width: .55rem; height: .55rem; flex: none; border-radius: 50%; background: var(--accent); align-self: center }
.item .snippet { display: block; color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: var(--text-small) }
.item .snippet .said { white-space: nowrap }
.item .needs { margin: 0; padding: .15rem .9rem .6rem; display: flex; align-items: center; gap: .35rem }
.item .owner { margin-inline-start: auto; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0 }
.item .owner .said { white-space: nowrap }
.item:has([aria-current]) { background: var(--mine); box-shadow: inset 3px 0 0 var(--accent) }
.item:has([aria-current]) .quiet, .item:has([aria-current]) .snippet { color: var(--ink) }
.inbox-desk { position: sticky; inset-block-start: 4.25rem }
.inbox-desk postern-composer { block-size: max(26rem, calc(100dvh - 11.75rem)); border: 1px solid var(--line); border-radius: var(--round) }
.inbox-desk > .empty { padding-block: 6rem }
.desk-head { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; margin-block-end: .5rem; min-height: 2rem }
.desk-head h2 { margin: 0 }
.desk-head p { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0 }
.desk-head .back { display: none }
.desk-head form { margin: 0 0 0 auto }
.desk-head button { min-height: 2rem; padding-block: .15rem; font-size: var(--text-small) }
.desk-head [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none }
@media (max-width: 24rem) { .item-head .channel { display: block; font-size: var(--text-tiny) } }
@media (max-width: 60rem) {
  .inbox-desk { position: static }
  .inbox { grid-template-columns: minmax(0, 1fr) }
  .inbox:not(.chosen) .inbox-desk, .inbox.chosen :is(.inbox-list, .tabs) { display: none }
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
  ROWS,
  LETTERS,
  INBOX,
  GALLERY,
].join('')
