/** A message for later, or for no later than: it waits, is judged by what is true when it leaves, or ends. */

import { describe, expect, it } from 'vitest'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  MINUTE,
  policyWith,
  story,
  T0,
  talking,
} from '../../support/given.ts'

const ORIGIN = { connection: 'espo', callback: 'https://crm.example.com/status' }

describe('a message for later', () => {
  it('waits for its time, and says so', () => {
    const told = story(policyWith(), talking())
    const { verdict, sent, effects } = told.sends('Hello', { notBefore: T0 + HOUR, origin: ORIGIN })
    expect(verdict).toEqual({
      status: 'held',
      reason: 'scheduled',
      until: T0 + HOUR,
      expiresAt: T0 + HOUR + 3 * DAY,
      sentence: expect.stringMatching(
        /^The message is scheduled and goes out on \w+ \d+ at .*UTC\.$/,
      ),
      remedies: [{ do: 'wait_until', at: T0 + HOUR }],
    })
    expect(sent).toEqual([])
    expect(effects.at(-1)).toMatchObject({ kind: 'later', at: T0 + HOUR })
    expect(told.message('out1')).toMatchObject({ status: 'held', origin: ORIGIN })
  })

  it('leaves at its time, with all that it carried', () => {
    const told = story(policyWith(), talking())
    told.sends('Hello', { notBefore: T0 + HOUR, validUntil: T0 + 2 * HOUR, origin: ORIGIN })
    told.wait(HOUR - 1)
    expect(told.looks().sent).toEqual([])
    told.wait(1)
    expect(told.looks()).toMatchObject({ sent: ['Hello'], told: ['message.released'] })
    expect(told.message('out1')).toMatchObject({
      status: 'accepted',
      origin: ORIGIN,
      validUntil: T0 + 2 * HOUR,
    })
  })

  it('fails with the reason when the rules of that time stand against it', () => {
    const told = story(policyWith(), talking())
    told.sends('Hello', { notBefore: T0 + 2 * DAY })
    told.wait(2 * DAY)
    expect(told.looks().sent).toEqual([])
    expect(told.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'session_closed' },
    })
  })

  it('needs no open session before, since the contact may write until then', () => {
    const told = story(policyWith(), agreed())
    expect(told.sends('Hello', { notBefore: T0 + HOUR }).verdict.status).toBe('held')
    told.wait(MINUTE)
    expect(told.writes('Hi').sent).toEqual([])
    told.wait(HOUR)
    expect(told.looks().sent).toEqual(['Hello'])
  })

  it('asks for consent at once, and still waits for its time after the YES', () => {
    const told = story()
    const { verdict, sent } = told.sends('Hello', { notBefore: T0 + 5 * DAY })
    expect(verdict).toMatchObject({ status: 'held', until: 'consent', expiresAt: T0 + 8 * DAY })
    expect(sent).toHaveLength(1)
    told.wait(HOUR)
    expect(told.writes('YES').sent).not.toContain('Hello')
    expect(told.contact().held).toMatchObject([{ until: T0 + 5 * DAY }])
  })

  it('is refused at once where no time would help', () => {
    const told = story(policyWith(), talking())
    told.writes('STOP')
    const { verdict } = told.sends('Hello', { notBefore: T0 + HOUR })
    expect(verdict).toMatchObject({ status: 'refused', reason: 'consent_revoked' })
  })

  it('ends unsent when its sender is configured no more, and is looked at for that alone', () => {
    const told = story(policyWith(), agreed())
    told.sends('Hello', { notBefore: T0 + HOUR })
    told.change(policyWith({ sender: { address: 'whatsapp:+15550003333' } }))
    told.wait(HOUR)
    const end = T0 + HOUR + 3 * DAY
    expect(told.looks().effects).toMatchObject([{ kind: 'later', at: end }])
    told.wait(3 * DAY)
    expect(told.looks()).toMatchObject({ sent: [], told: ['message.status'] })
    expect(told.message('out1')).toMatchObject({ status: 'expired' })
  })

  it('can be withdrawn until then', () => {
    const told = story(policyWith(), talking())
    told.sends('Hello', { notBefore: T0 + HOUR })
    expect(told.recalls('out1').verdict.status).toBe('accepted')
    told.wait(HOUR)
    expect(told.looks().sent).toEqual([])
    expect(told.message('out1')).toMatchObject({ status: 'cancelled', address: CONTACT })
  })

  it('is like any other once its time has come', () => {
    const told = story(policyWith(), talking())
    expect(told.sends('Hello', { notBefore: T0 }).sent).toEqual(['Hello'])
  })
})

it('a message that may not leave later than a time does not wait beyond it', () => {
  const told = story()
  const { verdict } = told.sends('Hello', { validUntil: T0 + HOUR })
  expect(verdict).toMatchObject({ status: 'held', until: 'consent', expiresAt: T0 + HOUR })
  told.wait(HOUR)
  told.looks()
  expect(told.message('out1')).toMatchObject({ status: 'expired' })
})
