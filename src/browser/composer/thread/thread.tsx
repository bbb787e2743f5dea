/** The messages, oldest first, with the newest in sight. */

import { Fragment } from 'preact'
import type { State } from '../model/model.ts'
import { shownAt } from '../model/order.ts'
import { useScreen } from '../model/screen.ts'
import { spellDay } from '../model/time.ts'
import type { Message } from '../model/wire.ts'
import { fill } from '../model/words.ts'
import { MessageView } from './message.tsx'
import { usePlace } from './place.ts'

export const Thread = ({ messages, earlier, composer, parties }: State) => {
  const { model, words, lang } = useScreen()
  const { log, unread, watch, toEnd } = usePlace(messages, composer !== undefined)
  const dayOf = (one: Message) => spellDay(shownAt(one), model.now(), lang)
  const byProviderId = new Map(messages.map((message) => [message.providerId, message]))
  const channel = parties.from.split(':')[0] ?? ''
  return (
    <div class="thread">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <div class="log" role="log" aria-label={words.thread} tabIndex={0} ref={log} onScroll={watch}>
        {earlier && (
          <button type="button" class="link" onClick={() => void model.loadEarlier()}>
            {words.earlier}
          </button>
        )}
        {messages.length === 0 && (
          <p class="muted nothing">{composer ? words.empty : words.loading}</p>
        )}
        {messages.map((message, index) => {
          const day = dayOf(message)
          const former = messages[index - 1]
          return (
            <Fragment key={message.id}>
              {(!former || dayOf(former) !== day) && <p class="day muted">{day}</p>}
              <MessageView
                message={message}
                quoted={byProviderId.get(message.replyTo?.providerId ?? '')}
                agent={parties.agent}
                channel={channel}
              />
            </Fragment>
          )
        })}
      </div>
      {unread > 0 && (
        <button type="button" class="new" onClick={toEnd}>
          {fill(words.newMessages, { count: String(unread) })} ↓
        </button>
      )}
    </div>
  )
}
