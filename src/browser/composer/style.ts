/** The composer's style; a page sets the `--postern-…` properties, or `color-scheme`, on the element. */

const CSS = `
:host {
  color-scheme: light dark;
  --background: var(--postern-background, light-dark(#fff, #14181d));
  --text: var(--postern-text, light-dark(#1b1f24, #e8ebee));
  --muted: var(--postern-muted, light-dark(#57606a, #a5afba));
  --line: var(--postern-line, light-dark(#8c959f, #6b7681));
  --accent: var(--postern-accent, light-dark(#0a55c4, #7db7ff));
  --on-accent: var(--postern-on-accent, light-dark(#fff, #06121f));
  --theirs: var(--postern-theirs, light-dark(#eff1f4, #232a31));
  --ours: var(--postern-ours, light-dark(#dcebff, #17324f));
  --notice: var(--postern-notice, light-dark(#fff4d6, #3a2f10));
  --danger: var(--postern-danger, light-dark(#a4221b, #ffaaa3));
  --radius: var(--postern-radius, .75rem);
  --rule: color-mix(in srgb, var(--line) 45%, transparent);
  display: flex; flex-direction: column; min-block-size: 20rem; block-size: 36rem;
  font: var(--postern-font, 1rem/1.45 system-ui, sans-serif);
  color: var(--text); background: var(--background); container-type: inline-size;
  overflow: hidden; overflow-wrap: anywhere; box-sizing: border-box;
}
:host([hidden]) { display: none }
*, *::before { box-sizing: border-box }
p, dl, dd, blockquote, figure { margin: 0 }
.frame, .frame > *, footer > * { min-inline-size: 0 }
.frame { display: flex; flex-direction: column; flex: 1; block-size: 100%; min-block-size: 0 }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
small, .muted { font-size: .875em; color: var(--muted) }
header { position: relative; display: flex; flex-wrap: wrap; gap: 0 .125rem; align-items: center; padding: .375rem .5rem .375rem .875rem; border-block-end: 1px solid var(--rule) }
header > :first-child { flex: 1 1 auto; min-inline-size: 0 }
header bdi { white-space: nowrap }
header > :first-child > * { display: block; line-height: 1.3 }
header > button { flex: none; padding-inline: .375rem }
.panel { position: absolute; inset-inline: 0; inset-block-start: 100%; z-index: 1; padding: .5rem .75rem; background: var(--background); border-block-end: 1px solid var(--rule); box-shadow: 0 .5rem 1rem rgb(0 0 0 / .2); display: flex; flex-direction: column; align-items: flex-start; gap: .25rem }
.panel form { align-items: flex-end }
.thread { position: relative; flex: 1; min-block-size: 8rem; display: flex; flex-direction: column }
.new { position: absolute; inset-block-end: .5rem; inset-inline-start: 50%; translate: -50%; background: var(--accent); color: var(--on-accent); border-radius: 2rem }
.new:dir(rtl) { translate: 50% }
.file img { display: block; max-inline-size: 100%; max-block-size: 12rem; border-radius: .5rem }
.file audio { display: block; max-inline-size: 100%; block-size: 2.5rem }
code { font-size: .9em }
.row > small { order: 1 }
.log { flex: 1; min-block-size: 0; overflow-y: auto; padding: .75rem; display: flex; flex-direction: column; gap: .375rem }
.log > :first-child { margin-block-start: auto }
.log > .nothing { margin: auto; text-align: center }
.day { text-align: center; margin-block: .5rem .125rem }
.message { max-inline-size: min(85%, 36rem); padding: .5rem .75rem; border-radius: var(--radius); background: var(--theirs); align-self: flex-start }
.message.ours { background: var(--ours); align-self: flex-end }
.message.automatic { border: 1px dashed var(--rule); background: none }
.message { line-height: 1.4 }
.message .body { white-space: pre-wrap }
.message small { color: inherit; opacity: .85; display: block }
.message .foot { display: flex; flex-wrap: wrap; gap: 0 .5rem; justify-content: flex-end; align-items: center }
.message .read { color: var(--accent); opacity: 1; font-weight: 600 }
.failed, .error { color: var(--danger) }
.message .failed { color: var(--danger); opacity: 1 }
blockquote { border-inline-start: 3px solid var(--accent); padding-inline-start: .5rem; margin-block-end: .25rem; font-size: .875em; max-block-size: 4.5em; overflow: hidden }
footer { border-block-start: 1px solid var(--rule); padding: .625rem .75rem; display: flex; flex-direction: column; gap: .375rem; max-block-size: 75%; overflow-y: auto }
.why { background: var(--notice); border-radius: var(--radius); padding: .5rem .75rem }
.alert { position: sticky; inset-block-start: 0; z-index: 1; flex: none; background: var(--background); border: 1px solid var(--danger); border-radius: var(--radius); padding: .375rem .625rem }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center }
.box { position: relative; display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: var(--radius); background: var(--background) }
.box:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent) }
.box > textarea { border: 0; background: none; padding: .625rem .75rem .25rem; border-radius: inherit }
.box > textarea:focus-visible { outline: none }
.box.closed { flex-direction: row; align-items: flex-start; background: var(--notice); border-color: var(--rule) }
.box.closed > textarea { order: 1; padding: .625rem .75rem .625rem .5rem; resize: none; cursor: not-allowed }
.box.closed > textarea::placeholder { color: var(--text) }
.box > .attached { padding: .5rem .5rem 0 }
.lock { flex: none; inline-size: 1.25rem; margin: .75rem 0 0 .75rem; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linejoin: round }
.tools { display: flex; flex-wrap: wrap; gap: 0 .25rem; align-items: center; padding: 0 .375rem .375rem; min-block-size: 2.25rem }
.tools > .session { padding-inline: .375rem }
.tools > small { padding-inline: .375rem }
.tools > p { flex: 1 1 0 }
.icon { border-color: transparent; min-block-size: 2.25rem; min-inline-size: 2rem; padding: .25rem; line-height: 1 }
.icon svg { inline-size: 1.375rem; block-size: 1.375rem; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; display: block; margin: auto }
.emoji { display: contents }
.emoji [role=group] { order: 1; flex: 1 0 100%; display: grid; grid-template-columns: repeat(auto-fill, minmax(2.25rem, 1fr)); font-size: 1.25rem }
.attached { display: flex; flex-wrap: wrap; gap: .375rem; margin: 0; padding: 0; list-style: none }
.attached li { display: flex; gap: .375rem; align-items: center; max-inline-size: 100%; padding-inline-start: .625rem; border-radius: 2rem; background: var(--theirs) }
.attached bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.attached small { flex: none }
label { display: block; margin-block-end: .25rem; font-size: .875em; color: var(--muted) }
textarea, input, select { font: inherit; color: var(--text); background: var(--background); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .625rem; inline-size: 100%; min-inline-size: 0 }
textarea { max-inline-size: 100%; resize: none; min-block-size: 2.75rem; max-block-size: 12rem; field-sizing: content }
textarea::placeholder { color: var(--muted); opacity: 1 }
textarea[readonly]::placeholder { color: var(--text) }
textarea[readonly] { cursor: not-allowed }
button { font: inherit; color: var(--accent); background: none; border: 1px solid var(--accent); border-radius: .5rem; padding: .375rem .75rem; min-block-size: 2.25rem; cursor: pointer }
button.main { color: var(--on-accent); background: var(--accent) }
button.main { font-weight: 600 }
button:hover { background: color-mix(in srgb, var(--accent) 9%, transparent) }
button.main:hover { background: color-mix(in srgb, var(--accent) 88%, var(--text)) }
button.link { border-color: transparent; padding-inline: .5rem; font-weight: 500 }
.message button.link { text-decoration: underline; min-block-size: 1.5rem; padding: 0 .25rem; font-size: .875em }
button[aria-disabled=true], button:disabled { color: var(--muted); background: var(--theirs); border-color: transparent; cursor: not-allowed }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
a { color: var(--accent) }
.form { display: flex; flex-direction: column; gap: .5rem }
.filters { display: flex; flex-wrap: wrap; gap: .5rem }
.filters > :first-child { flex: 2 1 10rem }
.filters > * { flex: 1 1 6rem }
.options { max-block-size: 14rem; overflow-y: auto; border: 1px solid var(--line); border-radius: .5rem }
[role=option] { padding: .5rem .625rem; cursor: pointer; border-block-end: 1px solid var(--theirs) }
[role=option][aria-selected=true] { background: var(--ours); outline: 2px solid var(--accent); outline-offset: -2px }
[role=option] small { display: block; color: inherit }
.preview { background: var(--ours); border-radius: var(--radius); padding: .5rem .75rem }
.preview p { margin: 0; white-space: pre-wrap }
.preview img { display: block; max-width: 100%; max-height: 12rem; border-radius: var(--radius) }
.preview small { display: block; overflow-wrap: anywhere }
.template-button { display: block; margin-top: .25rem; padding-top: .25rem; border-top: 1px solid var(--line); text-align: center }
@container (max-inline-size: 26rem) {
  header { font-size: .875em; padding: .125rem .25rem .125rem .625rem }
  header > button { padding-inline: .2rem; font-size: inherit }
  .box.closed > textarea[readonly] { padding: .5rem .375rem; font-size: .8125rem }
  .lock { margin: .5rem 0 0 .375rem; inline-size: 1.125rem }
  header > :first-child { flex-basis: 0 }
  header > :first-child > * { line-height: 1.25; font-size: .8125rem }
  footer small { font-size: .8em; line-height: 1.3 }
  footer { font-size: .9375em }
  footer { padding-block: .375rem }
  footer .row { gap: .375rem }
  footer .row button { padding: .125rem .4rem; min-block-size: 2rem; font-size: .9em }
  textarea[readonly] { font-size: .875rem; line-height: 1.35 }
  .tools > .session { order: 2; flex-basis: 100% }
  .tools > .main { margin-inline-start: auto }
  .tools > .link { padding-inline: .25rem }
  .tools > .icon { min-inline-size: 1.75rem }
}
`

/** A constructed sheet: a page's policy need not allow inline styles for it. */
export const createSheet = (): CSSStyleSheet => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(CSS)
  return sheet
}
