/** Keeps console pages up to date: reloads the parts marked `data-live` every few seconds. */

import { openDesk } from './console-desk.ts'

const EVERY_MS = 3_000

/** Somebody works in it: it has the focus, an open form, or a field with something typed in. */
const isInUse = (part: Element): boolean =>
  part.contains(document.activeElement) ||
  part.querySelector('details[open]') !== null ||
  [...part.querySelectorAll('input')].some(
    ({ type, value, defaultValue, checked, defaultChecked }) =>
      type === 'checkbox' ? checked !== defaultChecked : value !== defaultValue,
  )

/** Replaces the live parts that have changed, except those in use. */
const refresh = async () => {
  if (document.hidden) return
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (answer.redirected) return
  if (!answer.ok) throw new Error(String(answer.status))
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-live]')) {
    const now = fresh.getElementById(part.id)
    if (now && !isInUse(part) && now.innerHTML !== part.innerHTML)
      part.replaceChildren(...now.childNodes)
  }
}

/** Old figures must not pass for new ones while the gateway does not answer. */
const stale = document.createElement('p')
stale.className = 'failed'
stale.setAttribute('role', 'alert')

const refreshOrSay = async () => {
  try {
    await refresh()
    stale.remove()
  } catch {
    if (stale.isConnected) return
    stale.textContent = `No answer from the gateway since ${new Date().toLocaleTimeString()}. Trying again…`
    document.getElementById('main')?.prepend(stale)
  }
}

if (document.querySelector('[data-live]')) setInterval(() => void refreshOrSay(), EVERY_MS)

/** One box that chooses all of its form; delegated, since the list is replaced now and then. */
const chooseAll = ({ target }: Event) => {
  if (!(target instanceof HTMLInputElement) || !target.closest('[data-all]')) return
  for (const box of target.form?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])
    box.checked = target.checked
}
document.addEventListener('change', chooseAll)
document.documentElement.classList.add('scripted')

openDesk()
