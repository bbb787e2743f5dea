/** The style of the documentation: `npm run build:browser` makes the asset `docs.css` of it. */

export const DOCS_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2429; --quiet: #55616a; --line: #d8dcd9; --soft: #f1f3f2; --accent: #0b6152; --edge: #7d8a8b; --get: #0a55b8; --put: #7a4a00; --delete: #9d1f1a; --event: #6b3fa0 }
@media (prefers-color-scheme: dark) { :root { --paper: #101518; --ink: #e7ecea; --quiet: #a5b1b3; --line: #313b40; --soft: #1a2125; --accent: #6fd3bf; --get: #8ab8ff; --put: #f0c270; --delete: #ff9d95; --event: #cfb3ff } }
* { box-sizing: border-box }
body { background: var(--paper); color: var(--ink); overflow-wrap: anywhere; font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 84rem; padding: 0 1.5rem 6rem }
body > header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem }
header p { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0; padding: .75rem 0 }
header a:first-child { font-weight: 650; color: var(--ink); text-decoration: none }
main { min-width: 0 }
body > main { max-width: 62rem }
.index { list-style: none; padding: 0; margin: 0 0 1rem }
.index a { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr) minmax(0, 1fr); gap: 0 .75rem; align-items: baseline; padding: .3rem .5rem; border-radius: 6px; text-decoration: none }
.index a:hover { background: var(--soft) }
.index a:hover code { text-decoration: underline }
.index code { justify-self: start; background: none; color: var(--ink) }
.index span { color: var(--quiet) }
.method { font: 600 12px/1.6 ui-monospace, monospace; letter-spacing: .02em; color: var(--accent); justify-self: start }
.method.get { color: var(--get) }
.method:is(.put, .patch) { color: var(--put) }
.method.delete { color: var(--delete) }
.method.event { color: var(--event) }
.where { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .25rem 0 1rem }
.where .method { border: 1px solid currentColor; border-radius: 4px; padding: 0 .4rem }
.where code { font-size: 16px }
@media (max-width: 40rem) { .index a { grid-template-columns: 4.5rem minmax(0, 1fr) } .index span { grid-column: 2 } }
.all .index a { grid-template-columns: 3.6rem minmax(0, 1fr); padding: .15rem .4rem; font-size: 14px }
.all .index code { display: none }
.all .index span { color: inherit }
.all .index [aria-current] { background: var(--soft); box-shadow: inset 3px 0 var(--accent) }
.all h2 { font-size: 13px; margin: .75rem 0 .2rem; color: var(--quiet) }
form { display: grid; gap: .5rem; margin: .5rem 0 1rem; max-width: 44rem }
label { color: var(--quiet); font-size: 14px }
form.search { grid-template-columns: minmax(0, 1fr) auto; align-items: end }
input, textarea, button { font: inherit; padding: .4rem .6rem; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: 6px; width: 100% }
textarea { font: 14px/1.5 ui-monospace, monospace }
button { cursor: pointer; width: auto; justify-self: start; font-weight: 600; color: var(--paper); background: var(--accent); border-color: var(--accent); padding-inline: 1rem }
a { color: var(--accent) }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem }
section { margin-top: 2rem }
article { border-top: 1px solid var(--line); padding: 1rem 0 }
h3 { margin: .2rem 0; font-size: 1rem }
code, pre { font: 14px/1.5 ui-monospace, monospace; background: var(--soft); border-radius: 4px }
code { padding: .1rem .25rem; overflow-wrap: anywhere }
pre { padding: .75rem 1rem; margin: .5rem 0 1rem; overflow: auto; max-height: 26rem; white-space: pre-wrap; border: 1px solid var(--line); border-radius: 8px; font-size: 13px }
table { border-collapse: collapse; width: 100%; font-size: 15px }
td, th { border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top }
td { min-width: 4rem }
td:first-child { min-width: 6.5rem }
td table td { border-bottom: 0; padding-block: .1rem }
.related { padding-inline-start: 0; list-style: none; font-size: 15px }
.related li { padding: .15rem 0 }
small { color: var(--quiet) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
summary { cursor: pointer }
.codes { display: flex; flex-wrap: wrap; gap: 0 1.25rem }
.codes details { display: contents }
.codes summary { list-style: none; order: 0; padding: .2rem 0; color: var(--quiet); border-bottom: 2px solid transparent }
.codes details[open] summary { color: var(--ink); font-weight: 600; border-color: var(--accent) }
.codes details::details-content { order: 1; flex: 0 0 100%; min-width: 0; max-width: 100% }
@media (max-width: 71.99rem) { .all { display: none } }
@media (max-width: 40rem) { table, tbody, tr, td { display: block } td { border: 0; padding: .1rem 0 } tr { border-bottom: 1px solid var(--line); padding: .3rem 0 } }
@media (min-width: 72rem) {
  .page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2.5rem; align-items: start }
  .all { position: sticky; top: 0; max-height: 100vh; overflow: auto; padding-block: .5rem 2rem; border-right: 1px solid var(--line); padding-right: .75rem }
  .two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 27rem); gap: 2.5rem; align-items: start }
  .two h2:first-child { margin-top: .25rem }
  .two > :first-child :is(table, tbody, tr, td:last-child) { display: block }
  .two > :first-child td { display: inline-block; min-width: 0; max-width: 100%; border: 0; padding: 0 .5rem 0 0 }
  .two > :first-child tr { border-bottom: 1px solid var(--line); padding: .5rem 0 }
  .two > :first-child td:has(> table) { display: block }
  .two > :first-child td br { display: none }
  .two > :first-child td small { margin-left: .35rem }
  .two > :first-child td:nth-child(2) { color: var(--quiet) }
  .two > :first-child td table { margin: .25rem 0 0; padding-left: .75rem; border-left: 2px solid var(--line); color: var(--ink) }
  .two > :first-child td table tr { border: 0; padding: .2rem 0 }
}
`
