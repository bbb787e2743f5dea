/** Applies the chosen style to the composer on the page, and writes it as CSS. */

import type { TryComposer } from '../console/gallery/try-types.ts'

const PART = 'part-'
/** These are properties of the element itself. */
const OWN = new Set(['height', 'width', 'color-scheme'])
const sheet = new CSSStyleSheet()
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]

const find = <E extends Element>(selector: string): E => {
  const found = document.querySelector<E>(`#try-composer ${selector}`)
  if (!found) throw new Error(`${selector} is missing`)
  return found
}

const root = document.getElementById('try-composer') as HTMLElement
const { token, ...parties }: TryComposer = JSON.parse(root.dataset.setting ?? '')
const form = find<HTMLFormElement>('form')
const place = find<HTMLElement>('#place')
const composer = document.createElement('postern-composer')
for (const [name, value] of Object.entries({ ...parties, token }))
  composer.setAttribute(name, value)

const post = (path: string, body: object) =>
  fetch(path, { method: 'POST', body: JSON.stringify(body) })

composer.addEventListener('postern-token-expiring', async () => {
  const answer = await post('/console/stage/token', parties)
  if (answer.ok)
    composer.setAttribute('token', ((await answer.json()) as { readonly token: string }).token)
})
find('#writes').addEventListener('click', () => {
  void post('/sandbox/phone', { from: parties.to, to: parties.from, text: 'YES, hello!' })
})

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
const controls = [...form.elements].filter(
  (one): one is Control => 'name' in one && one.name !== '',
)

/** A colour that the composer has now, as `<input type=color>` wants it. */
const currentColour = (name: string): string => {
  const probe = document.createElement('i')
  const style = getComputedStyle(composer)
  probe.style.colorScheme = style.colorScheme
  probe.style.color = style.getPropertyValue(`--${name}`)
  place.append(probe)
  const [red, green, blue] = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number)
  probe.remove()
  return `#${[red, green, blue].map((n = 0) => n.toString(16).padStart(2, '0')).join('')}`
}

const touched = new Set<string>()

/** Colours that were not chosen follow the scheme. */
const showColours = () => {
  for (const control of controls)
    if (control.type === 'color' && !touched.has(control.name))
      control.value = currentColour(control.name)
}

const chosen = (control: Control): string =>
  control.type === 'color' && !touched.has(control.name) ? '' : control.value.trim()

const cssOf = (): string => {
  const given = controls.map((one) => [one.name, chosen(one)] as const).filter(([, v]) => v !== '')
  const own = given
    .filter(([name]) => name !== 'dir' && name !== 'lang' && !name.startsWith(PART))
    .map(([name, value]) => `  ${OWN.has(name) ? name : `--postern-${name}`}: ${value};`)
  const parts = given
    .filter(([name]) => name.startsWith(PART))
    .map(([name, value]) => `postern-composer::part(${name.slice(PART.length)}) {\n  ${value}\n}`)
  return [`postern-composer {\n${own.map((one) => `${one}\n`).join('')}}`, ...parts].join('\n')
}

const apply = () => {
  const css = cssOf()
  sheet.replaceSync(css)
  find('#css').textContent = css
  const { dir, lang } = Object.fromEntries(controls.map(({ name, value }) => [name, value]))
  place.dir = dir ?? 'ltr'
  if (lang && place.lang !== lang) {
    place.lang = lang
    // The composer reads the language when it is attached.
    place.replaceChildren(composer)
  }
  showColours()
}

form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', ({ target }) => {
  touched.add((target as Control).name)
  apply()
})
form.addEventListener('reset', () => {
  touched.clear()
  // The event comes before the fields are reset.
  setTimeout(apply)
})
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showColours)
apply()
