/** The style of the sandbox's page: phone, composer and events on one screen if there is room. */

/** If all three panes fit side by side, the page is as high as the window, and each pane scrolls separately. */
const ONE_SCREEN = '(min-width: 64rem) and (min-height: 34rem)'

const FRAME = `
main:has(> #stage) { max-width: 110rem; padding: var(--gap-small) var(--gap) var(--gap); display: grid; gap: var(--gap-small) var(--gap); grid-template-columns: minmax(0, 1fr) }
#stage { display: contents }
.intro { display: flex; flex-wrap: wrap; gap: 0 var(--gap); align-items: baseline; align-self: center; min-width: 0 }
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
:is(.clock, .pane-head, .stories, .story) button:not(.first) { color: var(--ink); background: var(--card); border-color: var(--line); font-weight: 500 }
:is(.clock, .pane-head, .stories, .story) button:not(.first, [disabled]):hover { border-color: var(--accent); color: var(--accent) }
:is(.clock, .pane-head, .stories, .story) button { min-height: 2rem; padding: .2rem .65rem; font-size: var(--text-small) }
.inline { display: flex; align-items: center; gap: var(--gap-small) }
.inline input { width: 5.5rem; min-height: 2rem; padding-block: .2rem }
.row { display: flex; flex-wrap: wrap; gap: var(--gap-small); align-items: end }
.pane .row label + label { flex: 1 1 9.5rem }
.pane .row label { flex: 1 1 8.4rem; min-width: 0; gap: 0; font-size: var(--text-tiny) }
.pane .row select { width: 100%; min-height: 2rem; padding: .15rem .3rem; font-size: .86rem; text-overflow: ellipsis }
.screen { overflow-y: auto; overscroll-behavior: contain; height: 22rem }
.screen ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: .4rem }
postern-composer { block-size: 34rem; border: 1px solid var(--rule); border-radius: var(--round) }
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
  body:has(#stage) { height: 100dvh; display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) }
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
.callout { background: var(--accent); color: var(--on-accent); border-radius: var(--round); padding: .4rem .75rem; position: relative; margin: 0; font-size: var(--text-small); line-height: 1.4; font-weight: 550 }
.callout::after { content: ""; position: absolute; inset-block-start: 100%; inset-inline-start: 1.5rem; border: 7px solid transparent; border-block-start-color: var(--accent); border-block-end: 0 }
.outcome { font-style: italic }
@media (min-width: 64rem) { .story h2, .story-text > p:not(.unseen) { white-space: nowrap; overflow: hidden; text-overflow: ellipsis } }
@media (hover: none), (max-width: 44rem) { .key { display: none } }
@media (max-width: 44rem) {
  .story { gap: .35rem; padding: .35rem .6rem }
  .story h2 { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden }
  .story :is(.outcome, .again) { display: none }
  .story .row { gap: .3rem }
  .story .row button { padding-inline: .5rem }
  .story [aria-hidden]:not(.unseen) { display: none }
  .pane .inline input { width: 4.25rem }
}
@media (prefers-reduced-motion: no-preference) { .new { animation: arrive .35s ease-out } @keyframes arrive { from { opacity: 0; transform: translateY(.5rem) } } }
`

