/** The contact's owner in this line of business, and what the agent may do about it. */

import { useRef, useState } from 'preact/hooks'
import type { State } from './model/model.ts'
import { useScreen } from './model/screen.ts'
import { fill } from './model/words.ts'

export const Owner = ({ composer, parties }: State) => {
  const { model, words } = useScreen()
  const [open, setOpen] = useState(false)
  const agent = useRef<HTMLInputElement>(null)
  if (!composer) return null
  const { owner } = composer
  const { you, nobody, other } = words.owners
  const isOwn = owner === parties.agent
  if (owner !== null && !isOwn) return <small>{fill(other, { owner })}</small>
  const handOver = (event: Event) => {
    event.preventDefault()
    const to = agent.current?.value.trim()
    if (!to) return
    setOpen(false)
    void model.own(to)
  }
  return (
    <>
      <div class="row">
        <small>{isOwn ? you : nobody}</small>
        {/* One button, so that the focus stays on it. */}
        <button
          type="button"
          class="link"
          aria-expanded={isOwn ? open : undefined}
          onClick={() => (isOwn ? setOpen(!open) : void model.own(parties.agent))}
        >
          {isOwn ? words.handOver : words.take}
        </button>
        {isOwn && (
          <button type="button" class="link" onClick={() => void model.own(null)}>
            {words.release}
          </button>
        )}
      </div>
      {isOwn && open && (
        <form class="row" onSubmit={handOver}>
          <div>
            <label for="agent">{words.handOverTo}</label>
            <input id="agent" ref={agent} required autocomplete="off" />
          </div>
          <button type="submit">{words.handOver}</button>
        </form>
      )}
    </>
  )
}
