/** The agent's desk: the composer as a CRM would embed it. */

import type { Parties } from '../../console/stage-types.ts'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'postern-composer': {
        readonly from: string
        readonly to: string
        readonly agent: string
        readonly token: string
        readonly key?: string
      }
    }
  }
}

export type DeskProps = {
  readonly parties: Parties
  readonly token: string | undefined
  readonly isActive: boolean
  readonly onAgent: (agent: string) => void
  readonly onActivate: (active: boolean) => void
}

export const Desk = ({ parties, token, isActive, onAgent, onActivate }: DeskProps) => (
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
    {token && <postern-composer key={parties.to} {...parties} token={token} />}
  </section>
)
