/** The CRM's events about the customer, newest first, with the requests that different CRMs receive. */

import { useState } from 'preact/hooks'
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
  /** The kinds of CRM whose requests can be shown. */
  readonly forms: readonly string[]
  readonly playing: Playing | undefined
  readonly wire: StageState['wire']
  readonly customer: string
}

export const Events = ({ events, forms, playing, wire, customer }: EventsProps) => {
  const [form, setForm] = useState(forms[0] ?? '')
  return (
    <section class={paneClass('events', playing)} aria-labelledby="events-title">
      <div class="pane-head">
        <h2 id="events-title">What your CRM receives</h2>
        {forms.length > 1 && (
          <label class="inline">
            As
            <select value={form} onChange={(e) => setForm(e.currentTarget.value)}>
              {forms.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Callout playing={playing} at="events" />
      <Log label="Events">
        {events.length === 0 && <li class="empty">Nothing about this customer yet.</li>}
        {events.map((event) => (
          <li
            key={event.id}
            class={playing && !playing.before.has(event.id) ? 'event new' : 'event'}
          >
            <RawRequest
              summary={<Event {...event} />}
              chosen={form}
              read={() => readForms(event.id)}
            />
          </li>
        ))}
      </Log>
      <Wire wire={wire} customer={customer} />
    </section>
  )
}

const Event = ({ type, at, text }: CrmLine) => (
  <>
    <code>{type}</code>
    <time class="quiet" dateTime={at} title={fullTime(at)}>
      {shortTime(at)}
    </time>
    {text && (
      <bdi class="said" dir="auto">
        {plain(text)}
      </bdi>
    )}
  </>
)
