/** The entry of `/console/stage.js`: a phone and a composer side by side, and stories to play on them. */

import { render } from 'preact'
import { useState } from 'preact/hooks'
import type { Setting } from '../../console/stage/stage-types.ts'
import { Desk } from './desk.tsx'
import { Events } from './events.tsx'
import { Phone } from './phone.tsx'
import { StoryBar, StoryList } from './story.tsx'
import { fullTime } from './time.ts'
import { useStory } from './use-story.ts'
import { useWorld } from './use-world.ts'

const HOUR_MS = 3_600_000

const Stage = ({ setting }: { readonly setting: Setting }) => {
  const [parties, setParties] = useState(setting.parties)
  const { state, seat, problem, perform } = useWorld(parties)
  const { playing, play, next, back, pause, leave } = useStory(
    setting,
    parties,
    setParties,
    perform,
  )
  const { phone = [], events = [], customers = [], isActive = true } = state ?? {}
  return (
    <>
      <Clock
        now={state?.now}
        onWait={(ms) => void perform({ does: 'wait', ms, watch: '' }, parties)}
      />
      {playing ? (
        <StoryBar
          playing={playing}
          onNext={next}
          onBack={back}
          onPause={pause}
          onAgain={() => play(playing.story)}
          onLeave={leave}
        />
      ) : (
        <StoryList stories={setting.stories} onPlay={play} />
      )}
      <p class="verdict bad" role="alert" hidden={problem === ''}>
        {problem}
      </p>
      <div class="stage">
        <Phone
          parties={parties}
          senders={setting.senders}
          customers={customers}
          lines={phone}
          playing={playing}
          onParties={setParties}
          onWrite={(text, tap) =>
            void perform({ does: 'write', text, watch: '', ...(tap && { with: tap }) }, parties)
          }
        />
        <Desk
          parties={parties}
          seat={seat}
          isActive={isActive}
          playing={playing}
          onAgent={(agent) => setParties({ ...parties, agent })}
          onActivate={(active) => void perform({ does: 'activate', active, watch: '' }, parties)}
        />
        <Events events={events} playing={playing} wire={state?.wire} customer={parties.to} />
      </div>
    </>
  )
}

const Clock = ({ now, onWait }: { now: string | undefined; onWait: (ms: number) => void }) => (
  <div class="clock">
    <p>
      <span class="unseen">The clock says </span>
      <time dateTime={now} title={now}>
        {now ? fullTime(now) : '…'}
      </time>
    </p>
    <button type="button" onClick={() => onWait(HOUR_MS)}>
      +1 h
    </button>
    <button type="button" onClick={() => onWait(24 * HOUR_MS)}>
      +24 h
    </button>
  </div>
)

const root = document.getElementById('stage')
if (root) {
  const setting = JSON.parse(root.dataset.setting ?? '{}') as Setting
  root.replaceChildren()
  render(<Stage setting={setting} />, root)
}
