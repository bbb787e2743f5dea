/** The agent's desk: the composer as a CRM would embed it. */

import type { Parties } from '../../console/stage/stage-types.ts'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'postern-composer': {
        readonly from: string
        readonly to: string
        readonly agent: string
        readonly token: string
      }
    }
  }
}

/** Where an agent sits: whom the composer is for, with the token that says so. */
export type Seat = Parties & { readonly token: string }

export type DeskProps = {
  readonly parties: Parties
  readonly seat: Seat | undefined
  readonly isActive: boolean
  readonly onAgent: (agent: string) => void
  readonly onActivate: (active: boolean) => void
}

export const Desk = ({ parties, seat, isActive, onAgent, onActivate }: DeskProps) => (
  <section class="pane desk" aria-labelledby="desk-title">
    <h2 id="desk-title">The agent's composer</h2>
    <div class="row">
      <label>
        Agent
        <input
          value={parties.agent}
          maxLength={60}
          autocomplete="off"
          onChange={(e) => onAgent(e.currentTarget.value.trim() || 'ana')}
        />
      </label>
      <button type="button" onClick={() => onActivate(!isActive)}>
        {isActive ? 'Deactivate the number' : 'Activate the number'}
      </button>
    </div>
    {seat && <postern-composer {...seat} />}
  </section>
)
