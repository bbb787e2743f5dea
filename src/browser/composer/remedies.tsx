/** Remedies: as buttons if the agent can act here, otherwise as text. */

import { advises } from '../../wire/advice.ts'
import { awaitedFor } from '../../wire/awaited.ts'
import { Countdown } from './countdown.tsx'
import type { State } from './model/model.ts'
import { nameOf } from './model/page.ts'
import { useScreen } from './model/screen.ts'
import type { Composer, Remedy } from './model/wire.ts'
import { fill } from './model/words.ts'

type Props = Pick<State, 'composer'> & {
  readonly remedies: readonly Remedy[]
  /** The reason and the sentence of the refusal that they are for. */
  readonly reason: string | undefined
  readonly sentence: string | undefined
}

/** Sent at once, or held until the contact's morning. */
const mayRequest = ({ optInRequest, text }: Composer): boolean =>
  optInRequest.status === 'accepted' ||
  (optInRequest.status === 'held' && text.status === 'refused')

export const Remedies = ({ remedies, composer, ...refusal }: Props) => {
  const mayAsk =
    composer !== undefined && mayRequest(composer) && composer.text.status !== 'accepted'
  const others = mayAsk ? remedies.filter((one) => one.do !== 'request_opt_in') : remedies
  const all: readonly Remedy[] = mayAsk
    ? [...others, { do: 'request_opt_in', from: composer.at }]
    : others
  if (all.length === 0) return null
  return (
    <div class="row">
      {all.map((remedy) => (
        <One key={remedy.do} remedy={remedy} {...refusal} />
      ))}
    </div>
  )
}

type Own = Pick<Props, 'reason' | 'sentence'> & { readonly remedy: Remedy }

const One = ({ remedy, reason, sentence = '' }: Own) => {
  const { model, words, page } = useScreen()
  const button = (text: string, act: () => void, expanded?: boolean) => (
    <button type="button" onClick={act} aria-expanded={expanded}>
      {text}
    </button>
  )
  const hint = (text: string) => !advises(sentence, text) && <small>{text}</small>
  switch (remedy.do) {
    case 'choose_template':
      return button(words.chooseTemplate, () => model.pick(true), false)
    case 'request_opt_in':
      return Date.parse(remedy.from) <= model.now() ? (
        button(words.requestOptIn, () => void model.requestOptIn())
      ) : (
        <button type="button" aria-disabled="true">
          <Countdown until={remedy.from} text={words.requestIn} then={model.refresh} />
        </button>
      )
    case 'use_channel': {
      if (!model.canChangeChannel()) return null
      const channel = words.channels[remedy.channel] ?? remedy.channel
      return button(fill(words.useChannel, { channel }), () => model.useChannel(remedy))
    }
    case 'wait_until':
      return (
        <small>
          <Countdown until={remedy.at} text={words.possibleIn} then={model.refresh} />
        </small>
      )
    case 'wait_for_contact': {
      const awaited = awaitedFor(reason)
      if (!awaited) return null
      return hint(awaited === 'agreement' ? words.agreement : words.waits)
    }
    case 'contact_administrator':
      return hint(words.administrator)
    case 'try_later':
      return hint(words.tryLater)
    case 'check_address':
      return hint(words.checkAddress)
    case 'change_content':
      return hint(words.changeContent)
    case 'ask_owner':
      return hint(fill(words.askOwner, { owner: nameOf(page, remedy.owner) }))
    case 'record_consent':
      return hint(words.recordConsent)
    case 'settle_doubt':
    case 'resend':
    case 'discard':
      // Their buttons are above the field and at the message.
      return null
  }
}
