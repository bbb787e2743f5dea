/** Where the agent writes: open when free text may be sent, and else it says why not. */

import { useRef } from 'preact/hooks'
import { Countdown } from './countdown.tsx'
import type { State } from './model/model.ts'
import { useScreen } from './model/screen.ts'
import { Remedies } from './remedies.tsx'

export const Field = (state: State) => {
  const { composer, text, sending } = state
  const { model, words } = useScreen()
  const field = useRef<HTMLTextAreaElement>(null)
  if (!composer) return null
  const { status } = composer.text
  const isUnasked = status === 'held' && composer.consent.status === 'unasked'
  const sentence = isUnasked ? words.unasked : composer.text.sentence
  const open = status !== 'refused'
  // The sentence about a message that would be held says already what it waits for.
  const remedies = composer.text.remedies.filter(
    (one) => status !== 'held' || one.do !== 'wait_for_contact',
  )
  const send = async () => {
    if (!open) return
    await model.send()
    field.current?.focus()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    // On a touch keyboard Enter is the only way to a new line.
    if (matchMedia('(pointer: coarse)').matches && !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void send()
  }
  return (
    <>
      <SessionLine {...state} />
      <div id="why" class={sentence ? 'why' : ''} role="status">
        {sentence && <p dir="auto">{sentence}</p>}
      </div>
      <Remedies remedies={remedies} composer={composer} />
      <div class="write">
        <div>
          <label for="text">{words.field}</label>
          <textarea
            id="text"
            ref={field}
            rows={2}
            dir="auto"
            value={text}
            readOnly={!open}
            aria-describedby={open && !sentence ? 'keys' : 'why'}
            onInput={(event) => model.type(event.currentTarget.value)}
            onKeyDown={press}
          />
        </div>
        {composer.templates.length > 0 && composer.template.status !== 'refused' && open && (
          <button type="button" onClick={() => model.pick(true)} aria-expanded={false}>
            {words.templates}
          </button>
        )}
        <button
          type="button"
          class="main"
          aria-disabled={!open || sending || text.trim() === ''}
          onClick={() => void send()}
        >
          {sending ? words.sending : words.send}
        </button>
      </div>
      {open && (
        <small id="keys" class="hidden">
          {words.keys}
        </small>
      )}
    </>
  )
}

/** What is possible, and until when. */
const SessionLine = ({ composer }: State) => {
  const { model, words } = useScreen()
  if (!composer) return null
  const { session, text, template } = composer
  if (text.status !== 'refused' && session.closesAt)
    return (
      <p class="muted">
        <Countdown until={session.closesAt} text={words.closesIn} then={model.refresh} />
      </p>
    )
  const only = template.status === 'refused' ? words.refused : words.sessionClosed
  const states = { accepted: words.sessionOpen, held: words.heldState, refused: only }
  return <p class="muted">{states[text.status]}</p>
}
