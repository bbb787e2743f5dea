/** How single pages of the console look: charts and tables, lists in rows, the inbox, templates, the gallery. */

/** Shadows where a box can be scrolled on: at its end, covers that scroll with the content lie on them. */
const EDGES = [
  ['top', '0 100% / 100% 2rem', '0 100% / 100% .5rem'],
  ['right', '0 0 / 2rem 100%', '0 0 / .5rem 100%'],
  ['left', '100% 0 / 2rem 100%', '100% 0 / .5rem 100%'],
].flatMap(([to, cover, edge]) => [
  `linear-gradient(to ${to}, var(--card) 40%, transparent) ${cover} no-repeat local`,
  `linear-gradient(to ${to}, color-mix(in srgb, var(--ink) 22%, transparent), transparent) ${edge} no-repeat scroll`,
])

export const CHARTS = `
.counters { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin-block: 1rem }
@media (max-width: 62rem) { .counters:not(.specimens *) { grid-template-columns: repeat(3, minmax(0, 1fr)) } }
@media (max-width: 34rem) { .counters:not(.specimens *) { grid-template-columns: repeat(2, minmax(0, 1fr)) } }
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
.scroll { overflow: auto; max-height: 20rem; background: ${EDGES.join(', ')}, var(--card) }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
.scroll th, .scroll td { padding: .35rem .6rem; text-align: end; border-block-end: 1px solid var(--line); white-space: nowrap; font-weight: 400 }
.scroll th:first-child { text-align: start }
.scroll thead th { font-weight: 600; position: sticky; inset-block-start: 0; background: var(--card) }
th .channel { font-weight: 400 }
.scroll:has(> table.wide) { border: 1px solid var(--line); border-radius: var(--round) }
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
@media (max-width: 40rem) {
  .scroll table.fields thead { position: absolute; clip-path: inset(50%) }
  .scroll table.fields tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; border-block-end: 1px solid var(--line) }
  .scroll table.fields tr > * { border: 0; overflow-wrap: anywhere }
  .scroll table.fields th { grid-column: 1 / -1; padding-block-end: 0 }
  .scroll table.fields td:last-child { color: var(--soft); min-width: 0 }
}
.phone-texts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: var(--gap); border-radius: var(--round-large); padding: 1rem }
.phone-texts figure { margin: 0 }
.phone-texts figcaption { color: var(--whatsapp-soft) }
.phone-texts.sms figcaption { color: var(--soft) }
.phone-texts .bubble { margin: .25rem 0 0; border-start-start-radius: 4px; border-color: transparent }
.phone-texts, .phone-preview { background: var(--whatsapp-wall); color: var(--whatsapp-ink) }
.phone-texts .bubble, .phone-bubble, .phone-buttons li { background: var(--whatsapp-theirs); color: var(--whatsapp-ink) }
.sms:is(.phone-texts, .phone-preview) { background: var(--sms-wall); color: var(--ink); border: 1px solid var(--line) }
.sms :is(.bubble, .phone-bubble, .phone-buttons li) { background: var(--sms-theirs); color: var(--ink) }
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
  .beside > * > h2, .beside > * > section > h2 { margin-block-start: .5rem }
  .beside > .main { grid-column: 1; grid-row: 1 / span 2 }
}
.attention { border: 1px solid var(--line); border-inline-start: 4px solid var(--busy); border-radius: var(--round); padding: .75rem 1rem; margin-block-end: 1rem; background: var(--card) }
.attention .card { background: var(--paper) }
.entry h2 .chip { font-weight: 400 }
#journal > .verdict { max-width: 52rem }
#senders { align-items: start }
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

const TEMPLATES = `
.templates .card { display: flex; flex-direction: column }
.templates h2 .quiet { font-weight: 400 }
.phone-preview { border-radius: var(--round-large); padding: .9rem; margin-block: .6rem; max-width: 24rem }
.phone-bubble { border-radius: 12px; border-start-start-radius: 3px; padding: .5rem .75rem }
.phone-bubble p { margin: 0 }
.phone-bubble mark { background: none; color: inherit; border-block-end: 2px dotted currentColor }
.phone-file { background: var(--paper); color: var(--soft); border-radius: 6px; padding: 1.25rem .75rem; text-align: center; font-size: var(--text-small) }
.phone-bubble .phone-file { margin-block-end: .5rem }
.phone-buttons { list-style: none; margin: .25rem 0 0; padding: 0; display: grid; gap: .25rem }
.phone-buttons li { border-radius: 8px; padding: .4rem; text-align: center; color: var(--accent); font-weight: 550 }
.usage { display: grid; grid-template-columns: repeat(5, auto); gap: .25rem; margin: auto 0 0; padding-block-start: .25rem }
.usage dt { font-size: var(--text-tiny); color: var(--soft) }
.usage dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums }
.sender .links { display: flex; gap: 1rem; margin-block: .5rem }
.sender h2 .chip { font-weight: 400; margin-inline-start: .35rem }
.bar { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; justify-content: space-between }
.bar button { min-height: 2.25rem; padding-block: .2rem; font-size: var(--text-small) }
.bar .tabs { margin-block: .5rem }
`

const INBOX = `
.inbox { display: grid; grid-template-columns: minmax(0, 23rem) minmax(0, 1fr); gap: .5rem var(--gap); align-items: start }
.inbox > * { min-width: 0 }
.inbox-top { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: center }
.inbox-top h1 { margin: 0 }
.inbox .filters { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin: 0 0 .75rem }
.inbox .filters label { max-width: none }
.inbox .filters button { grid-column: 1 / -1 }
.inbox .filters label:is(:first-of-type, :nth-of-type(2):last-of-type) { grid-column: 1 / -1 }
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
:is(.desk, .inbox-conversation) { --postern-font: .92rem/1.4 system-ui, sans-serif; --postern-background: var(--card); --postern-text: var(--ink); --postern-muted: var(--soft); --postern-line: var(--edge); --postern-accent: var(--accent); --postern-on-accent: var(--on-accent); --postern-theirs: var(--paper); --postern-ours: var(--mine); --postern-notice: var(--busy-paper); --postern-danger: var(--bad) }
.inbox-conversation { position: sticky; inset-block-start: 4.25rem; display: flex; flex-direction: column; block-size: max(30rem, calc(100dvh - 10.25rem)) }
.inbox-conversation > #inbox-composer { flex: 1 1 0; min-block-size: 0 }
.inbox-conversation postern-composer { block-size: 100%; border: 1px solid var(--line); border-radius: var(--round) }
.inbox-conversation > .empty { flex: 1; display: grid; place-content: center; margin: 0 }
.conversation-head { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; margin-block-end: .5rem; min-height: 2rem }
.conversation-head h2 { margin: 0 }
.conversation-head p { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0 }
.conversation-head .back { display: none }
.conversation-head form { margin: 0 0 0 auto }
.conversation-head button { min-height: 2rem; padding-block: .15rem; font-size: var(--text-small) }
.conversation-head [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none }
@media (max-width: 24rem) { .item-head .channel { display: block; font-size: var(--text-tiny) } }
@media (max-width: 60rem) {
  .inbox-conversation { position: static }
  .inbox { grid-template-columns: minmax(0, 1fr) }
  .inbox:not(.chosen) .inbox-conversation, .inbox.chosen :is(.inbox-list, .tabs) { display: none }
  .conversation-head .back { display: inline }
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
.try-composer pre { font: var(--mono); background: var(--card); border: 1px solid var(--line); border-radius: var(--round-small); padding: .75rem; margin: 0; white-space: pre-wrap }
@media (max-width: 48rem) { .try-composer { grid-template-columns: minmax(0, 1fr) } }
`

export const PAGES_STYLE = [ADMIN, POLICY, ROWS, LETTERS, TEMPLATES, INBOX, GALLERY].join('')
