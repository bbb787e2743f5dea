/** Keeps the scroll position of the thread: at the end, or at the message being read. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Message } from '../model/wire.ts'

/** This near to the end counts as being there. */
const NEAR_PX = 80

/** The element to scroll, the number of new messages from the contact, and a function to jump to the end. */
export const usePlace = (messages: readonly Message[], isLoaded: boolean) => {
  const log = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  /** The newest visible message, and the first one's previous distance from the end. */
  const seen = useRef<string | undefined>(undefined)
  const first = useRef<{ readonly id: string | undefined; readonly height: number } | undefined>(
    undefined,
  )
  const [unread, setUnread] = useState(0)
  const last = messages.at(-1)
  const stay = () => {
    if (log.current && atEnd.current) log.current.scrollTop = log.current.scrollHeight
  }
  useLayoutEffect(() => {
    const { current } = log
    if (!current) return
    // Earlier messages were added above: keep the reading position.
    const before = first.current
    if (before?.id !== undefined && before.id !== messages[0]?.id && !atEnd.current)
      current.scrollTop += current.scrollHeight - before.height
    first.current = { id: messages[0]?.id, height: current.scrollHeight }
    stay()
    if (atEnd.current) seen.current = last?.id
    const from = messages.findIndex(({ id }) => id === seen.current)
    const fresh = from < 0 ? [] : messages.slice(from + 1)
    setUnread(fresh.filter(({ direction }) => direction === 'inbound').length)
  }, [messages[0]?.id, last?.id, last?.status, isLoaded])
  useEffect(() => {
    const observer = new ResizeObserver(stay)
    if (log.current) observer.observe(log.current)
    return () => observer.disconnect()
  }, [])
  const watch = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = log.current ?? {}
    atEnd.current = scrollTop + clientHeight > scrollHeight - NEAR_PX
    if (!atEnd.current) return
    seen.current = last?.id
    setUnread(0)
  }
  const toEnd = () => {
    atEnd.current = true
    stay()
    log.current?.focus()
    watch()
  }
  return { log, unread, watch, toEnd }
}
