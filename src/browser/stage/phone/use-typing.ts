/** When the phone says “is typing”: while an agent types, and for a beat before an automatic answer. */

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PhoneLine } from '../../../console/stage/stage-types.ts'

/** After this pause an agent is no longer typing. */
const TYPED_MS = 3_000
const BEAT_MS = 900
/** Older automatic answers are shown without typing. */
const FRESH_MS = 5_000

const NONE: ReadonlySet<string> = new Set()

/** `lines` without those that are still being typed; `noteTyping` is called with each key of an agent. */
export const useTyping = (lines: readonly PhoneLine[], now: string | undefined) => {
  const [isAgentTyping, setAgentTyping] = useState(false)
  const [coming, setComing] = useState(NONE)
  const seen = useRef(new Set<string>())
  const typed = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = lines.at(-1)?.id

  useLayoutEffect(() => {
    const unseen = lines.filter(({ id }) => !seen.current.has(id))
    for (const { id } of unseen) seen.current.add(id)
    const fresh = unseen.filter((line) => isFreshAnswer(line, now))
    if (fresh.length > 0) setComing(new Set(fresh.map(({ id }) => id)))
  }, [last])
  useEffect(() => {
    if (coming === NONE) return
    const beat = setTimeout(() => setComing(NONE), BEAT_MS)
    return () => clearTimeout(beat)
  }, [coming])
  // The typed message has arrived.
  useEffect(() => setAgentTyping(false), [last])
  useEffect(() => () => clearTimeout(typed.current), [])

  const noteTyping = useCallback(() => {
    setAgentTyping(true)
    clearTimeout(typed.current)
    typed.current = setTimeout(() => setAgentTyping(false), TYPED_MS)
  }, [])

  // Later messages wait for the answer before them.
  const first = lines.findIndex(({ id }) => coming.has(id))
  return {
    lines: first < 0 ? lines : lines.slice(0, first),
    isTyping: isAgentTyping || first >= 0,
    noteTyping,
  }
}

const isFreshAnswer = ({ direction, automatic, at }: PhoneLine, now = at): boolean =>
  direction === 'outbound' && automatic !== undefined && Date.parse(now) - Date.parse(at) < FRESH_MS
