/** A story that plays on the stage, step by step, each when it is asked for. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Done, Parties, Setting, Story } from '../../../console/stage/stage-types.ts'
import type { World } from '../use-world.ts'
import { act, channelOf, newCustomer, readStage } from '../world.ts'

/** The state of a running story. */
export type Playing = {
  readonly story: Story
  /** The results of the steps so far. */
  readonly done: readonly Done[]
  /** The items on the page before the last step; all others are new. */
  readonly before: ReadonlySet<string>
  readonly isPaused: boolean
}

export const useStory = (
  setting: Setting,
  parties: Parties,
  setParties: (parties: Parties) => void,
  perform: World['perform'],
) => {
  const [playing, setPlaying] = useState<Playing>()
  const isMoving = useRef(false)

  /** Plays up to `count` steps with `whom`. */
  const playTo = useCallback(
    async (from: Playing, count: number, whom: Parties) => {
      if (isMoving.current) return
      isMoving.current = true
      try {
        let now = from
        let acting = whom
        for (const step of from.story.steps.slice(from.done.length, count)) {
          if ('agent' in step) acting = { ...acting, agent: step.agent }
          setParties(acting)
          const performed = await perform(step, acting)
          if (!performed) break
          now = { ...now, done: [...now.done, performed.done], before: performed.before }
        }
        setPlaying(now)
      } finally {
        isMoving.current = false
      }
    },
    [perform, setParties],
  )

  /** From the beginning with a new customer, since events can't be undone. */
  const begin = useCallback(
    async (story: Story, count: number) => {
      if (isMoving.current) return
      const from = setting.storySender
      const whom = { from, to: newCustomer(channelOf(from)), agent: 'ana' }
      const { isActive } = await readStage(whom)
      if (!isActive) await act({ does: 'activate', active: true, watch: '' }, whom)
      const started = { story, done: [], before: new Set<string>(), isPaused: false }
      setParties(whom)
      setPlaying((now) => (now?.story === story && count > 1 ? now : started))
      await playTo(started, count, whom)
    },
    [setting, setParties, playTo],
  )

  const next = useCallback(() => {
    if (playing && !playing.isPaused) void playTo(playing, playing.done.length + 1, parties)
  }, [playing, parties, playTo])
  const back = useCallback(() => {
    if (playing && !playing.isPaused && playing.done.length > 1)
      void begin(playing.story, playing.done.length - 1)
  }, [playing, begin])
  const pause = () => playing && setPlaying({ ...playing, isPaused: !playing.isPaused })
  const leave = useCallback(() => setPlaying(undefined), [])

  const isPlaying = playing !== undefined
  useEffect(() => {
    if (!isPlaying) return
    const press = (e: KeyboardEvent) => {
      const move = moveOf(e)
      if (!move) return
      e.preventDefault()
      if (move === 'next') next()
      else back()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [isPlaying, next, back])

  return { playing, play: (story: Story) => void begin(story, 1), next, back, pause, leave }
}

const FIELDS = 'input, textarea, select, postern-composer, [contenteditable]'
const OWN_SPACE = 'button, a, summary, [role=log]'

/** Space and the arrows move the story, unless they mean something where the focus is. */
const moveOf = (e: KeyboardEvent): 'next' | 'back' | undefined => {
  const { key, target } = e
  if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.repeat) return undefined
  const at = target instanceof Element ? target : undefined
  if (at?.closest(FIELDS)) return undefined
  if (key === 'ArrowLeft') return 'back'
  if (key === 'ArrowRight') return 'next'
  return key === ' ' && !at?.closest(OWN_SPACE) ? 'next' : undefined
}
