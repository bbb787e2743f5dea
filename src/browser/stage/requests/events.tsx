/** What the CRM is told of the customer, newest first. */

import type { CrmLine, StageState } from '../../../console/stage/stage-types.ts'
import { plain } from '../../../wire/plain.ts'
import { Callout, paneClass } from '../story/story.tsx'
import type { Playing } from '../story/use-story.ts'
import { fullTime, shortTime } from '../time.ts'
import { readForms } from '../world.ts'
import { Log } from './log.tsx'
import { RawRequest } from './raw-request.tsx'
import { Wire } from './wire.tsx'

export type EventsProps = {
  readonly events: readonly CrmLine[]
  readonly playing: Playing | undefined
  readonly wire: StageState['wire']
  readonly customer: string
}

export const Events = ({ events, playing, wire, customer }: EventsProps) => (
  <section class={paneClass('events', playing)} aria-labelledby="events-title">
    <div class="pane-head">
      <h2 id="events-title">What the CRM hears</h2>
    </div>
    <Callout playing={playing} at="events" />
    <Log label="Events">
      {events.length === 0 && <li class="quiet">Nothing about this customer yet.</li>}
      {events.map((event) => (
        <li key={event.id} class={playing && !playing.before.has(event.id) ? 'event new' : 'event'}>
          <Event {...event} />
        </li>
      ))}
    </Log>
    <Wire wire={wire} customer={customer} />
  </section>
)

const Event = ({ id, type, at, text }: CrmLine) => (
  <>
    <p class="event-head">
      <code>{type}</code>
      <time class="quiet" dateTime={at} title={fullTime(at)}>
        {shortTime(at)}
      </time>
    </p>
    {text && (
      <p>
        <bdi class="said" dir="auto">
          {plain(text)}
        </bdi>
      </p>
    )}
    <RawRequest title="Request to the CRM" read={() => readForms(id)} />
  </>
)
