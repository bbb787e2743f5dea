/** Purposes that a request names, and the consent to them. */

import { describe, expect, it } from 'vitest'
import { HOUR, policyWith, smsPolicy, story, T0 } from '../../support/given.ts'

const marketing = { rules: { optInPurposes: ['marketing'] } }
const wishes = (play: ReturnType<typeof story>) => play.contact().purposes ?? {}

describe('a request that names a purpose', () => {
  it('says so, and a YES is recorded for it', () => {
    const play = story(smsPolicy(marketing))
    expect(play.asks().sent[0]).toContain('about your account and our offers.')
    const { events, detail } = play.writes('YES')
    expect(events).toContain('purpose.changed')
    expect(detail('consent.granted')).toEqual({ purposes: ['marketing'] })
    expect(detail('purpose.changed')).toEqual({
      purpose: 'marketing',
      status: 'granted',
      by: 'contact',
    })
    expect(play.consent()).toMatchObject({ status: 'granted', purposes: ['marketing'] })
    expect(wishes(play)).toEqual({
      'marketing *': { status: 'granted', at: T0, source: 'contact', message: 'in2' },
    })
    expect(play.sends('Sale!', { purpose: 'marketing' }).verdict.status).toBe('accepted')
  })

  it('is worthless after a NO, or if it did not arrive', () => {
    const play = story(smsPolicy(marketing))
    play.asks()
    expect(play.writes('NO').events).not.toContain('purpose.changed')
    expect(play.consent()).not.toHaveProperty('purposes')
    play.wait(HOUR)
    play.writes('START')
    expect(play.consent()?.status).toBe('granted')
    expect(wishes(play)).toEqual({})
    const failed = story(smsPolicy(marketing))
    failed.asks()
    failed.hears('ask1', 'failed')
    expect(failed.consent()).not.toHaveProperty('purposes')
  })

  it('only covers what the contact could read', () => {
    const usual = smsPolicy()
    const flow = { ...usual.wording.flow, opt_in_request: '{organisation}: may we? YES or STOP.' }
    const play = story(smsPolicy({ ...marketing, wording: { ...usual.wording, flow } }))
    play.asks()
    play.writes('YES')
    expect(play.consent()?.status).toBe('granted')
    expect(wishes(play)).toEqual({})
    // The template of WhatsApp has no place for it.
    const silent = story(policyWith())
    expect(silent.asks('anna', ['marketing']).verdict).toMatchObject({
      status: 'refused',
      reason: 'purpose_unnamed',
      purpose: 'marketing',
      remedies: [{ do: 'contact_administrator' }],
    })
  })

  it('never includes what the contact has stopped', () => {
    const play = story(smsPolicy(marketing))
    play.records({ marketing: 'stop' })
    expect(play.asks('anna', ['marketing']).verdict).toMatchObject({
      reason: 'marketing_not_allowed',
      because: 'stopped',
      purpose: 'marketing',
    })
    expect(play.asks().sent[0]).toContain('about your account.')
    play.writes('YES')
    expect(wishes(play)['marketing *']).toMatchObject({ status: 'revoked' })
  })

  it('is repeated unchanged when the contact writes something else', () => {
    const play = story(smsPolicy())
    play.asks('anna', ['marketing'])
    expect(play.writes('Who is this?').sent[0]).toContain('our offers')
    play.writes('YES')
    expect(wishes(play)['marketing *']).toMatchObject({ status: 'granted' })
  })

  it('uses the organisation’s own names, in its order', () => {
    const purposes = { service: { label: 'your appointments' }, news: { label: 'our newsletter' } }
    const play = story(smsPolicy({ rules: { purposes, optInPurposes: ['news', 'marketing'] } }))
    expect(play.asks().sent[0]).toContain('about your appointments, our newsletter, and our offers')
  })
})

describe('a stopped purpose', () => {
  it('fails messages that wait for it, and no others', () => {
    const rules = { quietHours: { enabled: true, applyTo: 'all' } } as const
    const play = story(smsPolicy({ rules }))
    const yes = { name: 'marketing', status: 'granted', basis: 'web_form' } as const
    play.records({ consent: { status: 'granted', channel: 'sms', basis: 'web_form' } })
    play.records({ purpose: yes })
    play.wait(13 * HOUR)
    play.sends('Sale!', { purpose: 'marketing' })
    play.sends('Your statement')
    const { events } = play.records({ marketing: 'stop' })
    expect(events).toEqual(['purpose.changed', 'message.status'])
    expect(play.message('out3')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'marketing_not_allowed', because: 'stopped' },
    })
    play.wait(9 * HOUR)
    expect(play.wakes().sent).toEqual(['Your statement'])
  })

  it('is reported once, with its source and basis', () => {
    const play = story()
    const revoked = { name: 'marketing', status: 'revoked', agent: 'ben' } as const
    expect(play.records({ purpose: revoked }).detail('purpose.changed')).toEqual({
      ...{ purpose: 'marketing', status: 'revoked' },
      ...{ by: 'agent', agent: 'ben' },
    })
    expect(play.records({ purpose: revoked }).events).toEqual([])
  })
})
