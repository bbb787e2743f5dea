/** A countdown, redrawn each second. */

import { useEffect, useState } from 'preact/hooks'
import { useScreen } from './model/screen.ts'
import { spellDuration } from './model/time.ts'

type Props = {
  readonly until: string
  readonly text: string
  /** Called when the time is up. */
  readonly then: () => void
}

/** `{left}` in the text is the time left. Screen readers don't announce each second. */
export const Countdown = ({ until, text, then }: Props) => {
  const { model, words } = useScreen()
  const [left, setLeft] = useState(Date.parse(until) - model.now())
  useEffect(() => {
    const tick = () => {
      const now = Date.parse(until) - model.now()
      setLeft(now)
      if (now > 0) return
      clearInterval(timer)
      then()
    }
    const timer = setInterval(tick, 1_000)
    tick()
    return () => clearInterval(timer)
  }, [until])
  return <span>{text.replace('{left}', spellDuration(left, words))}</span>
}
