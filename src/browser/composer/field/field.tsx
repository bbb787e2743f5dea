/** The text field: open if free text may be sent, otherwise with the reason why not. */

import { useRef } from 'preact/hooks'
import { Countdown } from '../countdown.tsx'
import { Explanation, sentenceOf } from '../explanation.tsx'
import { isReady, type State } from '../model/model.ts'
import { useScreen } from '../model/screen.ts'
import { fill } from '../model/words.ts'
import { Remedies } from '../remedies.tsx'
import { AttachButton, Attached } from './attach.tsx'
import { Counter } from './counter.tsx'
import { EmojiButton } from './emoji.tsx'
import { SlashList, useSlash } from './slash.tsx'

export const Field = (state: State) => {
  const { composer, text } = state
  const { model, words, page } = useScreen()
  const open = composer !== undefined && composer.text.status !== 'refused'
  const { field, slash, send, insert, press, paste } = useWriting(state, open)
  if (!composer) return null
  const { status } = composer.text
  const sentence = sentenceOf(composer, words, page)
  // The sentence about a held message already says what it waits for.
  const remedies = composer.text.remedies.filter(
    (one) => status !== 'held' || one.do !== 'wait_for_contact',
  )
  return (
    <>
      <Explanation composer={composer} text={text} />
      <SlashList {...slash} />
      {composer.notice && (
        <small dir="auto">{fill(words.notice, { notice: composer.notice })}</small>
      )}
      <div class={open ? 'box' : 'box closed'}>
        <Attached files={state.files} />
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
          aria-autocomplete="list"
          aria-controls={slash.entries.length > 0 ? 'slash' : undefined}
          aria-activedescendant={slash.entries.length > 0 ? `slash-${slash.at}` : undefined}
          onInput={(event) => model.type(event.currentTarget.value)}
          onKeyDown={press}
          onPaste={paste}
        />
        {open ? (
          <Tools {...state} insert={insert} send={send} />
        ) : (
          <svg class="lock" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
          </svg>
        )}
      </div>
      <Remedies
        remedies={remedies}
        reason={composer.text.reason}
        sentence={sentence}
        composer={composer}
      />
      {open && (
        <small id="keys" class="hidden">
          {words.keys}
        </small>
      )}
    </>
  )
}

/** The actions of the field's keys and buttons. */
const useWriting = (state: State, open: boolean) => {
  const { composer, text } = state
  const { model } = useScreen()
  const field = useRef<HTMLTextAreaElement>(null)
  const slash = useSlash(state)
  const send = async () => {
    if (!open) return
    await model.send()
    field.current?.focus()
  }
  const insert = (words: string) => {
    const area = field.current
    if (!area) return
    area.setRangeText(words, area.selectionStart, area.selectionEnd, 'end')
    model.type(area.value)
    area.focus()
  }
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (slash.press(event.key)) return event.preventDefault()
    if (!open && event.key === '/' && composer?.template.status !== 'refused') {
      event.preventDefault()
      return model.pick(true)
    }
    if (event.key === 'ArrowUp' && text === '' && open) return recall(event, state, model.type)
    if (event.key === 'Escape' && state.failure) return model.dismiss()
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    // On a touch keyboard Enter is the only way to a new line.
    if (matchMedia('(pointer: coarse)').matches && !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void send()
  }
  const paste = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files
    if (!open || !files || files.length === 0) return
    event.preventDefault()
    model.attach(files)
  }
  return { field, slash, send, insert, press, paste }
}

/** Restores the agent's last text, to send again or change. */
const recall = (event: Event, { messages, parties }: State, type: (text: string) => void) => {
  const last = messages.findLast(
    (one) => one.agent === parties.agent && one.text && !one.template && !one.automatic,
  )
  if (!last?.text) return
  event.preventDefault()
  type(last.text)
}

type ToolsProps = State & {
  readonly insert: (text: string) => void
  readonly send: () => Promise<void>
}

/** The bar below the text: files, emoji, remaining time, length, templates and the send button. */
const Tools = ({ insert, send, ...state }: ToolsProps) => {
  const { composer } = state
  const { model, words } = useScreen()
  if (!composer) return null
  return (
    <div class="tools">
      <AttachButton max={composer.limits.maxMedia} />
      <EmojiButton insert={insert} />
      {composer.templates.length > 0 && composer.template.status !== 'refused' && (
        <button type="button" class="link" onClick={() => model.pick(true)} aria-expanded={false}>
          {words.templates}
        </button>
      )}
      <SessionLine {...state} />
      <Counter {...state} />
      <button
        type="button"
        class="main"
        part="send"
        aria-disabled={!isReady(state)}
        onClick={() => void send()}
      >
        {state.sending ? words.sending : words.send}
      </button>
    </div>
  )
}

/** The remaining time for free text, or what a message waits for. */
const SessionLine = ({ composer }: State) => {
  const { model, words } = useScreen()
  if (!composer) return null
  const { session, text, consent } = composer
  if (session.closesAt)
    return (
      <p class="muted session">
        <Countdown until={session.closesAt} text={words.closesIn} then={model.refresh} />
      </p>
    )
  if (text.status !== 'held') return <p class="muted session">{words.sessionOpen}</p>
  // Otherwise the field explains what a message will do.
  const isAsked = text.reason === 'consent_pending' && consent.status !== 'unasked'
  return <p class="muted session">{isAsked ? words.heldState : ''}</p>
}
