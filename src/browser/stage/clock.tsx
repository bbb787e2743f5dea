/** The simulated time, the buttons that move it, and the reset. */

import { useRef } from 'preact/hooks'
import { fullTime } from './time.ts'

const HOUR_MS = 3_600_000

export type ClockProps = {
  readonly now: string | undefined
  readonly onWait: (ms: number) => void
  readonly onReset: () => void
}

export const Clock = ({ now, onWait, onReset }: ClockProps) => (
  <div class="clock">
    <p>
      <span class="unseen">The clock says </span>
      <time dateTime={now} title={now}>
        {now ? fullTime(now) : '…'}
      </time>
    </p>
    <button type="button" onClick={() => onWait(HOUR_MS)}>
      +1 h
    </button>
    <button type="button" onClick={() => onWait(24 * HOUR_MS)}>
      +24 h
    </button>
    <Reset onReset={onReset} />
  </div>
)

const Reset = ({ onReset }: Pick<ClockProps, 'onReset'>) => {
  const question = useRef<HTMLDialogElement>(null)
  const close = () => question.current?.close()
  return (
    <>
      <button type="button" onClick={() => question.current?.showModal()}>
        Reset…
      </button>
      <dialog ref={question} class="question" aria-labelledby="reset-title">
        <h2 id="reset-title">Empty the sandbox?</h2>
        <p>
          Every contact, message and event is removed from the database, and the clock shows the
          present time again. This can’t be undone.
        </p>
        <div class="row">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button
            class="first"
            type="button"
            onClick={() => {
              close()
              onReset()
            }}
          >
            Empty it
          </button>
        </div>
      </dialog>
    </>
  )
}
