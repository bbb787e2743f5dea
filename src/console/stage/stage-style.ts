/** How the sandbox's page looks: phone, composer and events whole on one screen wherever there is room. */

/** Where all three panes fit side by side, the page is as high as the window, and each pane scrolls by itself. */
const ONE_SCREEN = '(min-width: 64rem) and (min-height: 34rem)'

const FRAME = `
main:has(> #stage) { max-width: 110rem; padding: var(--gap-small) var(--gap) var(--gap); display: grid; gap: var(--gap-small) var(--gap); grid-template-columns: minmax(0, 1fr) }
#stage { display: contents }
.intro { display: flex; flex-wrap: wrap; gap: 0 var(--gap); align-items: baseline; min-width: 0 }
.intro h1 { font-size: var(--text-large); margin: 0 }
.intro .lead { margin: 0; font-size: var(--text-small); max-width: none }
.clock, .stories ul, .samples { display: flex; gap: var(--gap-small); align-items: center }
.clock { flex-wrap: wrap }
.clock p { margin: 0 }
.clock time { font-weight: 600; font-size: var(--text-small); font-variant-numeric: tabular-nums }
.question { max-width: min(30rem, calc(100vw - 2rem)); color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: var(--round-large); padding: var(--gap) }
.question::backdrop { background: #0008 }
.question h2 { margin-block-start: 0; font-size: var(--text-large) }
.question .row { justify-content: flex-end; margin-block-start: var(--gap) }
.stage { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); min-height: 0 }
.pane { background: var(--card); border: 1px solid var(--line); border-radius: var(--round-large); padding: .75rem; display: flex; flex-direction: column; gap: var(--gap-small); min-width: 0; min-height: 0 }
.pane h2 { margin: 0; font-size: 1rem }
.pane.lit { border-color: var(--accent); box-shadow: 0 0 0 2px var(--accent) }
.pane-head { display: flex; flex-wrap: wrap; gap: var(--gap-small); align-items: center }
.pane-head h2 { flex: 1 1 auto }
:is(.clock, .pane-head, .stories, .story) button { min-height: 2rem; padding: .2rem .65rem; font-size: var(--text-small) }
.inline { display: flex; align-items: center; gap: var(--gap-small) }
.inline input { width: 5.5rem; min-height: 2rem; padding-block: .2rem }
.row { display: flex; flex-wrap: wrap; gap: var(--gap-small); align-items: end }
.row label { flex: 1 1 8rem; min-width: 0 }
.row select { width: 100%; min-height: 2.1rem; padding-block: .2rem; text-overflow: ellipsis }
.screen { overflow-y: auto; overscroll-behavior: contain; height: 22rem }
.screen ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: .4rem }
.desk { --postern-font: .92rem/1.4 system-ui, sans-serif; --postern-background: var(--card); --postern-text: var(--ink); --postern-muted: var(--soft); --postern-line: var(--edge); --postern-accent: var(--accent); --postern-on-accent: var(--on-accent); --postern-theirs: var(--paper); --postern-ours: var(--mine); --postern-notice: var(--busy-paper); --postern-danger: var(--bad) }
postern-composer { block-size: 34rem; border: 1px solid var(--line); border-radius: var(--round) }
@media (min-width: 44rem) {
  .stage { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .events { grid-column: 1 / -1 }
  .phone .screen { flex: 1 0 16rem; height: 0 }
  .events .screen { height: 16rem }
}
@media (min-width: 64rem) {
  main:has(> #stage) { grid-template-columns: minmax(0, 1fr) auto }
  :is(.stories, .story, .stage, #stage > .verdict) { grid-column: 1 / -1 }
  .stage { grid-template-columns: minmax(19rem, 1fr) minmax(24rem, 1.6fr) minmax(14rem, .85fr) }
  .events { grid-column: auto }
}
@media ${ONE_SCREEN} {
  body:has(#stage) { height: 100dvh; display: grid; grid-template-rows: auto minmax(0, 1fr) }
  body:has(#stage) > header { padding-block: .4rem; padding-inline: max(1rem, calc((100% - 108rem) / 2)) }
  main:has(> #stage) { width: 100%; min-height: 0; grid-template-rows: auto auto minmax(0, 1fr) }
  main:has(> #stage > .verdict:not([hidden])) { grid-template-rows: auto auto auto minmax(0, 1fr) }
  .stage { grid-template-rows: minmax(0, 1fr) }
  .pane .screen, postern-composer { flex: 1 1 0; height: auto; block-size: auto; min-block-size: 0; min-height: 0 }
}
@media ${ONE_SCREEN} and (max-height: 52rem) {
  body:has(#stage) > header { padding-block: .15rem }
  main:has(> #stage) { padding-block: .25rem .5rem; row-gap: .35rem }
  .pane { padding: .5rem .6rem; gap: .35rem }
  .story { padding-block: .2rem }
  .callout { padding-block: .25rem }
  .desk { --postern-font: .85rem/1.35 system-ui, sans-serif }
}
`

