/** The messages, oldest first, with the newest in sight. */

import { Fragment } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { MessageView } from './message.tsx'
import type { State } from './model/model.ts'
import { useScreen } from './model/screen.ts'
import { spellDay } from './model/time.ts'

/** This near to the end counts as being there. */
const NEAR_PX = 80

export const Thread = ({ messages, earlier, composer, parties }: State) => {
  const { model, words, lang } = useScreen()
  const log = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const last = messages.at(-1)
  const stay = () => {
    if (log.current && atEnd.current) log.current.scrollTop = log.current.scrollHeight
  }
  useLayoutEffect(stay, [last?.id, last?.status, composer === undefined])
  useEffect(() => {
    const observer = new ResizeObserver(stay)
    if (log.current) observer.observe(log.current)
    return () => observer.disconnect()
  }, [])
  const watch = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = log.current ?? {}
    atEnd.current = scrollTop + clientHeight > scrollHeight - NEAR_PX
  }
  const byProviderId = new Map(messages.map((message) => [message.providerId, message]))
  const channel = parties.from.split(':')[0] ?? ''
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <div class="log" role="log" aria-label={words.thread} tabIndex={0} ref={log} onScroll={watch}>
      {earlier && (
        <button type="button" class="link" onClick={() => void model.loadEarlier()}>
          {words.earlier}
        </button>
      )}
      {messages.length === 0 && <p class="muted">{composer ? words.empty : words.loading}</p>}
      {messages.map((message, index) => {
        const day = spellDay(message.at, lang)
        const former = messages[index - 1]
        return (
          <Fragment key={message.id}>
            {(!former || spellDay(former.at, lang) !== day) && <p class="day muted">{day}</p>}
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
  )
}
