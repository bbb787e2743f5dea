/** The agent's desk: the composer as a CRM would embed it. */

import { useState } from 'preact/hooks'
import type { Parties } from '../../console/stage/stage-types.ts'
import { Callout, paneClass } from './story/story.tsx'
import type { Playing } from './story/use-story.ts'
import type { Seat } from './world.ts'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'postern-composer': {
        readonly from: string
        readonly to: string
        readonly agent: string
        readonly token: string
        readonly onInput?: () => void
      }
    }
  }
}

export type DeskProps = {
  readonly parties: Parties
  readonly seat: Seat | undefined
  readonly isActive: boolean
  readonly playing: Playing | undefined
  /** At each key in the composer. */
  readonly onType: () => void
  readonly onAgent: (agent: string) => void
  readonly onActivate: (active: boolean) => void
}

export const Desk = ({
  parties,
  seat,
  isActive,
  playing,
  onType,
  onAgent,
  onActivate,
}: DeskProps) => (
  <section class={paneClass('desk', playing)} aria-labelledby="desk-title">
    <div class="pane-head">
      <h2 id="desk-title">The agent's composer</h2>
      <AgentField agent={parties.agent} onAgent={onAgent} />
      <button type="button" onClick={() => onActivate(!isActive)}>
        {isActive ? 'Deactivate number' : 'Activate number'}
      </button>
    </div>
    <Callout playing={playing} at="desk" />
    {seat ? (
      <postern-composer {...seat} onInput={onType} />
    ) : (
      <p class="empty">Opening the composer…</p>
    )}
  </section>
)

/** Keeps what is being typed, whatever else changes on the page meanwhile. */
const AgentField = ({ agent, onAgent }: { agent: string; onAgent: (agent: string) => void }) => {
  const [draft, setDraft] = useState<string>()
  return (
    <label class="inline">
      Agent
      <input
        value={draft ?? agent}
        maxLength={60}
        autocomplete="off"
        spellcheck={false}
        onInput={(e) => setDraft(e.currentTarget.value)}
        onChange={(e) => {
          onAgent(e.currentTarget.value.trim() || agent)
          setDraft(undefined)
        }}
        onBlur={() => setDraft(undefined)}
      />
    </label>
  )
}
