/** The customer's phone: who they are, what is on it, and what they write. */

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Parties, PhoneLine, Setting } from '../../console/stage/stage-types.ts'
import { plain } from '../../wire/plain.ts'
import { Log } from './log.tsx'
import { channelOf, newCustomer, numberOf } from './world.ts'

export type PhoneProps = {
  readonly parties: Parties
  readonly senders: Setting['senders']
  readonly customers: readonly string[]
  readonly lines: readonly PhoneLine[]
  readonly onParties: (parties: Parties) => void
  readonly onWrite: (text: string) => void
}

export const Phone = ({ parties, senders, customers, lines, onParties, onWrite }: PhoneProps) => {
  const { from, to } = parties
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight })
  }, [lines.length, to])
  const known = customers.includes(to) ? customers : [to, ...customers]
  return (
    <section class="pane phone" aria-labelledby="phone-title">
      <h2 id="phone-title">The customer's phone</h2>
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
        <button
          type="button"
          onClick={() => onParties({ ...parties, to: newCustomer(channelOf(from)) })}
        >
          New customer
        </button>
      </div>
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
              {line}: {address}
            </option>
          ))}
        </select>
      </label>
      <Log label="On the phone" scroller={end}>
        {lines.length === 0 && <li class="quiet">Nothing has arrived on this phone.</li>}
        {lines.map((line) => (
          <Bubble key={`${line.direction} ${line.id}`} line={line} from={from} />
        ))}
      </Log>
      <Writing onWrite={onWrite} />
    </section>
  )
}

const Bubble = ({ line, from }: { line: PhoneLine; from: string }) => {
  const { direction, text, at, automatic } = line
  const sender = direction === 'inbound' ? line.to : line.from
  return (
    <li class={`bubble ${direction === 'inbound' ? 'outbound' : 'inbound'}`}>
      <span class="unseen">{direction === 'inbound' ? 'The customer: ' : 'Arrived: '}</span>
      <bdi class="said" dir="auto">
        {plain(text)}
      </bdi>
      <p class="quiet">
        {clockTime(at)}
        {automatic && ' · automatic'}
        {sender !== from && ` · ${sender}`}
      </p>
    </li>
  )
}

const Writing = ({ onWrite }: { onWrite: (text: string) => void }) => {
  const [text, setText] = useState('')
  const write = (e: Event) => {
    e.preventDefault()
    if (text.trim() !== '') onWrite(text)
    setText('')
  }
  return (
    <form class="row" onSubmit={write}>
      <label>
        Write as the customer
        <input
          value={text}
          dir="auto"
          maxLength={4096}
          autocomplete="off"
          onInput={(e) => setText(e.currentTarget.value)}
        />
      </label>
      <button class="first" type="submit">
        Send
      </button>
    </form>
  )
}

const clockTime = (at: string) => `${at.slice(11, 16)} UTC`
