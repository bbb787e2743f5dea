/** One message of the thread. */

import { Fragment } from 'preact'
import { channelFacts, isChannel } from '../../../core/model/channel.ts'
import { spell } from '../../moment.ts'
import { shownAt } from '../model/order.ts'
import { nameOf, sentenceIn } from '../model/page.ts'
import { useScreen } from '../model/screen.ts'
import { spellMoment } from '../model/time.ts'
import type { Message } from '../model/wire.ts'
import { fill } from '../model/words.ts'
import { Attachments } from './attachments.tsx'
import { RichText } from './rich-text.tsx'

type Props = {
  readonly message: Message
  readonly quoted: Message | undefined
  readonly agent: string
  readonly channel: string
}

export const MessageView = ({ message, quoted, agent, channel }: Props) => {
  const { words, lang, page } = useScreen()
  const { direction, automatic, template, text, withheld, form, forwarded } = message
  const at = shownAt(message)
  const ours = direction === 'outbound'
  const kind = automatic && (words.automaticKinds[automatic] ?? automatic)
  const labels = [
    kind && fill(words.labelled, { label: words.automatic, text: kind }),
    template && `${words.template} ${template.name}`,
    form && (words.forms[form] ?? form),
    forwarded && words.forwarded,
    !message.sender.startsWith(channel) && words.channels[message.sender.split(':')[0] ?? ''],
  ].filter(Boolean)
  const author = ours
    ? message.agent === agent
      ? words.you
      : nameOf(page, message.agent ?? '')
    : words.contact
  return (
    <div class={`message ${ours ? 'ours' : ''} ${automatic ? 'automatic' : ''}`}>
      {!automatic && <span class="hidden">{author}: </span>}
      {labels.length > 0 && <small>{labels.join(' · ')}</small>}
      {ours && !automatic && message.agent !== agent && <small>{author}</small>}
      {message.replyTo && (
        <blockquote dir="auto">
          <span class="hidden">{words.replyTo}: </span>
          {quoted?.text ?? words.anEarlierMessage}
        </blockquote>
      )}
      {withheld ? (
        <p class="body">{words.withheld}</p>
      ) : (
        text && (
          <p class="body" dir="auto">
            <RichText text={text} marks={hasMarks(message.sender)} />
          </p>
        )
      )}
      <Attachments message={message} />
      <div class="foot">
        <Status message={message} agent={agent} />
        <small>
          <time dateTime={at} dir="auto" title={spell('whole', at, lang)}>
            {spell('time', at, lang)}
          </time>
        </small>
      </div>
    </div>
  )
}

const hasMarks = (sender: string): boolean => {
  const [channel = ''] = sender.split(':')
  return isChannel(channel) && channelFacts(channel).bold !== ''
}

const TICKS: Readonly<Record<string, string>> = {
  sent: '✓',
  delivered: '✓✓',
  read: '✓✓',
  failed: '!',
}

const Status = ({ message, agent }: Pick<Props, 'message' | 'agent'>) => {
  const { words, model, lang, page } = useScreen()
  const { id, direction, status, until, code } = message
  if (direction === 'inbound') return null
  const waits = () => {
    if (until === undefined || until === 'consent') return words.statuses.held
    if (until === 'doubt') return words.heldForDoubt
    return fill(words.heldUntil, { at: spellMoment(until, model.now(), lang) })
  }
  const reason = sentenceIn(message, page) ?? (code && fill(words.code, { code }))
  const button = (name: string, act: () => Promise<boolean>) => (
    <button
      type="button"
      class="link"
      aria-label={`${name}: ${message.text ?? ''}`}
      onClick={({ currentTarget }) => {
        // The button will be gone, and the focus with it.
        currentTarget.closest<HTMLElement>('.log')?.focus()
        void act()
      }}
    >
      {name}
    </button>
  )
  const isOwn = message.agent === agent
  const text = (status === 'held' ? waits() : words.statuses[status]) ?? status
  return (
    <>
      <small class={status}>
        <span aria-hidden="true">{TICKS[status]} </span>
        {(status === 'failed' || status === 'unknown') && reason
          ? fill(words.labelled, { label: text, text: reason })
          : text}
      </small>
      {isOwn && status === 'held' && button(words.cancel, () => model.cancel(id))}
      {isOwn &&
        message.remedies?.map((remedy) =>
          remedy.do === 'resend' || remedy.do === 'discard' ? (
            <Fragment key={remedy.do}>
              {button(words[remedy.do], () => model.resolve(id, remedy.do))}
            </Fragment>
          ) : null,
        )}
    </>
  )
}
