/** The composer in the inbox: opened with a token for the person who signed in, which is renewed in time. */

type Seat = { readonly from: string; readonly to: string; readonly agent: string }

const RETRY_MS = 5_000

/** Puts the composer into its place on the page, if the page has one. */
export const mountComposer = (): void => {
  const place = document.getElementById('inbox-composer')
  if (!place?.dataset.seat) return
  const seat: Seat = JSON.parse(place.dataset.seat)
  const { from, to } = seat
  const mint = async (): Promise<string | undefined> => {
    const answer = await fetch(place.dataset.token ?? '', {
      method: 'POST',
      body: new URLSearchParams({ from, to }),
    })
    // Signed out in another tab: the login says so.
    if (answer.redirected) location.reload()
    if (!answer.ok) return undefined
    return ((await answer.json()) as { readonly token: string }).token
  }
  const open = async () => {
    const token = await mint().catch(() => undefined)
    if (token === undefined) {
      place.replaceChildren(failure())
      setTimeout(open, RETRY_MS)
      return
    }
    const composer = document.createElement('postern-composer')
    for (const [name, value] of Object.entries({ ...seat, token }))
      composer.setAttribute(name, value)
    composer.addEventListener('postern-token-expiring', async () => {
      const next = await mint().catch(() => undefined)
      if (next !== undefined) composer.setAttribute('token', next)
    })
    place.replaceChildren(composer)
  }
  void open()
}

const failure = (): HTMLElement => {
  const text = document.createElement('p')
  text.className = 'empty'
  text.setAttribute('role', 'alert')
  text.textContent = 'The composer could not be opened. Trying again…'
  return text
}
