/** How the console looks: light and dark, from 320 px on, in either direction of writing. */

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#0f6b5c"/><path d="M7 19V9.5a5 5 0 0 1 10 0V19M12 9v10M7 14h10" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></svg>`

const COLOURS = `
:root {
  color-scheme: light dark;
  --paper: #f6f6f3; --card: #fff; --ink: #1c2429; --soft: #55616a; --line: #d8dcd9; --edge: #83908f;
  --accent: #0b6152; --on-accent: #fff; --mine: #e2f1ed; --focus: #0a58ca;
  --good: #17633a; --good-paper: #e2f3e8; --bad: #9d1f1a; --bad-paper: #fbe7e5; --busy: #7a4a00; --busy-paper: #fdf0d5;
  --round: 10px; --gap: 1rem;
}
@media (prefers-color-scheme: dark) { :root {
  --paper: #12171a; --card: #1b2226; --ink: #e7ecea; --soft: #a5b1b3; --line: #313b40; --edge: #74828a;
  --accent: #6fd3bf; --on-accent: #06241e; --mine: #173b35; --focus: #8ab8ff;
  --good: #7fd8a1; --good-paper: #16331f; --bad: #ff9d95; --bad-paper: #40191a; --busy: #f0c270; --busy-paper: #3a2a0c;
} }
`

const FRAME = `
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere }
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
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem }
h3 { font-size: 1rem; margin: 0 0 .25rem }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
.skip { position: absolute; inset-inline-start: 1rem; transform: translateY(-200%); background: var(--card); padding: .5rem 1rem; z-index: 2 }
.skip:focus { transform: none }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.quiet { color: var(--soft); font-size: .9rem }
.lead { color: var(--soft); max-width: 65ch; margin: 0 0 1rem }
.empty { color: var(--soft); padding: 1.5rem; border: 1px dashed var(--line); border-radius: var(--round); text-align: center }
.notice { background: var(--good-paper); color: var(--good); padding: .6rem 1rem; border-radius: var(--round); margin: 0 0 1rem }
.pager { text-align: center; margin-block: 1.5rem }
code { font: .85em/1.5 ui-monospace, monospace; background: var(--paper); padding: .1rem .3rem; border-radius: 4px }
blockquote { margin: .5rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line) }
blockquote p { margin: 0 }
.said { white-space: pre-wrap }
`

const FORMS = `
label { display: grid; gap: .2rem; font-size: .9rem; color: var(--soft) }
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
.cards, .thread, .journal, .chips, .counters, .bars, .legend { list-style: none; margin: 0; padding: 0 }
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
.counters strong { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums }
.counters span { color: var(--soft); font-size: .9rem }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: var(--gap) }
.chart { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .9rem 1rem }
.chart figcaption { font-weight: 600; margin-block-end: .5rem }
.chart svg { display: block; width: 100%; height: 7.5rem }
.chart .axis { stroke: var(--line) }
.line { fill: none; stroke-width: 2.5; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round }
.line-1 { stroke: var(--accent) }
.line-2 { stroke: var(--busy); stroke-dasharray: 6 4 }
.legend { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font-size: .9rem; color: var(--soft) }
.legend li::before { content: ""; display: inline-block; width: 1.4rem; margin-inline-end: .4rem; vertical-align: middle; border-block-start: 3px solid var(--accent) }
.legend .key-2::before { border-block-start: 3px dashed var(--busy) }
.bars { display: grid; gap: .5rem }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem }
.bars svg { grid-column: 1 / -1; height: .5rem }
.bars .rail { fill: var(--paper) }
.bars .bar { fill: var(--accent) }
`

const STAGE = `
.clock { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin-block: 1rem }
.clock p { margin: 0 }
.clock time { font-weight: 600; font-variant-numeric: tabular-nums }
.stage { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); align-items: start }
@media (min-width: 68rem) { .stage { grid-template-columns: 1fr 1.3fr .9fr } }
.pane { background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: 1rem; display: grid; gap: .75rem; min-width: 0 }
.pane h2 { margin: 0 }
.pane > p { margin: 0 }
.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end }
.row label { flex: 1 1 8rem; min-width: 0 }
.row input, .row select, .pane > label select { width: 100% }
.phone { border-radius: 26px }
.screen { padding: .75rem; background: var(--paper); border-radius: 12px; height: 24rem; overflow-y: auto; overscroll-behavior: contain }
.screen ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: .5rem }
.screen .bubble { align-self: flex-start; max-width: 88% }
.screen .bubble.outbound { align-self: flex-end }
.screen .quiet { font-size: .8rem; margin: .15rem 0 0 }
.events .screen { height: 34rem }
.events .screen p { margin: .15rem 0 0 }
.desk { --postern-background: var(--card); --postern-text: var(--ink); --postern-muted: var(--soft); --postern-line: var(--edge); --postern-accent: var(--accent); --postern-on-accent: var(--on-accent); --postern-theirs: var(--paper); --postern-ours: var(--mine) }
postern-composer { block-size: 34rem; border: 1px solid var(--line); border-radius: 12px }
.story { border-color: var(--accent); margin-block-end: var(--gap) }
.steps { margin: 0; padding-inline-start: 1.5rem; display: grid; gap: .35rem }
.steps .next { color: var(--soft) }
.steps .now { font-weight: 600 }
.steps .why { font-weight: 400; margin: .25rem 0 0 }
.watch { background: var(--mine); padding: .6rem .9rem; border-radius: var(--round) }
`

const ADMIN = `
.stacked { display: grid; gap: .5rem; margin-block: .5rem }
.stacked button, .card > form > button { justify-self: start }
details > summary { cursor: pointer; color: var(--accent); padding-block: .35rem }
details > form { margin-block: .5rem }
`

export const STYLE = [COLOURS, FRAME, FORMS, PIECES, CHARTS, STAGE, ADMIN].join('')
