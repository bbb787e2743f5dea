import { describe, expect, it } from 'vitest'
import { purposeRule } from '../../../../src/core/gate/rules/purpose.ts'
import { usableTemplates } from '../../../../src/core/gate/rules/template.ts'
import type { Contact } from '../../../../src/core/model/contact.ts'
import type { Outbound } from '../../../../src/core/model/message/message.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import {
  agreed,
  CONTACT,
  outbound,
  policyWith,
  SENDER,
  SMS_SENDER,
  smsPolicy,
  T0,
  template,
} from '../../../support/given.ts'

const offer = template({ name: 'offer', category: 'marketing', variables: [] })
const place = { country: 'DE', timeZones: [] }
const offered = { kind: 'template', name: 'offer', variables: {} } as const
const ask = (
  message: Partial<Outbound>,
  contact: Partial<Contact> = {},
  policy: Policy = policyWith({ templates: [offer, template()], place }),
) => purposeRule(agreed(contact), outbound({ sender: policy.sender.address, ...message }), policy)
const no = (because: string, purpose = 'marketing') => ({
  reason: 'marketing_not_allowed',
  because,
  purpose,
})
const wish = (status: 'granted' | 'revoked') => ({ status, at: T0, source: 'crm' }) as const
const wants = { purposes: { 'marketing *': wish('granted') } }

describe('marketing', () => {
  it('covers marketing templates, and messages marked by the CRM or the line', () => {
    expect(ask({})).toBeUndefined()
    expect(ask({ content: offered })).toEqual(no('consent'))
    expect(ask({ content: offered, purpose: 'service' })).toEqual(no('consent'))
    expect(ask({ purpose: 'marketing' })).toEqual(no('consent'))
    const line = policyWith({ rules: { purpose: 'marketing' }, place })
    expect(ask({}, {}, line)).toEqual(no('consent'))
    expect(ask({ purpose: 'service' }, {}, line)).toBeUndefined()
  })

  it('requires its own yes, unless the flow’s notice or the policy suffices', () => {
    expect(ask({ purpose: 'marketing' }, wants)).toBeUndefined()
    const policy = (rules: object) => policyWith({ rules, place })
    const free = { purposes: { marketing: { requires: 'nothing' } } }
    expect(ask({ purpose: 'marketing' }, {}, policy(free))).toBeUndefined()
    expect(ask({ purpose: 'marketing' }, {}, policy({ flow: 'disclaimer' }))).toBeUndefined()
    const strict = { flow: 'disclaimer', purposes: { marketing: { requires: 'consent' } } }
    expect(ask({ purpose: 'marketing' }, {}, policy(strict))).toEqual(no('consent'))
  })

  it('ends for the whole organisation after the contact’s no, on every channel', () => {
    const stopped = { purposes: { 'marketing *': wish('revoked') } }
    expect(ask({ purpose: 'marketing' }, stopped)).toEqual(no('stopped'))
    const sms = smsPolicy({ place })
    expect(ask({ purpose: 'marketing' }, stopped, sms)).toEqual(no('stopped'))
    expect(ask({}, stopped)).toBeUndefined()
  })

  it('still respects a no recorded for one sender', () => {
    const old = { ...wants, marketingStopped: { [SMS_SENDER]: T0 + 1 } }
    expect(ask({ purpose: 'marketing' }, old)).toEqual(no('stopped'))
    const bySender = policyWith({
      rules: { consentScope: 'sender', purposes: { marketing: { requires: 'nothing' } } },
      place,
    })
    expect(ask({ purpose: 'marketing' }, old, bySender)).toBeUndefined()
    const own = { marketingStopped: { [SENDER]: T0 } }
    expect(ask({ purpose: 'marketing' }, own, bySender)).toEqual(no('stopped'))
  })

  it('can’t use WhatsApp templates to numbers in the United States', () => {
    const us = { country: 'US', timeZones: [] }
    const policy = policyWith({ templates: [offer, template()], place: us })
    expect(ask({ content: offered }, wants, policy)).toEqual(no('country'))
    expect(ask({ purpose: 'marketing' }, wants, policy)).toBeUndefined()
    const named = { kind: 'template', name: 'appointment', variables: { 1: 'x' } } as const
    expect(ask({ content: named, purpose: 'marketing' }, wants, policy)).toEqual(no('country'))
    expect(
      ask({ content: offered }, wants, smsPolicy({ templates: [offer], place: us })),
    ).toBeUndefined()
  })

  it('offers no template for contacts who don’t want it', () => {
    const policy = policyWith({ templates: [offer, template()], place })
    const approach = { at: T0, sender: SENDER, to: CONTACT, agent: 'ana' }
    const names = (contact: Contact) =>
      usableTemplates(contact, approach, policy).map(({ name }) => name)
    expect(names(agreed())).toEqual(['appointment'])
    expect(names(agreed(wants))).toEqual(['offer', 'appointment'])
  })
})

describe('an organisation’s own purpose', () => {
  const rules = {
    purposes: { newsletter: {}, survey: { like: 'service' }, poll: { requires: 'consent' } },
  }
  const policy = policyWith({ rules, place })

  it('is like marketing unless it says otherwise', () => {
    expect(ask({ purpose: 'newsletter' }, {}, policy)).toEqual(no('consent', 'newsletter'))
    expect(ask({ purpose: 'survey' }, {}, policy)).toBeUndefined()
    expect(ask({ purpose: 'poll' }, {}, policy)).toEqual(no('consent', 'poll'))
  })

  it('has its own yes and no', () => {
    const said = { purposes: { 'newsletter *': wish('granted'), 'survey *': wish('revoked') } }
    expect(ask({ purpose: 'newsletter' }, said, policy)).toBeUndefined()
    expect(ask({ purpose: 'survey' }, said, policy)).toEqual(no('stopped', 'survey'))
  })
})