const PHONE = `
.device { flex: 1 1 auto; align-self: center; width: 100%; max-width: 25rem; min-height: 0; display: flex; flex-direction: column; overflow: hidden; border: 6px solid #20262b; border-radius: 30px; box-shadow: 0 0 0 1px #5c6870, 0 8px 22px -10px #0006; --bar: var(--sms-bar); --on-bar: var(--sms-on-bar); --wall: var(--sms-wall); --theirs: var(--sms-theirs); --on-theirs: var(--sms-on-bar); --ours: var(--sms-ours); --on-ours: var(--sms-on-ours); --foot: currentColor; --own-foot: currentColor; --send: var(--sms-ours); --on-send: var(--sms-on-ours); background: var(--wall) }
.device.whatsapp { --bar: var(--whatsapp-bar); --on-bar: var(--whatsapp-on-bar); --wall: var(--whatsapp-wall); --theirs: var(--whatsapp-theirs); --on-theirs: var(--whatsapp-ink); --ours: var(--whatsapp-ours); --on-ours: var(--whatsapp-ink); --foot: var(--whatsapp-soft); --own-foot: var(--whatsapp-soft); --send: var(--whatsapp-send); --on-send: var(--whatsapp-on-send) }
.status-bar { display: flex; justify-content: space-between; align-items: center; margin: 0; padding: .2rem 1.1rem 0; background: var(--bar); color: var(--on-bar); font-size: .75rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums }
.signs { fill: currentColor; height: 10px; width: auto }
.device-bar { position: relative; display: flex; align-items: center; gap: .6rem; padding: .3rem .8rem .4rem; background: var(--bar); color: var(--on-bar) }
.device-bar p { margin: 0; line-height: 1.25; font-size: var(--text-small); display: grid; min-width: 0 }
.device-bar bdi, .typing { font-size: var(--text-tiny) }
.typing:not(:empty) { position: absolute; inset-inline-end: .8rem; inset-block-start: .3rem; font-style: italic }
.avatar { flex: none; width: 2.1rem; height: 2.1rem; border-radius: 50%; display: grid; place-items: center; font-weight: 650; background: color-mix(in srgb, var(--on-bar) 18%, var(--bar)); color: var(--on-bar) }
.device.sms .device-bar { flex-direction: column; gap: .1rem; padding-block: 0 .35rem; border-block-end: 1px solid var(--line) }
.device.sms .device-bar p { text-align: center; justify-items: center }
.device.sms .device-bar strong { line-height: 1.1 }
.device.sms .avatar { width: 1.7rem; height: 1.7rem; font-size: .85rem; background: #7d8791; color: #fff }
.device .screen { background: var(--wall); padding: .5rem .7rem }
.device .screen ol { gap: .3rem }
.device :is(.nothing, .day) { align-self: center; background: var(--theirs); color: var(--foot); font-size: var(--text-tiny); border-radius: var(--round-small); padding: .1rem .6rem; margin-block: .2rem }
.device.sms :is(.nothing, .day) { background: none; color: var(--soft) }
.device .bubble { position: relative; align-self: flex-start; max-width: 84%; padding: .3rem .55rem; border: 0; border-radius: 10px; border-start-start-radius: 2px; background: var(--theirs); color: var(--on-theirs); font-size: .93rem; line-height: 1.38 }
.device.whatsapp .bubble { box-shadow: 0 1px 1px #0002 }
.device .bubble.outbound { align-self: flex-end; border-radius: 10px; border-start-end-radius: 2px; background: var(--ours); color: var(--on-ours) }
.device.sms .bubble { padding-inline: .8rem; border-radius: 18px; border-end-start-radius: 5px }
.device.sms .bubble.outbound { border-radius: 18px; border-end-end-radius: 5px }
.bubble.new { outline: 2px solid var(--focus); outline-offset: 1px }
.bubble .link { color: var(--whatsapp-tick) }
.device.sms .bubble .link { color: inherit }
.foot { display: flex; flex-wrap: wrap; gap: 0 .4rem; justify-content: flex-end; align-items: center; font-size: .72rem; line-height: 1.3; color: var(--foot) }
.bubble.outbound .foot { color: var(--own-foot) }
.ticks { fill: none; stroke: var(--whatsapp-tick); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }
.device.sms .ticks { display: none }
.file { display: flex; gap: .5rem; align-items: center }
.file.picture { display: grid; gap: .15rem; font-size: var(--text-tiny) }
.file .view { width: 14rem; max-width: 100%; height: auto; border-radius: 7px; display: block }
.file .paper { flex: none; color: #55616a }
.play { flex: none; fill: var(--own-foot) }
.play path { fill: var(--ours) }
.wave { flex: 0 1 auto; min-width: 0; stroke: var(--own-foot); stroke-width: 2.5; stroke-linecap: round }
.choices { display: grid; gap: .25rem; margin-block-start: .35rem }
.choices button, .choices summary { background: none; border: 0; border-block-start: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 0; color: var(--whatsapp-tick); font-weight: 550; min-height: 2rem; padding: .2rem .5rem; width: 100%; text-align: center; cursor: pointer }
.choices button:hover, .choices summary:hover { background: color-mix(in srgb, currentColor 10%, transparent); color: var(--whatsapp-tick) }
.choices details { display: grid }
.choices small { display: block; color: var(--foot) }
.writing { background: var(--wall); padding: .35rem .5rem .55rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: .35rem }
.samples { list-style: none; margin: 0; padding: 3px; overflow-x: auto; scrollbar-width: none; gap: .2rem }
.samples button { white-space: nowrap; min-height: 1.75rem; padding: .05rem .35rem; font-size: .73rem; font-weight: 500; border-radius: 999px; background: var(--theirs); color: var(--on-theirs); border-color: transparent }
.samples button:hover { border-color: currentColor; color: var(--on-theirs); background: var(--theirs) }
.writing form { display: flex; gap: .4rem }
.writing input { flex: 1; border-radius: 999px; padding-inline: .9rem; background: var(--theirs); color: var(--on-theirs); border-color: color-mix(in srgb, var(--edge) 70%, transparent) }
.device.sms .writing input { background: var(--wall); border-color: var(--edge) }
.device.whatsapp .writing input { border-color: var(--edge) }
.writing form button.first { flex: none; display: grid; place-items: center; width: 2.5rem; padding: 0; border: 0; border-radius: 50%; background: var(--send); color: var(--on-send) }
`

