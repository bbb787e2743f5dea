/** The entry of `/console/stage.js`: a phone and a composer side by side, and stories to play on them. */

import { render } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type {
  CrmLine,
  Parties,
  Setting,
  StageState,
  Step,
  Story,
} from '../../console/stage/stage-types.ts'
import { plain } from '../../wire/plain.ts'
import { Desk, type Seat } from './desk.tsx'
import { Log } from './log.tsx'
import { Phone } from './phone.tsx'
import { type Playing, StoryList, StoryPanel } from './story.tsx'
import { act, channelOf, look, mintToken, newCustomer } from './world.ts'

const LOOK_MS = 1_000
const HOUR_MS = 3_600_000

/** The simulated world around one customer and agent, looked at every second. */
const useWorld = (parties: Parties) => {
  const [state, setState] = useState<StageState>()
  const [seat, setSeat] = useState<Seat>()
  const [problem, setProblem] = useState('')
  const isBusy = useRef(false)

  /** Whom the page is about by now: what is learnt of others comes too late. */
  const present = useRef(parties)
  const see = useCallback(async (whom: Parties) => {
    const now = await look(whom)
    if (present.current === whom) setState(now)
  }, [])
  const renew = useCallback(async (whom: Parties) => {
    const token = await mintToken(whom)
    if (present.current === whom) setSeat({ ...whom, token })
  }, [])
  const report = useCallback((error: unknown) => setProblem(String(error)), [])

  useEffect(() => {
    present.current = parties
    history.replaceState(null, '', `?${new URLSearchParams(parties)}`)
    renew(parties).catch(report)
    see(parties).catch(report)
    const looking = setInterval(() => {
      // A gateway that is being restarted is there again soon.
      if (!document.hidden) see(parties).catch(() => {})
    }, LOOK_MS)
    // The composer says when its token comes to an end, as it does when the clock is moved.
    const renewing = () => void renew(parties).catch(report)
    addEventListener('postern-token-expiring', renewing)
    return () => {
      clearInterval(looking)
      removeEventListener('postern-token-expiring', renewing)
    }
  }, [parties, see, renew, report])

  /** One at a time, so that a story's steps keep their order. */
  const perform = useCallback(
    async (step: Step, whom: Parties) => {
      if (isBusy.current) return undefined
      isBusy.current = true
      try {
        setProblem('')
        const done = await act(step, whom)
        await see(whom)
        return done
      } catch (error) {
        report(error)
        return undefined
      } finally {
        isBusy.current = false
      }
    },
    [see, report],
  )

  return { state, seat, problem, perform }
}

type World = ReturnType<typeof useWorld>

/** A story that plays on the stage, step by step. */
const useStory = (
  setting: Setting,
  parties: Parties,
  setParties: (parties: Parties) => void,
  perform: World['perform'],
) => {
  const [playing, setPlaying] = useState<Playing>()

  const next = useCallback(
    async ({ story, done, isPaused }: Playing, whom: Parties) => {
      const step = story.steps[done.length]
      if (!step) return
      const acting = 'agent' in step ? { ...whom, agent: step.agent } : whom
      if (acting.agent !== whom.agent) setParties(acting)
      const outcome = await perform(step, acting)
      if (outcome) setPlaying({ story, done: [...done, outcome], isPaused })
    },
    [perform, setParties],
  )

  const play = (story: Story) => {
    const from = setting.storySender
    const whom = { from, to: newCustomer(channelOf(from)), agent: 'ana' }
    const started = { story, done: [], isPaused: false }
    setParties(whom)
    setPlaying(started)
    void next(started, whom)
  }
  const onNext = useCallback(() => {
    if (playing) void next(playing, parties)
  }, [playing, parties, next])
  return { playing, setPlaying, play, onNext }
}

const Stage = ({ setting }: { readonly setting: Setting }) => {
  const [parties, setParties] = useState(setting.parties)
  const { state, seat, problem, perform } = useWorld(parties)
  const { playing, setPlaying, play, onNext } = useStory(setting, parties, setParties, perform)
  const wait = (ms: number) => void perform({ does: 'wait', ms, watch: '' }, parties)
  const { phone = [], events = [], customers = [], isActive = true } = state ?? {}
  return (
    <>
      <div class="clock">
        <p>
          The clock says <time dateTime={state?.now}>{state ? formatTime(state.now) : '…'}</time>
        </p>
        <button type="button" onClick={() => wait(HOUR_MS)}>
          +1 h
        </button>
        <button type="button" onClick={() => wait(24 * HOUR_MS)}>
          +24 h
        </button>
      </div>
      <p class="verdict bad" role="alert" hidden={problem === ''}>
        {problem}
      </p>
      {playing && (
        <StoryPanel
          playing={playing}
          onNext={onNext}
          onPause={() => setPlaying({ ...playing, isPaused: !playing.isPaused })}
          onEnd={() => setPlaying(undefined)}
        />
      )}
      <div class="stage">
        <Phone
          parties={parties}
          senders={setting.senders}
          customers={customers}
          lines={phone}
          onParties={setParties}
          onWrite={(text) => void perform({ does: 'write', text, watch: '' }, parties)}
        />
        <Desk
          parties={parties}
          seat={seat}
          isActive={isActive}
          onAgent={(agent) => setParties({ ...parties, agent })}
          onActivate={(active) => void perform({ does: 'activate', active, watch: '' }, parties)}
        />
        <Events events={events} />
      </div>
      <StoryList stories={setting.stories} onPlay={play} />
    </>
  )
}

const Events = ({ events }: { readonly events: readonly CrmLine[] }) => (
  <section class="pane events" aria-labelledby="events-title">
    <h2 id="events-title">What the CRM hears</h2>
    {events.length === 0 && <p class="quiet">Nothing about this customer yet.</p>}
    <Log label="Events">
      {events.map(({ id, type, at, text }) => (
        <li key={id}>
          <code>{type}</code> <span class="quiet">{formatTime(at)}</span>
          {text && (
            <p>
              <bdi class="said" dir="auto">
                {plain(text)}
              </bdi>
            </p>
          )}
        </li>
      ))}
    </Log>
  </section>
)

const formatTime = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`

const root = document.getElementById('stage')
if (root) {
  const setting = JSON.parse(root.dataset.setting ?? '{}') as Setting
  root.replaceChildren()
  render(<Stage setting={setting} />, root)
}
