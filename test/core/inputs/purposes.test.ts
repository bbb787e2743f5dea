/** Purposes that a request names, and what becomes of them. */

import { describe, expect, it } from 'vitest'
import { HOUR, policyWith, smsPolicy, story, T0 } from '../../support/given.ts'

const marketing = { rules: { optInPurposes: ['marketing'] } }
const wishes = (told: ReturnType<typeof story>) => told.contact().purposes ?? {}

describe('a request that names a purpose', () => {
  it('says so, and a YES is recorded for it', () => {
    const told = story(smsPolicy(marketing))
    expect(told.asks().sent[0]).toContain('about your account and our offers.')
    const { told: events, detail } = told.writes('YES')
    expect(events).toContain('purpose.changed')
    expect(detail('consent.granted')).toEqual({ purposes: ['marketing'] })
    expect(detail('purpose.changed')).toEqual({
      purpose: 'marketing',
      status: 'granted',
      by: 'contact',
    })
    expect(told.consent()).toMatchObject({ status: 'granted', purposes: ['marketing'] })
    expect(wishes(told)).toEqual({
      'marketing *': { status: 'granted', at: T0, source: 'contact', message: 'in2' },
    })
    expect(told.sends('Sale!', { purpose: 'marketing' }).verdict.status).toBe('accepted')
  })

  it('is worth nothing for it after a NO, nor after a request that did not arrive', () => {
    const told = story(smsPolicy(marketing))
    told.asks()
    expect(told.writes('NO').told).not.toContain('purpose.changed')
    expect(told.consent()).not.toHaveProperty('purposes')
    told.wait(HOUR)
    told.writes('START')
    expect(told.consent()?.status).toBe('granted')
    expect(wishes(told)).toEqual({})
    const failed = story(smsPolicy(marketing))
    failed.asks()
    failed.hears('ask1', 'failed')
    expect(failed.consent()).not.toHaveProperty('purposes')
  })

  it('counts only for what the contact could read', () => {
    const usual = smsPolicy()
    const flow = { ...usual.wording.flow, opt_in_request: '{organisation}: may we? YES or STOP.' }
    const told = story(smsPolicy({ ...marketing, wording: { ...usual.wording, flow } }))
    told.asks()
    told.writes('YES')
    expect(told.consent()?.status).toBe('granted')
    expect(wishes(told)).toEqual({})
    // The template of WhatsApp has no place for it.
    const silent = story(policyWith())
    expect(silent.asks('anna', ['marketing']).verdict).toMatchObject({
      status: 'refused',
      reason: 'purpose_unnamed',
      purpose: 'marketing',
      remedies: [{ do: 'contact_administrator' }],
    })
  })

  it('asks for nothing that the contact has stopped', () => {
    const told = story(smsPolicy(marketing))
    told.records({ marketing: 'stop' })
    expect(told.asks('anna', ['marketing']).verdict).toMatchObject({
      reason: 'marketing_not_allowed',
      because: 'stopped',
      purpose: 'marketing',
    })
    expect(told.asks().sent[0]).toContain('about your account.')
    told.writes('YES')
    expect(wishes(told)['marketing *']).toMatchObject({ status: 'revoked' })
  })

  it('is repeated as it was when the contact writes something else', () => {
    const told = story(smsPolicy())
    told.asks('anna', ['marketing'])
    expect(told.writes('Who is this?').sent[0]).toContain('our offers')
    told.writes('YES')
    expect(wishes(told)['marketing *']).toMatchObject({ status: 'granted' })
  })

  it("uses the organisation's own names, in its order", () => {
    const purposes = { service: { label: 'your appointments' }, news: { label: 'our newsletter' } }
    const told = story(smsPolicy({ rules: { purposes, optInPurposes: ['news', 'marketing'] } }))
    expect(told.asks().sent[0]).toContain('about your appointments, our newsletter, and our offers')
  })
})

describe('a purpose that is stopped', () => {
  it('fails what waits for it, and nothing else', () => {
    const rules = { quietHours: { enabled: true, applyTo: 'all' } } as const
    const told = story(smsPolicy({ rules }))
    const yes = { name: 'marketing', status: 'granted', basis: 'web_form' } as const
    told.records({ consent: { status: 'granted', channel: 'sms', basis: 'web_form' } })
    told.records({ purpose: yes })
    told.wait(13 * HOUR)
    told.sends('Sale!', { purpose: 'marketing' })
    told.sends('Your statement')
    const { told: events } = told.records({ marketing: 'stop' })
    expect(events).toEqual(['purpose.changed', 'message.status'])
    expect(told.message('out3')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'marketing_not_allowed', because: 'stopped' },
    })
    told.wait(9 * HOUR)
    expect(told.looks().sent).toEqual(['Your statement'])
  })

  it('is reported once, with who said it and the basis', () => {
    const told = story()
    const revoked = { name: 'marketing', status: 'revoked', agent: 'ben' } as const
    expect(told.records({ purpose: revoked }).detail('purpose.changed')).toEqual({
      ...{ purpose: 'marketing', status: 'revoked' },
      ...{ by: 'agent', agent: 'ben' },
    })
    expect(told.records({ purpose: revoked }).told).toEqual([])
  })
})