const EVENTS = `
.events .screen { padding: .5rem; background: var(--paper); border-radius: var(--round) }
.screen > ol > .empty { border: 0; font-size: var(--text-small) }
.event { background: var(--card); border: 1px solid var(--line); border-radius: var(--round-small); font-size: var(--text-small) }
.event.new { background: var(--mine); border-color: var(--accent); border-inline-start-width: 4px }
.event.new .quiet { color: var(--ink) }
.event p { margin: 0 }
.raw > summary { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem .5rem; align-items: baseline; padding: .35rem .6rem; color: inherit; list-style: none; border-radius: inherit }
.raw > summary::-webkit-details-marker { display: none }
.raw > summary:hover code { text-decoration: underline }
.raw > summary code { max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; background: none; padding: 0; font-weight: 600; color: var(--accent) }
.raw > summary code::before { content: "›"; display: inline-block; width: .8em; font-weight: 700; color: var(--soft) }
.raw[open] > summary code::before { transform: rotate(90deg); transform-origin: 35% 55% }
.raw > summary .quiet { padding-inline-start: .8rem; font-size: var(--text-tiny); font-variant-numeric: tabular-nums }
.raw > summary > :nth-child(n + 3) { flex-basis: 100%; padding-inline-start: .8rem; overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2 }
.raw[open] > summary > :nth-child(n + 3) { display: block }
.raw > :not(summary) { margin-inline: .6rem }
.raw > p { padding-block-end: .5rem }
.raw pre { white-space: pre-wrap; font: var(--mono); font-size: .78rem; line-height: 1.4; margin: 0 .6rem .35rem; padding: .4rem .5rem; background: var(--paper); border-radius: var(--round-small) }
.raw pre.answer { border-inline-start: 3px solid var(--line) }
.events .inline { flex: 1 1 auto }
.events .inline select { flex: 1 }
.pane .inline select { min-height: 2rem; padding: .1rem .4rem; font-size: var(--text-small) }
.wire > summary { font-size: var(--text-small); font-weight: 600 }
.pane .wire .screen { flex: none; height: min(18rem, 34dvh) }
.raw > button { min-height: 2rem; padding: .1rem .6rem; font-size: var(--text-tiny); margin: 0 .5rem .5rem .6rem }
`

export const STAGE_STYLE = [FRAME, STORIES, PHONE, EVENTS].join('')
