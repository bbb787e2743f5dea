/** Words that may have been an opt-out, for the agent to settle; and a stop the contact gave elsewhere. */

import { useState } from 'preact/hooks'
import type { State } from './model/model.ts'
import { useScreen } from './model/screen.ts'
import { fill } from './model/words.ts'

/** The contact's words and two buttons. */
export const Doubt = ({ composer }: Pick<State, 'composer'>) => {
  const { model, words } = useScreen()
  const doubt = composer?.consent.doubt
  if (!doubt) return null
  return (
    <div class="alert" role="alert">
      <p dir="auto">
        {doubt.words === undefined
          ? words.doubt.withheld
          : fill(words.doubt.wrote, { words: doubt.words })}
      </p>
      <div class="row">
        <button type="button" onClick={() => void model.settleDoubt('opt_out')}>
          {words.doubt.optOut}
        </button>
        <button type="button" onClick={() => void model.settleDoubt('other')}>
          {words.doubt.other}
        </button>
      </div>
    </div>
  )
}

/** The contact said it on the phone, say. Recorded after a second click, since only the contact can undo it. */
export const RecordStop = ({ composer }: Pick<State, 'composer'>) => {
  const { model, words } = useScreen()
  const [asking, setAsking] = useState(false)
  const { status } = composer?.consent ?? {}
  if (!composer || status === 'revoked' || status === 'refused') return null
  const record = () => {
    setAsking(false)
    void model.recordStop()
  }
  return (
    <div class="row">
      <button type="button" class="link" aria-expanded={asking} onClick={() => setAsking(!asking)}>
        {words.doubt.askedToStop}
      </button>
      {asking && (
        <>
          <small>{words.doubt.final}</small>
          <button type="button" onClick={record}>
            {words.doubt.record}
          </button>
        </>
      )}
    </div>
  )
}
