/** The entry of `/console/stage.js`: a phone and a composer side by side, and stories to play on them. */

import { render } from 'preact'
import { useState } from 'preact/hooks'
import type { PhoneLine, Setting } from '../../console/stage/stage-types.ts'
import { Clock } from './clock.tsx'
import { Desk } from './desk.tsx'
import { Phone } from './phone/phone.tsx'
import { useTyping } from './phone/use-typing.ts'
import { Events } from './requests/events.tsx'
import { StoryBar, StoryList } from './story/story.tsx'
import { useStory } from './story/use-story.ts'
import { useWorld } from './use-world.ts'

const NO_LINES: readonly PhoneLine[] = []

const Stage = ({ setting }: { readonly setting: Setting }) => {
  const [parties, setParties] = useState(setting.parties)
  const { state, seat, problem, perform, reset } = useWorld(parties)
  const { playing, play, next, back, pause, leave } = useStory(
    setting,
    parties,
    setParties,
    perform,
  )
  const { phone = NO_LINES, events = [], customers = [], isActive = true } = state ?? {}
  const { lines, isTyping, noteTyping } = useTyping(phone, state?.now)
  return (
    <>
      <Clock
        now={state?.now}
        onWait={(ms) => void perform({ does: 'wait', ms, watch: '' }, parties)}
        onReset={() => void reset()}
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
          lines={lines}
          isTyping={isTyping}
          now={state?.now}
          playing={playing}
          onParties={setParties}
          onWrite={async (text, tap) => {
            const step = { does: 'write', text, watch: '', ...(tap && { with: tap }) } as const
            return (await perform(step, parties)) !== undefined
          }}
        />
        <Desk
          parties={parties}
          seat={seat}
          isActive={isActive}
          playing={playing}
          onType={noteTyping}
          onAgent={(agent) => setParties({ ...parties, agent })}
          onActivate={(active) => void perform({ does: 'activate', active, watch: '' }, parties)}
        />
        <Events
          events={events}
          forms={setting.forms}
          playing={playing}
          wire={state?.wire}
          customer={parties.to}
        />
      </div>
    </>
  )
}

const root = document.getElementById('stage')
if (root) {
  const setting = JSON.parse(root.dataset.setting ?? '{}') as Setting
  root.replaceChildren()
  render(<Stage setting={setting} />, root)
}