const STORIES = `
.stories { display: flex; gap: var(--gap-small); align-items: center; min-width: 0 }
.stories h2 { margin: 0; font-size: var(--text-small); white-space: nowrap }
.stories ul { list-style: none; margin: 0; padding: 3px; overflow-x: auto; scrollbar-width: none }
.stories button { white-space: nowrap; border-radius: 999px }
.story { display: flex; flex-wrap: wrap; gap: var(--gap-small) var(--gap); align-items: center; background: var(--mine); border-radius: var(--round); padding: .4rem .75rem; position: sticky; inset-block-start: 0; z-index: 1; min-width: 0 }
.story-text { flex: 1 1 20rem; min-width: 0 }
.story h2, .story p { margin: 0; font-size: var(--text-small) }
.story h2:focus { outline: none }
.story .quiet { color: var(--ink) }
.story button { background: var(--card) }
.story button.first { background: var(--accent) }
.story button[disabled] { background: none }
.key { font: var(--text-tiny)/1 ui-monospace, monospace; border: 1px solid currentColor; border-radius: 4px; padding: .1rem .3rem; margin-inline-start: .25rem }
.callout { background: var(--accent); color: var(--on-accent); border-radius: var(--round); padding: .45rem .75rem; position: relative }
.callout::after { content: ""; position: absolute; inset-block-start: 100%; inset-inline-start: 1.5rem; border: 7px solid transparent; border-block-start-color: var(--accent); border-block-end: 0 }
.callout p { margin: 0; font-size: var(--text-small); font-weight: 550 }
.callout .why { border: 0; padding: 0; font-weight: 400; margin-block-start: .15rem }
@media (min-width: 64rem) { .story h2, .story-text > p:not(.unseen) { white-space: nowrap; overflow: hidden; text-overflow: ellipsis } }
@media (hover: none), (max-width: 44rem) { .key { display: none } }
@media (prefers-reduced-motion: no-preference) { .new { animation: arrive .35s ease-out } @keyframes arrive { from { opacity: 0; transform: translateY(.5rem) } } }
`

