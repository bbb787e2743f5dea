/** The contact's owner in this line of business, and what the agent may do about it. */

import { useEffect, useRef } from 'preact/hooks'
import type { State } from '../model/model.ts'
import { nameOf } from '../model/page.ts'
import { useScreen } from '../model/screen.ts'
import { fill } from '../model/words.ts'

/** The owner as text. */
export const Ownership = ({ composer, parties }: State) => {
  const { words, page } = useScreen()
  if (!composer) return null
  const { you, nobody, other, onBehalf } = words.owners
  const { owner } = composer
  const { agent } = parties
  const isForAnother = page.signedIn !== undefined && page.signedIn !== agent
  const has =
    owner === agent && !isForAnother ? you : owner && fill(other, { owner: nameOf(page, owner) })
  return (
    <small>
      {has || nobody}
      {isForAnother && ` · ${fill(onBehalf, { agent: nameOf(page, agent) })}`}
    </small>
  )
}

/** Releases the contact. */
export const Release = ({ composer, parties }: State) => {
  const { model, words } = useScreen()
  if (composer?.owner !== parties.agent) return null
  return (
    <button type="button" class="link" onClick={() => void model.own(null)}>
      {words.release}
    </button>
  )
}

/** To a colleague of the page's list, or to an agent's id. */
export const HandOver = ({ composer, parties, done }: State & { readonly done: () => void }) => {
  const { model, words, page } = useScreen()
  const agent = useRef<HTMLInputElement>(null)
  useEffect(() => agent.current?.focus(), [])
  if (composer?.owner !== parties.agent) return null
  const colleagues = page.colleagues.filter(({ id }) => id !== parties.agent)
  const handOver = (event: Event) => {
    event.preventDefault()
    const typed = agent.current?.value.trim()
    if (!typed) return
    // A name from the list is replaced by its id.
    const known = colleagues.find(({ id, name }) => id === typed || name === typed)
    done()
    void model.own(known?.id ?? typed)
  }
  return (
    <form class="row" onSubmit={handOver}>
      <div>
        <label for="agent">
          {colleagues.length > 0 ? words.chooseColleague : words.handOverTo}
        </label>
        <input id="agent" ref={agent} required autocomplete="off" list="colleagues" />
        <datalist id="colleagues">
          {colleagues.map(({ id, name }) => (
            <option key={id} value={name ?? id}>
              {name === undefined ? '' : id}
            </option>
          ))}
        </datalist>
      </div>
      <button type="submit">{words.handOver}</button>
    </form>
  )
}
