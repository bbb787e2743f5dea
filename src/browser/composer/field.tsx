/** Where the agent writes: open when free text may be sent, and else it says why not. */

import { useRef } from 'preact/hooks'
import { Countdown } from './countdown.tsx'
import type { State } from './model/model.ts'
import { useScreen } from './model/screen.ts'
import { Remedies } from './remedies.tsx'
import { sentenceOf, Why } from './why.tsx'

export const Field = (state: State) => {
  const { composer, text, sending } = state
  const { model, words } = useScreen()
  const field = useRef<HTMLTextAreaElement>(null)
  if (!composer) return null
  const { status } = composer.text
  const sentence = sentenceOf(composer, words)
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
      <Why composer={composer} text={text} />
      <div class="write">
        <label for="text" class="hidden">
          {words.field}
        </label>
        <textarea
          id="text"
          part="field"
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          readOnly={!open}
          placeholder={sentence ?? words.field}
          aria-describedby={open && !sentence ? 'keys' : 'why'}
          onInput={(event) => model.type(event.currentTarget.value)}
          onKeyDown={press}
        />
        {open && (
          <button
            type="button"
            class="main"
            part="send"
            aria-disabled={sending || text.trim() === ''}
            onClick={() => void send()}
          >
            {sending ? words.sending : words.send}
          </button>
        )}
      </div>
      <Remedies remedies={remedies} composer={composer} />
      {open && (
        <div class="tools">
          <SessionLine {...state} />
          {composer.templates.length > 0 && composer.template.status !== 'refused' && (
            <button
              type="button"
              class="link"
              onClick={() => model.pick(true)}
              aria-expanded={false}
            >
              {words.templates}
            </button>
          )}
        </div>
      )}
      {open && (
        <small id="keys" class="hidden">
          {words.keys}
        </small>
      )}
    </>
  )
}

/** Until when free text is possible, or what it waits for. */
const SessionLine = ({ composer }: State) => {
  const { model, words } = useScreen()
  if (!composer) return null
  const { session, text } = composer
  if (session.closesAt)
    return (
      <p class="muted">
        <Countdown until={session.closesAt} text={words.closesIn} then={model.refresh} />
      </p>
    )
  return <p class="muted">{text.status === 'held' ? words.heldState : words.sessionOpen}</p>
}
