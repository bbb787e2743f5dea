/** The length of the text, and its segments if texts are billed by segment. */

import { channelFacts, isChannel } from '../../../core/model/channel.ts'
import { costlyCharacter, segmentsOf } from '../../../core/wording/segments.ts'
import type { State } from '../model/model.ts'
import { useScreen } from '../model/screen.ts'
import { fill } from '../model/words.ts'

export const Counter = ({ composer, parties, text }: State) => {
  const { words } = useScreen()
  const [channel = ''] = parties.from.split(':')
  if (!composer || text === '') return null
  const { maxTextLength } = composer.limits
  const over = text.length - maxTextLength
  const hasSegments = isChannel(channel) && channelFacts(channel).hasSegments
  const alphabet = costlyCharacter(text) === undefined ? 'GSM-7' : 'UCS-2'
  return (
    <>
      <small class={over > 0 ? 'error' : ''}>
        {fill(words.counter, { count: String(text.length), max: String(maxTextLength) })}
        {hasSegments && ` · ${fill(words.segments, { count: String(segmentsOf(text)), alphabet })}`}
      </small>
      {/* Each letter would be read out; only too long a text is worth a word. */}
      <span class="hidden" role="status">
        {over > 0 && fill(words.tooLong, { count: String(over) })}
      </span>
    </>
  )
}
