/** The customer's phone: who they are, what is on it, and what they write. */

import { useEffect, useRef } from 'preact/hooks'
import type { Parties, PhoneLine, Setting, Tap } from '../../../console/stage/stage-types.ts'
import { Log } from '../requests/log.tsx'
import { Callout, paneClass } from '../story/story.tsx'
import type { Playing } from '../story/use-story.ts'
import { channelOf, isAppChannel, newCustomer, numberOf } from '../world.ts'
import { Bubble } from './bubble.tsx'
import { Writing } from './writing.tsx'

export type PhoneProps = {
  readonly parties: Parties
  readonly senders: Setting['senders']
  readonly customers: readonly string[]
  readonly lines: readonly PhoneLine[]
  readonly isTyping: boolean
  readonly playing: Playing | undefined
  readonly onParties: (parties: Parties) => void
  readonly onWrite: (text: string, tap?: Tap) => void
}

export const Phone = (props: PhoneProps) => {
  const { parties, senders, lines, isTyping, playing, onParties, onWrite } = props
  const { from, to } = parties
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight })
  }, [lines.length, to])
  const channel = channelOf(from)
  const line = senders.find(({ address }) => address === from)?.line ?? ''
  return (
    <section class={paneClass('phone', playing)} aria-labelledby="phone-title">
      <div class="pane-head">
        <h2 id="phone-title">The customer's phone</h2>
        <button
          type="button"
          onClick={() => onParties({ ...parties, to: newCustomer(channelOf(from)) })}
        >
          New customer
        </button>
      </div>
      <Whom {...props} />
      <Callout playing={playing} at="phone" />
      <div class={`device ${channel}`}>
        <div class="device-bar">
          <span class="avatar" aria-hidden="true">
            {line.charAt(0)}
          </span>
          <p>
            <strong>{line}</strong>
            <bdi>{`${LABELS[channel] ?? channel} · ${numberOf(from)}`}</bdi>
            <span class="typing" role="status">
              {isTyping && isAppChannel(channel) && 'is typing …'}
            </span>
          </p>
        </div>
        <Log label="On the phone" scroller={end}>
          {lines.length === 0 && <li class="nothing">Nothing has arrived on this phone.</li>}
          {lines.map((line) => (
            <Bubble
              key={`${line.direction} ${line.id}`}
              line={line}
              from={from}
              isNew={playing !== undefined && !playing.before.has(line.id)}
              onTap={(text, tap) => onWrite(text, tap)}
            />
          ))}
        </Log>
        <Writing channel={channel} onWrite={onWrite} />
      </div>
    </section>
  )
}

const LABELS: Readonly<Record<string, string>> = { whatsapp: 'WhatsApp', sms: 'SMS' }

const Whom = ({ parties, senders, customers, onParties }: PhoneProps) => {
  const { from, to } = parties
  const known = customers.includes(to) ? customers : [to, ...customers]
  return (
    <div class="row">
      <label>
        Customer
        <select value={to} onChange={(e) => onParties({ ...parties, to: e.currentTarget.value })}>
          {known.map((address) => (
            <option key={address} value={address}>
              {numberOf(address)}
            </option>
          ))}
        </select>
      </label>
      <label>
        Writes to
        <select
          value={from}
          onChange={(e) => {
            const sender = e.currentTarget.value
            const customer = `${channelOf(sender)}:${numberOf(to)}`
            onParties({ ...parties, from: sender, to: customer })
          }}
        >
          {senders.map(({ address, line }) => (
            <option key={address} value={address}>
              {`${LABELS[channelOf(address)] ?? channelOf(address)} · ${line} · ${numberOf(address)}`}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
