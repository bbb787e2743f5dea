/** The header: the contact, the owner, and a menu of rare actions. */

import { useEffect, useRef, useState } from 'preact/hooks'
import { RecordStop } from '../doubt.tsx'
import type { State } from '../model/model.ts'
import { useScreen } from '../model/screen.ts'
import { fill } from '../model/words.ts'
import { Marketing } from './marketing.tsx'
import { HandOver, Ownership, Release } from './owner.tsx'

export const Head = (state: State) => {
  const { parties, home, composer } = state
  const { model, words } = useScreen()
  const [open, setOpen] = useState<'more' | 'handOver'>()
  const head = useRef<HTMLElement>(null)
  const [channel = '', to = ''] = parties.to.split(/:(.*)/)
  const homeChannel = home.from.split(':')[0] ?? ''
  const toggle = (panel: 'more' | 'handOver') => setOpen(open === panel ? undefined : panel)
  useEffect(() => {
    if (!open) return
    // The panel lies over the thread: a click anywhere else closes it.
    const leave = (event: Event) => {
      if (head.current && !event.composedPath().includes(head.current)) setOpen(undefined)
    }
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      head.current?.querySelector<HTMLElement>('[aria-expanded=true]')?.focus()
      setOpen(undefined)
    }
    const ended = new AbortController()
    const { signal } = ended
    document.addEventListener('pointerdown', leave, { signal })
    head.current?.addEventListener('keydown', press, { signal })
    return () => ended.abort()
  }, [open])
  return (
    <header ref={head} part="header">
      <div>
        <strong>
          {words.channels[channel]} <bdi>{to}</bdi>
        </strong>
        <Ownership {...state} />
      </div>
      {parties.from !== home.from && (
        <button type="button" class="link" onClick={model.goHome}>
          {fill(words.useChannel, { channel: words.channels[homeChannel] ?? '' })}
        </button>
      )}
      {composer && composer.owner === null && (
        <button type="button" class="link" onClick={() => void model.own(parties.agent)}>
          {words.take}
        </button>
      )}
      {composer?.owner === parties.agent && (
        <button
          type="button"
          class="link"
          aria-expanded={open === 'handOver'}
          onClick={() => toggle('handOver')}
        >
          {words.handOver}
        </button>
      )}
      {composer && (
        <button
          type="button"
          class="link"
          aria-expanded={open === 'more'}
          onClick={() => toggle('more')}
        >
          {words.more}
        </button>
      )}
      {open && composer && (
        <div class="panel">
          {open === 'handOver' && <HandOver {...state} done={() => setOpen(undefined)} />}
          {open === 'more' && (
            <>
              <Release {...state} />
              <RecordStop composer={composer} />
              <Marketing composer={composer} />
            </>
          )}
        </div>
      )}
    </header>
  )
}
