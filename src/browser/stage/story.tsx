/** Ready stories: the list of them, and the one that is being played. */

import { useEffect, useRef } from 'preact/hooks'
import type { Done, Step, Story } from '../../console/stage/stage-types.ts'

/** A story as far as it has been played. */
export type Playing = {
  readonly story: Story
  /** The results of the steps so far. */
  readonly done: readonly Done[]
  readonly isPaused: boolean
}

/** So long one has to read what to watch for before the next step is played. */
const STEP_MS = 4_000

export type StoryProps = {
  readonly playing: Playing
  readonly onNext: () => void
  readonly onPause: () => void
  readonly onEnd: () => void
}

export const StoryPanel = ({ playing, onNext, onPause, onEnd }: StoryProps) => {
  const { story, done, isPaused } = playing
  const { steps } = story
  const isOver = done.length >= steps.length
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [story])
  useEffect(() => {
    if (isPaused || isOver || done.length === 0) return
    const timer = setTimeout(onNext, STEP_MS)
    return () => clearTimeout(timer)
  }, [isPaused, isOver, done.length, onNext])
  const last = steps[done.length - 1]
  return (
    <section class="pane story" aria-labelledby="story-title">
      <h2 id="story-title" ref={title} tabIndex={-1}>
        {story.question}
      </h2>
      <p>{story.watch}</p>
      <ol class="steps">
        {steps.map((step, i) => (
          <li key={i} class={stateOf(i, done.length)}>
            {spellStep(step)}
            {i < done.length && step.does !== 'write' && <Outcome done={done[i]} />}
          </li>
        ))}
      </ol>
      <p class="watch" role="status">
        {last ? last.watch : 'Starting.'}
        {isOver && ' That was the last step.'}
      </p>
      <div class="row">
        {!isOver && (
          <button class="first" type="button" onClick={onNext}>
            Next step
          </button>
        )}
        {!isOver && (
          <button type="button" onClick={onPause}>
            {isPaused ? 'Resume' : 'Pause'}
          </button>
        )}
        <button type="button" onClick={onEnd}>
          {isOver ? 'Close the story' : 'Leave the story'}
        </button>
      </div>
    </section>
  )
}

export const StoryList = ({
  stories,
  onPlay,
}: {
  readonly stories: readonly Story[]
  readonly onPlay: (story: Story) => void
}) => (
  <section aria-labelledby="stories-title">
    <h2 id="stories-title">Ready stories</h2>
    <p class="lead">Questions that agents ask, each played with its own customer.</p>
    <ul class="cards">
      {stories.map((story) => (
        <li key={story.id} class="card">
          <h3>{story.question}</h3>
          <p class="quiet">{story.watch}</p>
          <button type="button" onClick={() => onPlay(story)}>
            Play <span class="unseen">{story.question}</span>
          </button>
        </li>
      ))}
    </ul>
  </section>
)

const Outcome = ({ done }: { readonly done: Done | undefined }) => {
  if (done?.status !== 'refused' && done?.status !== 'held') return null
  return (
    <p class="why">
      <strong>{done.status === 'held' ? 'Held' : 'Refused'}:</strong> {done.sentence}
    </p>
  )
}

const stateOf = (i: number, played: number) =>
  i === played - 1 ? 'now' : i < played ? 'past' : 'next'

const spellStep = (step: Step): string => {
  switch (step.does) {
    case 'write':
      return `The customer writes: “${step.text}”`
    case 'wait':
      return `${step.ms / 3_600_000} hours pass.`
    case 'send':
      return `${named(step.agent)} writes: “${step.text}”`
    case 'template':
      return `${named(step.agent)} sends the template ${step.template.name}.`
    case 'ask':
      return `${named(step.agent)} asks for consent.`
    case 'hand_over':
      return `The contact is handed over to ${named(step.agent)}.`
    case 'activate':
      return `The administrator ${step.active ? 'activates' : 'deactivates'} the number.`
  }
}

const named = (agent: string) => agent.charAt(0).toUpperCase() + agent.slice(1)