const PHONE = `
.device { flex: 1 1 auto; min-height: 0; display: flex; flex-direction: column; overflow: hidden; border: 5px solid #22282c; border-radius: 26px; --bar: var(--sms-bar); --on-bar: var(--sms-on-bar); --wall: var(--sms-wall); --theirs: var(--sms-theirs); --on-theirs: var(--sms-on-bar); --ours: var(--sms-ours); --on-ours: var(--sms-on-ours); --foot: currentColor; --own-foot: currentColor; background: var(--wall) }
.device.whatsapp { --bar: var(--whatsapp-bar); --on-bar: var(--whatsapp-on-bar); --wall: var(--whatsapp-wall); --theirs: var(--whatsapp-theirs); --on-theirs: var(--whatsapp-ink); --ours: var(--whatsapp-ours); --on-ours: var(--whatsapp-ink); --foot: var(--whatsapp-soft); --own-foot: var(--whatsapp-soft) }
.device-bar { display: flex; align-items: center; gap: .6rem; padding: .4rem .8rem; background: var(--bar); color: var(--on-bar) }
.device-bar p { margin: 0; line-height: 1.25; font-size: var(--text-small); display: grid; min-width: 0 }
.device-bar bdi, .typing { font-size: var(--text-tiny) }
.device-bar { position: relative }
.typing:not(:empty) { position: absolute; inset-inline-end: .8rem; inset-block-start: .5rem; font-style: italic }
.avatar { flex: none; width: 2rem; height: 2rem; border-radius: 50%; display: grid; place-items: center; font-weight: 650; background: var(--on-bar); color: var(--bar) }
.device.sms .device-bar { border-block-end: 1px solid var(--line) }
.device .screen { background: var(--wall); padding: .6rem }
.device .nothing { align-self: center; background: var(--theirs); color: var(--on-theirs); font-size: var(--text-tiny); border-radius: var(--round-small); padding: .2rem .6rem }
.device .bubble { align-self: flex-start; max-width: 86%; padding: .35rem .6rem; border: 0; border-radius: 10px; border-start-start-radius: 2px; background: var(--theirs); color: var(--on-theirs); font-size: .95rem; line-height: 1.4 }
.device.whatsapp .bubble { box-shadow: 0 1px 1px #0003 }
.device .bubble.outbound { align-self: flex-end; border-radius: 10px; border-start-end-radius: 2px; background: var(--ours); color: var(--on-ours) }
.device.sms .bubble, .device.sms .bubble.outbound { border-radius: 18px }
.bubble.new { outline: 2px solid var(--focus); outline-offset: 1px }
.foot { display: flex; flex-wrap: wrap; gap: 0 .4rem; justify-content: flex-end; align-items: center; font-size: .75rem; color: var(--foot) }
.bubble.outbound .foot { color: var(--own-foot) }
.ticks { fill: none; stroke: var(--whatsapp-tick); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }
.device.sms .ticks { display: none }
.file { display: flex; gap: .5rem; align-items: center }
.file .sketch { display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: var(--round-small); background: var(--wall); font-size: 1.1rem; flex: none }
.file.picture, .file.place { display: grid; gap: .2rem; min-width: 11rem }
.file.picture .sketch, .file.place .sketch { width: 100%; height: 5rem; font-size: 2rem; background: linear-gradient(160deg, #b9d8f2, #dcebd2 60%, #a9c98f) }
.file.voice .sketch { border-radius: 50%; background: var(--bar); color: var(--on-bar); font-size: .9rem }
.file.voice::after { content: ""; width: 6rem; height: 1.2rem; background: repeating-linear-gradient(90deg, currentColor 0 2px, transparent 2px 5px); clip-path: polygon(0 40%, 15% 10%, 30% 35%, 45% 0, 60% 40%, 80% 15%, 100% 45%, 100% 55%, 80% 85%, 60% 60%, 45% 100%, 30% 65%, 15% 90%, 0 60%) }
.choices { display: grid; gap: .25rem; margin-block-start: .35rem }
.choices button, .choices summary { background: none; border: 1px solid currentColor; color: inherit; border-radius: var(--round-small); min-height: 2rem; padding: .2rem .5rem; width: 100%; text-align: center; cursor: pointer }
.choices details { display: grid }
.choices details button { margin-block-start: .25rem }
.choices small { display: block }
.writing { background: var(--wall); padding: .4rem .5rem .5rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: .4rem; border-block-start: 1px solid var(--line) }
.samples { list-style: none; margin: 0; padding: 3px; overflow-x: auto; scrollbar-width: none; gap: .3rem }
.samples button { white-space: nowrap; min-height: 1.75rem; padding: .05rem .5rem; font-size: var(--text-tiny); border-radius: 999px }
.writing form { display: flex; gap: .4rem }
.writing input { flex: 1; border-radius: 999px; padding-inline: .9rem }
.writing form button { border-radius: 999px }
`

const EVENTS = `
.events .screen { padding: .5rem; background: var(--paper); border-radius: var(--round) }
.event { background: var(--card); border: 1px solid var(--line); border-radius: var(--round-small); padding: .35rem .6rem; font-size: var(--text-small) }
.event.new { background: var(--mine); border-color: var(--accent); border-inline-start-width: 4px }
.event.new .quiet { color: var(--ink) }
.event p { margin: 0 }
.event-head { display: flex; flex-wrap: wrap; gap: 0 var(--gap-small); justify-content: space-between; align-items: baseline }
.event-head .quiet { font-size: var(--text-tiny) }
.raw summary { font-size: var(--text-tiny); padding-block: .1rem; width: fit-content }
.raw pre { white-space: pre-wrap; font: var(--mono); margin: .25rem 0; padding: .4rem; background: var(--paper); border-radius: var(--round-small) }
.raw pre.answer { border-inline-start: 3px solid var(--line) }
.raw select { min-height: 2rem; padding-block: .1rem; font-size: var(--text-tiny) }
.wire > summary { font-size: var(--text-small); font-weight: 600 }
.pane .wire .screen { flex: none; height: min(18rem, 34dvh) }
.raw button { min-height: 2rem; padding: .1rem .6rem; font-size: var(--text-tiny); margin-inline-end: .5rem }
`

export const STAGE_STYLE = [FRAME, STORIES, PHONE, EVENTS].join('')
