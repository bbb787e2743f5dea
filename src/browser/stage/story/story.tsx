/** The stories: a row of buttons, the running one, and a callout at each step. */

import { useEffect, useRef } from 'preact/hooks'
import type { Done, Place, Step, Story } from '../../../console/stage/stage-types.ts'
import type { Playing } from './use-story.ts'

export const StoryList = ({
  stories,
  onPlay,
}: {
  readonly stories: readonly Story[]
  readonly onPlay: (story: Story) => void
}) => (
  <section class="stories" aria-labelledby="stories-title">
    <h2 id="stories-title">Play a story</h2>
    <ul>
      {stories.map((story) => (
        <li key={story.id}>
          <button
            type="button"
            title={story.question}
            aria-label={`Play ${story.name}: ${story.question}`}
            onClick={() => onPlay(story)}
          >
            {story.name}
          </button>
        </li>
      ))}
    </ul>
  </section>
)

export type StoryProps = {
  readonly playing: Playing
  readonly onNext: () => void
  readonly onBack: () => void
  readonly onPause: () => void
  readonly onAgain: () => void
  readonly onLeave: () => void
}

export const StoryBar = (props: StoryProps) => {
  const { playing, onNext, onBack, onPause, onAgain, onLeave } = props
  const { story, done, isPaused } = playing
  const step = story.steps[done.length - 1]
  const isOver = done.length >= story.steps.length
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus({ preventScroll: true }), [story])
  // On narrow screens, scrolls to the pane that changed.
  useEffect(() => {
    document.querySelector('.pane .callout')?.scrollIntoView({ block: 'center' })
  }, [done.length])
  return (
    <section class="story" aria-labelledby="story-title">
      <div class="story-text">
        <h2 id="story-title" ref={title} tabIndex={-1} title={story.question}>
          {story.question}
        </h2>
        <p>
          <strong>
            {step ? `Step ${done.length} of ${story.steps.length}` : 'The story begins …'}
          </strong>{' '}
          {step && spellStep(step)}
          {step && outcomeOf(done.at(-1)) && <span class="outcome"> {outcomeOf(done.at(-1))}</span>}
          {isOver && <span class="quiet"> That was the last step.</span>}
        </p>
        <p class="unseen" role="status">
          {step?.watch} {step && outcomeOf(done.at(-1))}
        </p>
      </div>
      <div class="row">
        <button type="button" disabled={isPaused || done.length < 2} onClick={onBack}>
          <span aria-hidden="true">← </span>Back
        </button>
        {isOver ? (
          <button key="again" class="first" type="button" onClick={onAgain}>
            Start again
          </button>
        ) : (
          <button key="next" class="first" type="button" disabled={isPaused} onClick={onNext}>
            Next step{' '}
            <span class="key" aria-hidden="true">
              Space
            </span>
          </button>
        )}
        {!isOver && done.length > 1 && (
          <button class="again" type="button" disabled={isPaused} onClick={onAgain}>
            Start again
          </button>
        )}
        {!isOver && (
          <button type="button" aria-pressed={isPaused} onClick={onPause}>
            {isPaused ? 'Resume' : 'Pause'}
          </button>
        )}
        <button
          type="button"
          aria-label={isOver ? 'Close the story' : 'Leave the story'}
          title={isOver ? 'Close the story' : 'Leave the story'}
          onClick={onLeave}
        >
          ✕
        </button>
      </div>
    </section>
  )
}

/** The callout of the last step, in the pane it is about. */
export const Callout = ({ playing, at }: { playing: Playing | undefined; at: Place }) => {
  if (!playing || placeOf(playing) !== at) return null
  const { story, done } = playing
  return <p class="callout">{story.steps[done.length - 1]?.watch}</p>
}

/** The pane of the last step; undefined while the story is paused. */
const placeOf = (playing: Playing | undefined): Place | undefined => {
  const step = playing?.story.steps[playing.done.length - 1]
  if (!playing || !step || playing.isPaused) return undefined
  if (step.at) return step.at
  if (playing.done.at(-1)?.status === 'refused') return 'desk'
  return PLACES[step.does]
}

/** The part of the page where something has just changed is framed. */
export const paneClass = (place: Place, playing: Playing | undefined): string =>
  `pane ${place}${placeOf(playing) === place ? ' lit' : ''}`

const PLACES: Readonly<Record<Step['does'], Place>> = {
  write: 'phone',
  send: 'phone',
  template: 'phone',
  ask: 'phone',
  wait: 'desk',
  hand_over: 'desk',
  activate: 'desk',
}

const outcomeOf = (done: Done | undefined): string => {
  if (!done?.sentence || (done.status !== 'refused' && done.status !== 'held')) return ''
  return `${done.status === 'held' ? 'Held' : 'Refused'}: ${done.sentence}`
}

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
