/**
 * The console's style: light and dark, from 320 px on, in both writing directions.
 * `npm run build:browser` makes an asset of it.
 */

import { STAGE_STYLE } from '../stage/stage-style.ts'
import { CHARTS, PAGES_STYLE } from './style-pages.ts'
import { TOKENS } from './tokens.ts'

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
@media (max-width: 30rem) { .menu-button .quiet { display: none } }
@media (max-width: 24rem) { .brand { font-size: 0 } }
@media (min-width: 76rem) {
  .menu-button { display: none }
  header > #menu { display: block; position: static; min-width: 0; max-width: none; padding: 0; border: 0; box-shadow: none; background: none; overflow: auto hidden; scrollbar-width: none }
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
select { text-overflow: ellipsis }
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

export const STYLE = [TOKENS, FRAME, FORMS, PIECES, CHARTS, STAGE_STYLE, PAGES_STYLE].join('')
