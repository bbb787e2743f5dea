/** The design in one place: colours, space and type that every page, and the composer on them, is drawn with. */

/** Light, and dark where the reader prefers it. Every text pair has a contrast of at least 4.5 to 1. */
const COLOURS = {
  paper: ['#f4f5f2', '#101518'],
  card: ['#fff', '#1a2125'],
  ink: ['#1c2429', '#e7ecea'],
  soft: ['#55616a', '#a5b1b3'],
  line: ['#d8dcd9', '#313b40'],
  edge: ['#83908f', '#74828a'],
  accent: ['#0b6152', '#6fd3bf'],
  'on-accent': ['#fff', '#06241e'],
  mine: ['#e2f1ed', '#173b35'],
  shadow: ['0 6px 24px #1c242926', '0 6px 24px #0009'],
  focus: ['#0a58ca', '#8ab8ff'],
  good: ['#17633a', '#7fd8a1'],
  'good-paper': ['#e2f3e8', '#16331f'],
  bad: ['#9d1f1a', '#ff9d95'],
  'bad-paper': ['#fbe7e5', '#40191a'],
  busy: ['#7a4a00', '#f0c270'],
  'busy-paper': ['#fdf0d5', '#3a2a0c'],
  /** A simulated phone, as the two channels look on real ones. */
  'whatsapp-bar': ['#075e54', '#1f2c34'],
  'whatsapp-on-bar': ['#fff', '#e9edef'],
  'whatsapp-wall': ['#efe7dc', '#0b141a'],
  'whatsapp-theirs': ['#fff', '#202c33'],
  'whatsapp-ours': ['#d9fdd3', '#00493f'],
  'whatsapp-ink': ['#111b21', '#e9edef'],
  'whatsapp-soft': ['#4c5b63', '#b8c6cc'],
  'whatsapp-send': ['#0b7a68', '#00a884'],
  'whatsapp-on-send': ['#fff', '#05201a'],
  'whatsapp-tick': ['#0277a8', '#53bdeb'],
  'sms-bar': ['#f7f8fa', '#1d2024'],
  'sms-on-bar': ['#1b1f24', '#e8ebee'],
  'sms-wall': ['#fff', '#111315'],
  'sms-theirs': ['#e9ebef', '#2a2e33'],
  'sms-ours': ['#0b57d0', '#a8c7fa'],
  'sms-on-ours': ['#fff', '#062e6f'],
} as const

/** Sizes that do not change with the scheme. */
const SIZES = {
  round: '10px',
  'round-small': '8px',
  'round-large': '16px',
  gap: '1rem',
  'gap-small': '.5rem',
  'gap-tiny': '.25rem',
  font: '1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  mono: '.85em/1.5 ui-monospace, monospace',
  'text-small': '.9rem',
  'text-tiny': '.8rem',
  'text-large': '1.1rem',
  'text-title': '1.6rem',
} as const

const declared = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `--${name}: ${value};`).join(' ')

const colours = (scheme: 0 | 1) =>
  declared(Object.entries(COLOURS).map(([name, pair]) => [name, pair[scheme]]))

/** As custom properties of the page. */
export const TOKENS = `
:root { color-scheme: light dark; ${colours(0)} ${declared(Object.entries(SIZES))} }
@media (prefers-color-scheme: dark) { :root { ${colours(1)} } }
`
