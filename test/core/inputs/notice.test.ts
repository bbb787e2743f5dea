/** The notice of the disclaimer flow: the first text that leaves carries it, once for each consent. */

import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/core/gate/compose.ts'
import { outboundOf } from '../../../src/core/gate/recheck.ts'
import type { Address } from '../../../src/core/model/address.ts'
import type { Policy } from '../../../src/core/model/policy/policy.ts'
import { textToSend } from '../../../src/core/wording/notice.ts'
import {
  CONTACT,
  DAY,
  HOUR,
  policyWith,
  SENDER,
  story,
  stranger,
  T0,
  talking,
} from '../../support/given.ts'

const NOTICE = /STOP.*\n\nFirst$/s
const rules = { flow: 'disclaimer' } as const
const paused = policyWith({ rules, sender: { pausedUntil: T0 + HOUR } })
const during = () => story(paused, stranger({ sessions: talking().sessions }))
const shown = (play: ReturnType<typeof story>, id: string) => play.message(id)?.rendered

describe('messages that wait', () => {
  it('show the notice on the first text alone, as the contact will read them', () => {
    const play = during()
    play.sends('First')
    play.sends('Second')
    expect(shown(play, 'out1')).toMatch(NOTICE)
    expect(shown(play, 'out2')).toBe('Second')
    play.change(policyWith({ rules, sender: { pausedUntil: T0 + 2 * HOUR } }))
    play.wakes()
    expect(shown(play, 'out1')).toMatch(NOTICE)
    expect(shown(play, 'out2')).toBe('Second')
    play.wait(2 * HOUR)
    expect(play.wakes().sent).toEqual([expect.stringMatching(NOTICE), 'Second'])
  })

  it('show it on a text that leaves before one for later, and the composer names it so', () => {
    const play = during()
    const notice = () =>
      compose(
        play.contact(),
        { at: play.now(), sender: SENDER, to: CONTACT, agent: 'anna' },
        paused,
      ).notice
    play.sends('Later', { notBefore: T0 + DAY / 2 })
    expect(notice()).toContain('STOP')
    play.sends('First')
    expect(shown(play, 'out2')).toMatch(NOTICE)
    expect(notice()).toBeUndefined()
  })

  it('carry it if the one before is withdrawn', () => {
    const play = during()
    play.sends('Wrong')
    play.sends('First')
    play.recalls('out1')
    play.wait(HOUR)
    expect(play.wakes().sent).toEqual([expect.stringMatching(NOTICE)])
    expect(shown(play, 'out2')).toMatch(NOTICE)
  })
})

const OTHER: Address = 'whatsapp:+15550002222'
const line = { id: 'advisory', name: 'Advisory', senders: [SENDER, OTHER] }

describe('of two senders that share a consent', () => {
  const until = { pausedUntil: T0 + HOUR }
  const both = (consentScope: 'organisation' | 'line' | 'sender') => {
    const scoped = { rules: { ...rules, consentScope }, line }
    const own = policyWith({ ...scoped, sender: until })
    const elsewhere = { [SENDER]: own }
    return {
      own,
      other: policyWith({ ...scoped, elsewhere, sender: { ...until, address: OTHER } }),
    }
  }
  const writing = () => {
    const session = { lastInboundAt: T0 - HOUR, address: CONTACT }
    return stranger({ sessions: { [SENDER]: session, [OTHER]: session } })
  }

  it.each(['organisation', 'line'] as const)(
    'the second text that waits shows none (%s)',
    (scope) => {
      const { own, other } = both(scope)
      const play = story(own, writing())
      play.sends('First')
      play.change(other)
      const asked = { at: T0, sender: OTHER, to: CONTACT, agent: 'anna' }
      expect(compose(play.contact(), asked, other).notice).toBeUndefined()
      play.sends('Second')
      expect(shown(play, 'out2')).toBe('Second')
      play.wait(HOUR)
      expect(play.wakes().sent).toEqual([expect.stringMatching(NOTICE), 'Second'])
    },
  )

  it('each shows it where each sender has its own consent', () => {
    const { own, other } = both('sender')
    const play = story(own, writing())
    play.sends('First')
    play.change(other)
    play.sends('First')
    expect(shown(play, 'out2')).toMatch(NOTICE)
  })

  it('the text that leaves first begins with it, and the one that was to bring it leaves without', () => {
    const { own, other } = both('organisation')
    const play = story(own, writing())
    play.wait(HOUR)
    play.sends('Stuck')
    expect(shown(play, 'out1')).toMatch(/STOP/)
    play.change(other)
    play.sends('First')
    expect(shown(play, 'out2')).toBe('First')
    leaves(play, 'out2', other)
    expect(shown(play, 'out2')).toMatch(NOTICE)
    play.change(own)
    leaves(play, 'out1', own)
    expect(shown(play, 'out1')).toBe('Stuck')
    expect(play.consent()).toMatchObject({ noticedAt: T0 + HOUR })
    expect(play.contact().notices).toEqual({})
  })
})

