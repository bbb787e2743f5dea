/** Whether the contact wants marketing, with buttons to record their answer. */

import { useState } from 'preact/hooks'
import type { State } from '../model/model.ts'
import { useScreen } from '../model/screen.ts'

export const Marketing = ({ composer }: Pick<State, 'composer'>) => {
  const { model, words } = useScreen()
  const [asking, setAsking] = useState(false)
  if (!composer) return null
  const { stop, stopped, granted, agreed, telephone, inPerson } = words.marketing
  const { status, source } = composer.marketing
  // Only the contact can undo that, or an administrator with written consent.
  const isOwnStop = status === 'revoked' && (source === 'contact' || source === 'provider')
  const record = (basis: 'telephone' | 'in_person') => {
    setAsking(false)
    void model.setMarketing({ status: 'granted', basis })
  }
  return (
    <div class="row">
      {status !== 'unasked' && <small>{status === 'revoked' ? stopped : granted}</small>}
      {status !== 'revoked' && (
        <button
          type="button"
          class="link"
          onClick={() => void model.setMarketing({ status: 'revoked' })}
        >
          {stop}
        </button>
      )}
      {status !== 'granted' && !isOwnStop && (
        <button
          type="button"
          class="link"
          aria-expanded={asking}
          onClick={() => setAsking(!asking)}
        >
          {agreed}
        </button>
      )}
      {asking && (
        <>
          <button type="button" onClick={() => record('telephone')}>
            {telephone}
          </button>
          <button type="button" onClick={() => record('in_person')}>
            {inPerson}
          </button>
        </>
      )}
    </div>
  )
}
