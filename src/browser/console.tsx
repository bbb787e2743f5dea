/** Keeps console pages up to date: reloads the parts marked `data-live` every few seconds. */

import { mountComposer } from './inbox-composer.ts'
import { spell } from './moment.ts'
import { spellTimes } from './reader-times.ts'

const EVERY_MS = 3_000
let timer: ReturnType<typeof setInterval> | undefined

/** Somebody works in it: it has the focus, an open form, or a field with something typed in. */
const isInUse = (part: Element): boolean =>
  part.contains(document.activeElement) ||
  part.querySelector('details[open]') !== null ||
  [...part.querySelectorAll('input')].some(
    ({ type, value, defaultValue, checked, defaultChecked }) =>
      type === 'checkbox' ? checked !== defaultChecked : value !== defaultValue,
  )

/** Replaces the live parts that have changed, except those in use. False once the sign-in has ended. */
const refresh = async (): Promise<boolean> => {
  if (document.hidden) return true
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (answer.redirected) return false
  if (!answer.ok) throw new Error(String(answer.status))
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  spellTimes(fresh)
  for (const part of document.querySelectorAll('[data-live]')) {
    const now = fresh.getElementById(part.id)
    if (now && !isInUse(part) && now.innerHTML !== part.innerHTML)
      part.replaceChildren(...now.childNodes)
  }
  return true
}

/** Old figures must not pass for new ones while the gateway does not answer. */
const stale = document.createElement('p')
stale.className = 'failed'
stale.setAttribute('role', 'alert')

const say = (...content: readonly (string | Node)[]) => {
  stale.replaceChildren(...content)
  document.getElementById('main')?.prepend(stale)
}

/** Keeps what was typed: the person signs in again. */
const saySignedOut = () => {
  const login = document.createElement('a')
  login.href = '/console/login'
  login.textContent = 'Sign in'
  say('You are signed out. This page is no longer up to date. ', login)
}

const refreshOrSay = async () => {
  try {
    if (await refresh()) return stale.remove()
    clearInterval(timer)
    saySignedOut()
  } catch {
    if (stale.isConnected) return
    const since = spell('time', new Date().toISOString(), document.documentElement.lang)
    say(`No answer from the gateway since ${since}. Trying again…`)
  }
}

spellTimes(document)
if (document.querySelector('[data-live]')) timer = setInterval(() => void refreshOrSay(), EVERY_MS)

/** One box that chooses all of its form; delegated, since the list is replaced now and then. */
const chooseAll = ({ target }: Event) => {
  if (!(target instanceof HTMLInputElement) || !target.closest('[data-all]')) return
  for (const box of target.form?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])
    box.checked = target.checked
}
document.addEventListener('change', chooseAll)
document.documentElement.classList.add('scripted')

mountComposer()