/** As the engine does: it notes the text that leaves if that is another, then sends it. */
const leaves = (play: ReturnType<typeof story>, id: string, policy: Policy) => {
  const message = play.message(id)
  if (!message) throw new Error(`no ${id}`)
  const rendered = textToSend(play.contact(), message, outboundOf(message, play.now()), policy)
  if (rendered !== undefined && rendered !== message.rendered)
    play.hears(id, 'accepted', { connection: 'twilio', rendered })
  play.hears(id, 'queued', { connection: 'twilio' })
}

describe('on its way out', () => {
  const active = policyWith({ rules })
  const accepted = () => {
    const play = story(active, stranger({ sessions: talking().sessions }))
    play.sends('First')
    return play
  }

  it('is announced for no other text, and counts only when it has left', () => {
    const play = accepted()
    const asked = { at: T0, sender: SENDER, to: CONTACT, agent: 'anna' }
    expect(compose(play.contact(), asked, active).notice).toBeUndefined()
    expect(play.consent()).toBeUndefined()
    play.wait(HOUR)
    leaves(play, 'out1', active)
    expect(play.consent()).toMatchObject({ noticedAt: T0 + HOUR })
    play.sends('Second')
    leaves(play, 'out3', active)
    expect(shown(play, 'out3')).toBe('Second')
  })

  it('moves to the text behind it if its own never leaves', () => {
    const play = accepted()
    play.sends('Second')
    expect(shown(play, 'out2')).toBe('Second')
    play.hears('out1', 'expired', { connection: 'twilio' })
    leaves(play, 'out2', active)
    expect(shown(play, 'out2')).toMatch(/STOP.*\n\nSecond$/s)
    expect(play.consent()).toMatchObject({ noticedAt: T0 })
  })

  it('does not make the text behind it too long', () => {
    const play = accepted()
    const long = 'a'.repeat(1600)
    play.sends(long)
    play.hears('out1', 'expired')
    leaves(play, 'out2', active)
    expect(shown(play, 'out2')).toBe(long)
    expect(play.sends('Third').sent).toEqual([expect.stringContaining('STOP')])
  })

  it('stays with a text that the provider has to be sent again, and in one whose attempt is in doubt', () => {
    const play = accepted()
    leaves(play, 'out1', active)
    play.hears('out1', 'failed', { mayRepeat: true, providerId: 'SM1' })
    leaves(play, 'out1', active)
    expect(shown(play, 'out1')).toMatch(NOTICE)
    const doubtful = accepted()
    doubtful.sends('Second')
    doubtful.hears('out1', 'unknown', { connection: 'twilio' })
    leaves(doubtful, 'out2', active)
    expect(shown(doubtful, 'out2')).toMatch(/STOP/)
    leaves(doubtful, 'out1', active)
    expect(shown(doubtful, 'out1')).toMatch(NOTICE)
  })

  it.each<[string, Parameters<ReturnType<typeof story>['sends']>[0]]>([
    ['a place', { kind: 'location', location: { latitude: 1, longitude: 2 } }],
    ['a reaction', { kind: 'reaction', emoji: '👍', to: { message: 'in1', providerId: 'wamid' } }],
  ])('is not lost with %s, which shows no text', (_, content) => {
    const limits = { kinds: ['location', 'reaction'] as const }
    const play = story(policyWith({ rules, limits }), stranger({ sessions: talking().sessions }))
    expect(play.sends(content).sent).toEqual([''])
    expect(play.sends('First').sent).toEqual([expect.stringMatching(NOTICE)])
  })
})
