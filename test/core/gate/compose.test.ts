import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/core/gate/compose.ts'
import { judge } from '../../../src/core/gate/judge.ts'
import { judgeOptIn } from '../../../src/core/gate/judge-opt-in.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  outbound,
  policyWith,
  SENDER,
  SMS_CONTACT,
  SMS_SENDER,
  smsPolicy,
  story,
  stranger,
  T0,
  talking,
  template,
} from '../../support/given.ts'

const approach = { at: T0, sender: SENDER, to: CONTACT, agent: 'anna' }

it('allows everything in an open session', () => {
  expect(compose(talking(), approach, policyWith())).toEqual({
    session: { state: 'open', closesAt: T0 - HOUR + DAY },
    consent: { status: 'granted', at: T0 - DAY },
    marketing: { status: 'unasked' },
    owner: null,
    text: { status: 'accepted' },
    template: { status: 'accepted' },
    optInRequest: expect.objectContaining({ status: 'refused', reason: 'consent_granted' }),
    templates: [template()],
  })
})

it('reports what waits for consent', () => {
  expect(compose(stranger(), approach, policyWith())).toMatchObject({
    session: { state: 'closed' },
    consent: { status: 'unasked' },
    text: { status: 'held', until: 'consent' },
    template: { status: 'held', until: 'consent' },
    optInRequest: { status: 'accepted' },
    templates: [template()],
  })
})

it('gives no time if consent was never requested', () => {
  expect(compose(stranger(), approach, policyWith()).consent).toEqual({ status: 'unasked' })
  expect(compose(agreed(), approach, policyWith()).session).toEqual({ state: 'closed' })
})

it('locks everything after a no', () => {
  const no = { status: 'refused', at: T0 - HOUR, source: 'contact' } as const
  const composer = compose(stranger({ consents: { 'whatsapp *': no } }), approach, policyWith())
  const refusal = { status: 'refused', reason: 'consent_refused' }
  expect(composer).toMatchObject({
    consent: { status: 'refused', at: T0 - HOUR },
    text: refusal,
    template: refusal,
    optInRequest: refusal,
    templates: [],
  })
})

it('names the owner', () => {
  const owners = { advisory: { agent: 'ben', since: T0, activeAt: T0 } }
  expect(compose(talking({ owners }), approach, policyWith())).toMatchObject({
    owner: 'ben',
    text: { reason: 'contact_taken' },
    template: { reason: 'contact_taken' },
    templates: [],
  })
  const later = { ...approach, at: T0 + 7 * DAY }
  expect(compose(talking({ owners }), later, policyWith()).owner).toBeNull()
})

it('reports that there is no template to choose', () => {
  const composer = compose(agreed(), approach, policyWith({ templates: [] }))
  expect(composer.template).toMatchObject({
    status: 'refused',
    reason: 'template_unavailable',
    template: '',
    sentence: 'No template can be used right now.',
  })
  expect(composer.templates).toEqual([])
})

it('is always open for SMS, without an end', () => {
  const sms = { ...approach, sender: SMS_SENDER, to: SMS_CONTACT }
  expect(compose(stranger(), sms, smsPolicy()).session).toEqual({ state: 'open' })
})

describe('templates at night', () => {
  const offer = template({ name: 'offer', category: 'marketing' })
  const night = { ...approach, at: T0 + 13 * HOUR }
  const policy = (templates = [offer, template()]) =>
    policyWith({
      templates,
      rules: { quietHours: { enabled: true }, purposes: { marketing: { requires: 'nothing' } } },
      place: { country: 'CA', timeZones: ['America/New_York'] },
    })

  it('are accepted if any of them is', () => {
    expect(compose(agreed(), night, policy())).toMatchObject({
      template: { status: 'accepted' },
      templates: [offer, template()],
    })
  })

  it('are held if all of them are', () => {
    expect(compose(agreed(), night, policy([offer])).template).toMatchObject({
      status: 'held',
      reason: 'quiet_hours',
    })
  })
})

it('predicts the gateway’s answer', () => {
  const contacts = [stranger(), agreed(), talking()]
  const states = ['active', 'inactive'] as const
  for (const contact of contacts)
    for (const state of states) {
      const policy = policyWith({ sender: { state } })
      const composer = compose(contact, approach, policy)
      // Beforehand the sentence can't say yet that the contact was asked.
      const text =
        composer.text.status === 'held'
          ? { ...composer.text, sentence: policy.wording.refusals.consent_pending_asked }
          : composer.text
      expect(story(policy, contact).sends('Hi').verdict).toEqual(text)
      expect(judge(contact, outbound({ content: { kind: 'text', text: 'Hi' } }), policy)).toEqual(
        text,
      )
      expect(story(policy, contact).asks().verdict).toEqual(composer.optInRequest)
      expect(judgeOptIn(contact, approach, policy)).toEqual(composer.optInRequest)
      const content = { kind: 'template', name: 'appointment', variables: { 1: 'x' } } as const
      expect(story(policy, contact).sends(content).verdict).toEqual(
        composer.template.status === 'held' ? text : composer.template,
      )
    }
})
