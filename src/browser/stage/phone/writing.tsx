/** The customer's text field, with samples. */

import { useRef, useState } from 'preact/hooks'
import type { Tap } from '../../../console/stage/stage-types.ts'
import { isAppChannel } from '../world.ts'
import { Arrow } from './sketches.tsx'

export type WritingProps = {
  readonly channel: string
  /** Resolves to whether the message was sent. */
  readonly onWrite: (text: string, tap?: Tap) => Promise<boolean>
}

type Sample = {
  readonly label: string
  readonly text: string
  readonly tap?: Tap
  readonly isOfApps?: true
}

const file = (filename: string, contentType: string): Tap => ({
  media: [{ url: `https://example.com/${filename}`, contentType, filename }],
})

const SAMPLES: readonly Sample[] = [
  { label: 'YES', text: 'YES' },
  { label: 'STOP', text: 'STOP' },
  { label: 'Who is this?', text: 'Who is this?' },
  { label: 'Photo', text: '', tap: file('photo.jpg', 'image/jpeg') },
  {
    label: 'Button',
    text: '',
    tap: { button: { text: 'Yes, call me', payload: 'call_me' } },
    isOfApps: true,
  },
  { label: 'Voice', text: '', tap: file('voice.ogg', 'audio/ogg') },
]

export const Writing = ({ channel, onWrite }: WritingProps) => {
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const replace = (now: string) => {
    setText(now)
    if (field.current) field.current.value = now
  }
  const write = async (e: Event) => {
    e.preventDefault()
    // Use the field's current text, even if it was typed since the last render.
    const typed = field.current?.value ?? text
    replace('')
    if (typed.trim() === '' || (await onWrite(typed))) return
    if (!field.current?.value) replace(typed)
  }
  return (
    <div class="writing">
      <ul class="samples" aria-label="Samples">
        {SAMPLES.filter(({ isOfApps }) => !isOfApps || isAppChannel(channel)).map(
          ({ label, text, tap }) => (
            <li key={label}>
              <button type="button" onClick={() => void onWrite(text, tap)}>
                {label}
              </button>
            </li>
          ),
        )}
      </ul>
      <form onSubmit={write}>
        <input
          ref={field}
          value={text}
          dir="auto"
          maxLength={4096}
          autocomplete="off"
          aria-label="Write as the customer"
          placeholder="Message"
          enterkeyhint="send"
          onInput={(e) => setText(e.currentTarget.value)}
        />
        <button class="first" type="submit" aria-label="Send" title="Send">
          <Arrow />
        </button>
      </form>
    </div>
  )
}
