/** The notice of the disclaimer flow, on messages that wait: only the first text carries it. */

import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/core/gate/compose.ts'
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
