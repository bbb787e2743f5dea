/** The customer's phone: who they are, what is on it, and what they write. */

import { Fragment } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Parties, PhoneLine, Setting } from '../../../console/stage/stage-types.ts'
import { Log } from '../requests/log.tsx'
import { Callout, paneClass } from '../story/story.tsx'
import type { Playing } from '../story/use-story.ts'
import { clockTime, dayOf } from '../time.ts'
import { channelOf, isAppChannel, labelOf, newCustomer, numberOf } from '../world.ts'
import { Bubble } from './bubble.tsx'
import { Signs } from './sketches.tsx'
import { Writing, type WritingProps } from './writing.tsx'

export type PhoneProps = {
  readonly parties: Parties
  readonly senders: Setting['senders']
  readonly customers: readonly string[]
  readonly lines: readonly PhoneLine[]
  readonly isTyping: boolean
  readonly now: string | undefined
  readonly playing: Playing | undefined
  readonly onParties: (parties: Parties) => void
  readonly onWrite: WritingProps['onWrite']
}

export const Phone = (props: PhoneProps) => {
  const { parties, senders, lines, isTyping, now, playing, onParties, onWrite } = props
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
        <p class="status-bar" aria-hidden="true">
          <span>{now && clockTime(now)}</span>
          <Signs />
        </p>
        <div class="device-bar">
          <span class="avatar" aria-hidden="true">
            {line.charAt(0)}
          </span>
          <p>
            <strong>{line}</strong>
            <bdi>{`${labelOf(channel)} · ${numberOf(from)}`}</bdi>
            <span class="typing" role="status">
              {isTyping && isAppChannel(channel) && 'is typing …'}
            </span>
          </p>
        </div>
        <Log label="On the phone" scroller={end}>
          {lines.length === 0 && <li class="nothing">Nothing has arrived on this phone.</li>}
          {lines.map((line, i) => {
            const day = dayOf(line.at)
            const former = lines[i - 1]
            return (
              <Fragment key={`${line.direction} ${line.id}`}>
                {(!former || dayOf(former.at) !== day) && <li class="day">{day}</li>}
                <Bubble
                  line={line}
                  from={from}
                  isNew={playing !== undefined && !playing.before.has(line.id)}
                  onTap={(text, tap) => void onWrite(text, tap)}
                />
              </Fragment>
            )
          })}
        </Log>
        <Writing channel={channel} onWrite={onWrite} />
      </div>
    </section>
  )
}

/** Channel and line, and the number if these are not unique. */
const nameOf = (
  { address, line }: Setting['senders'][number],
  senders: Setting['senders'],
): string => {
  const channel = channelOf(address)
  const alike = senders.filter((one) => one.line === line && channelOf(one.address) === channel)
  const name = `${labelOf(channel)} · ${line}`
  return alike.length > 1 ? `${name} · ${numberOf(address)}` : name
}

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
              {nameOf({ address, line }, senders)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
