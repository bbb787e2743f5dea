/** The table of the opt-in flow, row by row. */

import { describe, expect, it } from 'vitest'
import type { Consent } from '../../../src/core/model/contact.ts'
import {
  CONTACT,
  DAY,
  HOUR,
  MINUTE,
  policyWith,
  SENDER,
  SMS_SENDER,
  smsPolicy,
  story,
  stranger,
  T0,
  talking,
} from '../../support/given.ts'

const REQUEST =
  'Acme Wealth (Advisory) would like to message you here about your account. Reply YES to agree or STOP to decline.'
const WELCOME =
  "Thanks. You'll get messages from Acme Wealth here. Reply STOP to opt out, HELP for help."
const GOODBYE =
  "You're opted out: Acme Wealth won't message this number again. Changed your mind? Reply YES."
const HELP = "You're messaging Acme Wealth. Reply STOP to opt out."

/** By SMS, to a US number. */
const SMS = {
  request:
    'Acme Wealth (Advisory) would like to text you about your account. Msg & data rates may apply. Reply YES to agree, STOP to decline, HELP for help.',
  welcome:
    "Acme Wealth: Thanks. You'll get texts from us here. Msg & data rates may apply. Reply HELP for help, STOP to opt out.",
  goodbye:
    "Acme Wealth: You're opted out and won't get any more texts from us. Changed your mind? Reply YES.",
  help: "You're texting with Acme Wealth. Msg & data rates may apply. Reply STOP to opt out.",
}

const telling = (consent: Partial<Consent> | undefined, policy = policyWith()) => {
  const channel = policy.sender.address.startsWith('sms') ? 'sms' : 'whatsapp'
  const full = { status: 'unasked', at: T0 - HOUR, source: 'contact', ...consent } as const
  return story(policy, stranger(consent ? { consents: { [`${channel} *`]: full } } : {}))
}
const unasked = undefined
const requested: Partial<Consent> = {
  status: 'requested',
  source: 'agent',
  requestedAt: T0 - HOUR,
  agentRequestedAt: T0 - HOUR,
}
const stale: Partial<Consent> = {
  ...requested,
  at: T0 - DAY,
  requestedAt: T0 - DAY,
  agentRequestedAt: T0 - DAY,
}
const refused: Partial<Consent> = { status: 'refused', words: 'Stop' }
const revoked: Partial<Consent> = { status: 'revoked', words: 'Stop' }
const granted: Partial<Consent> = { status: 'granted' }

describe('unasked', () => {
  it('agent sends: request goes out, message is held', () => {
    const told = telling(unasked)
    const { verdict, sent, told: events, detail } = told.sends('Hello')
    expect(verdict).toMatchObject({ status: 'held', until: 'consent', expiresAt: T0 + 3 * DAY })
    expect(sent).toEqual(['Hello. anna of Acme Wealth asks for your consent.'])
    expect(events).toEqual(['contact.taken', 'message.held', 'consent.requested'])
    expect(detail('message.held')).toEqual({
      until: 'consent',
      expiresAt: T0 + 3 * DAY,
      reason: 'consent_pending',
    })
    expect(detail('consent.requested')).toEqual({ by: 'agent' })
    expect(told.consent()).toEqual({
      status: 'requested',
      at: T0,
      source: 'agent',
      requestedAt: T0,
      agentRequestedAt: T0,
    })
    expect(told.message('out1')).toMatchObject({ status: 'held', rendered: 'Hello', verdict })
  })

  it('contact says YES: nothing was asked, so the request goes out', () => {
    const told = telling(unasked)
    expect(told.writes('YES').sent).toEqual([REQUEST])
    expect(told.consent()?.status).toBe('requested')
  })

  it('contact says STOP: refused, told how to opt in', () => {
    const told = telling(unasked)
    expect(told.writes('STOP')).toMatchObject({
      sent: [GOODBYE],
      told: ['message.received', 'consent.refused'],
    })
    expect(told.consent()).toMatchObject({
      status: 'refused',
      at: T0,
      source: 'contact',
      words: 'STOP',
    })
    expect(telling(unasked).writes('STOP').effects).toContainEqual({
      kind: 'tell',
      id: 'in1:2',
      type: 'consent.refused',
      at: T0,
      line: 'advisory',
      sender: SENDER,
      address: CONTACT,
      message: 'in1',
    })
  })

  it('contact says a plain NO: an ordinary word, so the request goes out', () => {
    const told = telling(unasked)
    expect(told.writes('No').sent).toEqual([REQUEST])
  })

  it('contact says anything else: request goes out, and the words reach the CRM', () => {
    const told = telling(unasked)
    const { sent, told: events, detail, messages } = told.writes('Hello')
    expect(sent).toEqual([REQUEST])
    expect(events).toEqual(['message.received', 'consent.requested'])
    expect(detail('message.received')).toEqual({})
    expect(detail('consent.requested')).toEqual({ by: 'contact' })
    expect(messages[0]?.received?.text).toBe('Hello')
    expect(told.consent()).toEqual({
      status: 'requested',
      at: T0,
      source: 'contact',
      requestedAt: T0,
    })
    expect(told.contact().sessions[SENDER]).toEqual({ lastInboundAt: T0, address: CONTACT })
  })
})

describe('requested less than 24 hours ago', () => {
  it('agent sends: held, no second request', () => {
    const { verdict, sent, told } = telling(requested).sends('Hello')
    expect(verdict).toMatchObject({
      status: 'held',
      sentence:
        "The contact hasn't answered the opt-in request yet. Messages wait and are sent if they agree. You can ask again on November 17 at 2:00 PM UTC.",
    })
    expect(sent).toEqual([])
    expect(told).toEqual(['contact.taken', 'message.held'])
  })

  it('agent asks again: refused with `retryAt`', () => {
    expect(telling(requested).asks().verdict).toMatchObject({
      status: 'refused',
      reason: 'consent_pending',
      retryAt: T0 - HOUR + DAY,
      remedies: [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: T0 - HOUR + DAY }],
    })
  })

  it('contact says YES: granted, held messages re-judged and sent', () => {
    const told = telling(requested)
    told.sends('First')
    told.wait(MINUTE)
    told.sends('Second')
    told.wait(MINUTE)
    const { sent, told: events } = told.writes('Yes!')
    expect(sent).toEqual([WELCOME.replace('Advisory', 'anna'), 'First', 'Second'])
    expect(events).toEqual([
      'message.received',
      'consent.granted',
      'message.released',
      'message.released',
    ])
    expect(told.consent()).toMatchObject({
      status: 'granted',
      at: T0 + 2 * MINUTE,
      source: 'contact',
      words: 'Yes!',
      requestedAt: T0 - HOUR,
    })
    expect(told.contact().held).toEqual([])
    expect(told.message('out2')).toMatchObject({
      status: 'accepted',
      at: T0 + MINUTE,
      history: [
        { status: 'held', at: T0 + MINUTE },
        { status: 'accepted', at: T0 + 2 * MINUTE },
      ],
    })
    expect(told.message('out2')).not.toHaveProperty('verdict')
  })

  for (const no of ['No', 'STOP', 'no thanks'])
    it(`contact says ${no}: refused, told how to opt in, and what was held is given up`, () => {
      const told = telling(requested)
      told.sends('Hello')
      const { sent, told: events } = told.writes(no)
      expect(sent).toEqual([GOODBYE])
      expect(events).toEqual(['message.received', 'consent.refused', 'message.status'])
      expect(told.consent()).toMatchObject({ status: 'refused', words: no })
      expect(told.contact().held).toEqual([])
      expect(told.message('out1')).toMatchObject({
        status: 'failed',
        verdict: { status: 'refused', reason: 'consent_refused', refusedAt: T0 },
      })
    })

  it('contact says anything else: request goes out again', () => {
    const told = telling(requested)
    expect(told.writes('Who is this?').sent).toEqual([REQUEST])
    expect(told.consent()).toMatchObject({
      status: 'requested',
      requestedAt: T0,
      agentRequestedAt: T0 - HOUR,
    })
  })
})

describe('requested 24 hours ago or more', () => {
  it('agent sends: held without a second request, with a hint that asking again is possible', () => {
    const { verdict, sent } = telling(stale).sends('Hello')
    expect(verdict).toMatchObject({
      status: 'held',
      sentence: expect.stringContaining('for more than 24 hours'),
      remedies: [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: T0 }],
    })
    expect(sent).toEqual([])
  })

  it('does not advise to ask again where no template can ask', () => {
    const told = story(policyWith({ templates: [] }))
    told.writes('Hm')
    told.wait(DAY)
    const asked = told.asks().verdict
    expect(asked).toMatchObject({ reason: 'template_unavailable' })
    expect(told.sends('Hello').verdict).toMatchObject({
      status: 'held',
      sentence:
        "The contact hasn't answered the opt-in request yet. Messages wait and are sent if they agree. A new request goes out when the contact writes again.",
      remedies: [{ do: 'wait_for_contact' }, { do: 'contact_administrator' }],
    })
    expect(told.writes('Hm').sent).toEqual([expect.stringContaining('Reply YES to agree')])
  })

  it('advises to ask again only when quiet hours are over', () => {
    const told = story(policyWith({ rules: { quietHours: { enabled: true } } }))
    told.sends('Hello')
    told.wait(DAY + 13 * HOUR)
    const morning = T0 + DAY + 22 * HOUR
    expect(told.asks().verdict).toMatchObject({ reason: 'quiet_hours', until: morning })
    expect(told.sends('Hello').verdict).toMatchObject({
      remedies: [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: morning }],
    })
    told.wait(9 * HOUR)
    expect(told.asks().verdict.status).toBe('accepted')
  })

  it('agent may ask again', () => {
    const told = telling(stale)
    expect(told.asks().sent).toEqual(['Hello. anna of Acme Wealth asks for your consent.'])
    expect(told.consent()).toMatchObject({ status: 'requested', agentRequestedAt: T0 })
  })

  it('a request that the contact caused counts for the agent as well', () => {
    const told = telling({ ...stale, requestedAt: T0 - HOUR })
    expect(told.asks().verdict).toMatchObject({
      status: 'refused',
      reason: 'consent_pending',
      retryAt: T0 - HOUR + DAY,
    })
  })

  it('contact says YES, NO or anything else: the same as before', () => {
    expect(telling(stale).writes('YES').told).toContain('consent.granted')
    expect(telling(stale).writes('NO').told).toContain('consent.refused')
    expect(telling(stale).writes('Hm').sent).toEqual([REQUEST])
  })
})

for (const [name, no] of Object.entries({ refused, revoked }))
  describe(name, () => {
    it('agent sends or asks: refused, no request may be sent', () => {
      const told = telling(no)
      const refusal = { status: 'refused', reason: `consent_${name}` }
      expect(told.sends()).toMatchObject({ sent: [], told: [], verdict: refusal })
      expect(told.asks()).toMatchObject({
        sent: [],
        told: [],
        verdict: { ...refusal, remedies: [{ do: 'wait_for_contact' }] },
      })
      expect(told.contact().owners).toEqual({})
    })

    it('contact says YES: granted', () => {
      const told = telling(no)
      expect(told.writes('“Yes”')).toMatchObject({
        sent: [WELCOME],
        told: ['message.received', 'consent.granted'],
      })
    })

    it('contact says STOP: stays, silent', () => {
      const told = telling(no)
      expect(told.writes('STOP')).toMatchObject({ sent: [], told: ['message.received'] })
      expect(told.consent()).toMatchObject({ ...no, at: T0 })
    })

    it('contact says anything else on WhatsApp: request goes out, and only a YES changes the no', () => {
      const told = telling(no)
      expect(told.writes('Hello?').sent).toEqual([REQUEST])
      expect(told.consent()).toMatchObject({ ...no, at: T0 - HOUR, requestedAt: T0 })
      expect(told.asks().verdict.status).toBe('refused')
      told.wait(MINUTE)
      expect(told.writes('NO').told).not.toContain('consent.refused')
    })

    it('contact says anything else on SMS after STOP: silent', () => {
      const told = telling(no, smsPolicy())
      for (const words of ['Hello?', 'No', 'help', 'HELP ME PLEASE'])
        expect(told.writes(words).sent).toEqual([])
      expect(told.writes('START').told).toContain('consent.granted')
    })
  })

describe('granted', () => {
  it('agent sends: passes on to the next rule', () => {
    expect(telling(granted).sends().verdict).toMatchObject({ reason: 'session_closed' })
  })

  it('agent asks: there is nothing to ask for', () => {
    expect(telling(granted).asks().verdict).toMatchObject({
      status: 'refused',
      reason: 'consent_granted',
      grantedAt: T0 - HOUR,
      remedies: [],
    })
  })

  it('contact says YES or NO: an answer to the agent, not to us', () => {
    for (const words of ['YES', 'NO']) {
      const told = telling(granted)
      expect(told.writes(words)).toMatchObject({ sent: [], told: ['message.received'] })
      expect(told.consent()).toMatchObject({ ...granted, at: T0 - HOUR })
    }
  })

  it('contact says STOP: revoked, told how to opt in', () => {
    const told = telling(granted)
    expect(told.writes('stop please')).toMatchObject({
      sent: [GOODBYE],
      told: ['message.received', 'consent.revoked'],
    })
    expect(told.consent()).toMatchObject({ status: 'revoked', words: 'stop please' })
  })

  it('contact says anything else: passes to the CRM', () => {
    expect(telling(granted).writes('Hello')).toMatchObject({
      sent: [],
      told: ['message.received'],
    })
  })
})

describe('HELP', () => {
  it('promises nothing of a YES that nobody asked for, since that does not count', () => {
    const told = story(policyWith({ rules: { flow: 'recorded' } }))
    expect(told.writes('help').sent).toEqual([expect.not.stringContaining('YES')])
    expect(told.writes('YES').told).toEqual(['message.received'])
  })

  it('is answered, whatever the consent, and still reaches the CRM', () => {
    for (const consent of [unasked, requested, granted, refused])
      expect(telling(consent).writes('help')).toMatchObject({
        sent: [HELP],
        told: ['message.received'],
      })
  })
})

describe('what is no plain new message', () => {
  for (const form of ['edit', 'revoke', 'reaction', 'group', 'system'] as const)
    it(`${form}: reaches the CRM, but is no keyword and opens no session`, () => {
      for (const words of ['YES', 'STOP', 'Hello']) {
        const told = telling(requested)
        const { sent, told: events, detail } = told.writes(words, { received: { form } })
        expect(sent).toEqual([])
        expect(events).toEqual(['message.received'])
        expect(detail('message.received')).toEqual({ form })
        expect(told.consent()?.status).toBe('requested')
        expect(told.contact().sessions).toEqual({})
      }
    })
})

describe('buttons, lists and files', () => {
  it('takes a tapped button or row for its words', () => {
    const button = { text: 'Yes', payload: 'agree' }
    expect(telling(requested).writes('Yes', { received: { button } }).told).toContain(
      'consent.granted',
    )
    const stop = { text: 'No more', payload: 'STOP' }
    expect(telling(requested).writes('No more', { received: { button: stop } }).told).toContain(
      'consent.refused',
    )
    const list = { id: 'yes', title: 'I agree' }
    expect(telling(requested).writes('', { received: { list } }).told).toContain('consent.granted')
    const title = { id: 'row-1', title: 'Yes' }
    expect(telling(requested).writes('', { received: { list: title } }).told).toContain(
      'consent.granted',
    )
  })

  it('takes no YES under a picture for consent, but a STOP', () => {
    const media = [{ url: 'https://api.example.com/m' }]
    expect(telling(requested).writes('YES', { received: { media } }).told).not.toContain(
      'consent.granted',
    )
    expect(telling(requested).writes('STOP', { received: { media } }).told).toContain(
      'consent.refused',
    )
  })

  it('answers a file without words like any other message', () => {
    const told = telling(unasked)
    const { provider: _, ...give } = { provider: '', id: 'in-media', at: T0, sender: SENDER }
    const media = [{ url: 'https://api.example.com/m' }]
    const { sent, verdict } = told.give({
      kind: 'inbound',
      ...give,
      from: CONTACT,
      aliases: [],
      providerId: 'MM1',
      message: { form: 'message', type: 'image', media },
    })
    expect(verdict).toEqual({ status: 'accepted' })
    expect(sent).toEqual([REQUEST])
  })
})

describe('when there is no way to answer', () => {
  it('stays silent where the provider could not reach the contact, until it writes again', () => {
    const told = story(policyWith(), stranger({ unreachable: { whatsapp: T0 } }))
    expect(told.writes('Hello', { at: T0 - 1 }).sent).toEqual([])
    expect(told.writes('Hello').sent).toEqual([REQUEST])
  })

  it('stays silent in a session that the provider has closed', () => {
    const sessions = { [SENDER]: { lastInboundAt: T0 - HOUR, address: CONTACT, closedAt: T0 } }
    const policy = policyWith({ rules: { optInTemplate: undefined } })
    const told = story(policy, stranger({ sessions }))
    for (const words of ['Hello', 'help'])
      expect(told.writes(words)).toMatchObject({ sent: [], told: ['message.received'] })
    expect(told.contact().consents).toEqual({})
    expect(told.contact().replies).toEqual({ lastAt: {}, recent: {} })
    told.change(policyWith())
    expect(told.writes('Hello').sent).toEqual([
      'Hello. Advisory of Acme Wealth asks for your consent.',
    ])
  })
})

describe('late and reordered messages', () => {
  it('takes no YES that is older than the no', () => {
    for (const no of [refused, revoked]) {
      const told = telling(no)
      expect(told.writes('YES', { at: T0 - HOUR })).toMatchObject({
        sent: [],
        told: ['message.received'],
      })
      expect(told.writes('YES', { at: T0 - HOUR + 1 }).told).toContain('consent.granted')
    }
  })

  it('takes no YES that is older than the second STOP', () => {
    const told = telling(refused)
    told.writes('STOP')
    told.writes('STOP', { at: T0 - MINUTE })
    expect(told.consent()?.at).toBe(T0)
    expect(told.writes('YES', { at: T0 - MINUTE }).told).toEqual(['message.received'])
  })

  it('takes no YES or NO that is older than the request, give or take the second of a stamp', () => {
    const at = T0 - HOUR - 1000
    expect(telling(requested).writes('YES', { at })).toMatchObject({
      sent: [],
      told: ['message.received'],
    })
    expect(telling(requested).writes('YES', { at: at + 1 }).told).toContain('consent.granted')
    expect(telling(requested).writes('NO', { at }).told).not.toContain('consent.refused')
    expect(telling(requested).writes('NO', { at: at + 1 }).told).toContain('consent.refused')
  })

  it('takes a YES or NO to the agent’s request, though words that came first have brought another', () => {
    const asked = () => {
      const told = story()
      told.sends('Good morning')
      told.wait(2 * MINUTE)
      expect(told.writes('Hello?').sent).toHaveLength(1)
      told.wait(MINUTE)
      return told
    }
    const late = { at: T0 + MINUTE, discoveredAt: T0 + 3 * MINUTE }
    const agrees = asked()
    expect(agrees.writes('YES', late).told).toEqual([
      'message.received',
      'consent.granted',
      'message.released',
    ])
    expect(agrees.consent()).toMatchObject({ at: T0 + MINUTE, words: 'YES' })
    expect(asked().writes('NO', late).told).toContain('consent.refused')
  })

  it('takes a late STOP, unless the contact itself said YES after it', () => {
    const late = { at: T0 - 2 * HOUR, discoveredAt: T0 }
    expect(telling(requested).writes('STOP', late).told).toContain('consent.refused')
    expect(telling({ ...granted, source: 'crm' }).writes('STOP', late).told).toContain(
      'consent.revoked',
    )
    expect(telling(granted).writes('STOP', late)).toMatchObject({
      sent: [],
      told: ['message.received'],
    })
    const after = { ...late, at: T0 - HOUR }
    expect(telling(granted).writes('STOP', after).told).toContain('consent.revoked')
  })

  it('takes a STOP that a webhook brings, also by a clock that was set back since the YES', () => {
    const told = telling(granted)
    expect(told.writes('STOP', { at: T0 - 2 * HOUR }).told).toContain('consent.revoked')
  })

  it('asks for nothing on account of words that were written before the no', () => {
    for (const no of [refused, revoked]) {
      expect(telling(no).writes('Hello', { at: T0 - HOUR - 1 }).sent).toEqual([])
      expect(telling(no).writes('Hello', { at: T0 - HOUR }).sent).toEqual([REQUEST])
    }
  })

  it('never moves a session or a request back', () => {
    const told = telling(granted)
    told.writes('Hello')
    told.writes('Earlier', { at: T0 - DAY, from: SENDER })
    expect(told.contact().sessions[SENDER]).toEqual({ lastInboundAt: T0, address: CONTACT })
    const asked = telling({ ...requested, requestedAt: T0 })
    asked.writes('Earlier', { at: T0 - MINUTE })
    expect(asked.consent()).toMatchObject({ requestedAt: T0, at: T0 })
  })
})

describe('SMS, where the provider answers the keywords', () => {
  it('records STOP and stays silent', () => {
    for (const words of ['STOP', 'Stop.', 'unsubscribe', 'QUIT', 'optout']) {
      const told = telling(granted, smsPolicy())
      expect(told.writes(words)).toMatchObject({
        sent: [],
        told: ['message.received', 'consent.revoked'],
      })
    }
  })

  it('believes the keyword that the provider names', () => {
    const told = telling(granted, smsPolicy())
    expect(told.writes('Schluss jetzt', { optOut: 'stop' })).toMatchObject({
      sent: [],
      told: ['message.received', 'consent.revoked'],
    })
    expect(told.writes('weiter', { optOut: 'start', at: T0 + 1 })).toMatchObject({
      sent: [],
      told: ['message.received', 'consent.granted'],
    })
    expect(told.writes('what?', { optOut: 'help' })).toMatchObject({ sent: [] })
  })

  it('needs no words', () => {
    const file = (optOut?: 'stop') => ({
      kind: 'inbound' as const,
      id: `in-${optOut}`,
      at: T0,
      sender: SMS_SENDER,
      from: 'sms:+14155550100' as const,
      aliases: [],
      providerId: 'MM1',
      message: { form: 'message' as const, type: 'image', media: [{ url: 'https://x.example' }] },
      ...(optOut && { optOut }),
    })
    const told = telling({ ...granted, words: 'yes' }, smsPolicy())
    expect(told.give(file())).toMatchObject({ sent: [], told: ['message.received'] })
    expect(told.give(file('stop')).told).toContain('consent.revoked')
    expect(told.consent()).not.toHaveProperty('words')
  })

  it('answers what the provider did not recognise', () => {
    expect(telling(granted, smsPolicy()).writes('please stop texting me').sent).toEqual([
      SMS.goodbye,
    ])
  })

  it('stays silent about HELP', () => {
    for (const words of ['HELP', 'Info'])
      expect(telling(granted, smsPolicy()).writes(words).sent).toEqual([])
  })

  it('takes the YES to our request, confirms it and releases', () => {
    const told = telling(requested, smsPolicy())
    told.sends('Hello')
    expect(told.writes('YES').sent).toEqual([SMS.welcome, 'Hello'])
  })

  it('takes a YES that the provider has answered, releases and does not confirm twice', () => {
    const told = telling(requested, smsPolicy())
    told.sends('Hello')
    expect(told.writes('YES', { optOut: 'start' }).sent).toEqual(['Hello'])
  })

  it('leaves the welcome to the provider when YES, START or UNSTOP lifts a block', () => {
    for (const words of ['YES', 'START', 'UNSTOP'])
      expect(telling(revoked, smsPolicy()).writes(words)).toMatchObject({
        sent: [],
        told: ['message.received', 'consent.granted'],
      })
  })

  it('asks again after a plain NO, which blocks nothing', () => {
    const told = telling(requested, smsPolicy())
    expect(told.writes('No').sent).toEqual([SMS.goodbye])
    expect(told.writes('Sorry, wrong button').sent).toEqual([SMS.request])
  })

  it('takes a no without words for a STOP', () => {
    expect(telling({ status: 'refused' }, smsPolicy()).writes('Hello').sent).toEqual([])
  })

  it('answers for itself where the provider does not', () => {
    const policy = smsPolicy({ sender: { optOutHandling: 'gateway' } })
    expect(telling(granted, policy).writes('STOP').sent).toEqual([SMS.goodbye])
    expect(telling(granted, policy).writes('HELP').sent).toEqual([SMS.help])
    expect(telling(granted, policy).writes('STOP', { optOut: 'stop' }).sent).toEqual([])
  })

  it('stays silent on WhatsApp too where the provider covers that sender', () => {
    const policy = policyWith({ sender: { optOutHandling: 'provider' } })
    expect(telling(granted, policy).writes('STOP').sent).toEqual([])
  })
})

describe('a block that only some words lift', () => {
  const stopped = { status: 'revoked', source: 'contact', words: 'STOP' } as const

  it('is lifted by START and UNSTOP alone on a toll-free number', () => {
    const policy = smsPolicy({ sender: { optOutHandling: 'toll_free' } })
    expect(telling(stopped, policy).writes('YES').told).toEqual(['message.received'])
    for (const words of ['START', 'Unstop'])
      expect(telling(stopped, policy).writes(words).sent).toEqual([])
    expect(telling(stopped, policy).writes('START').told).toContain('consent.granted')
  })

  it('is lifted by YES too where the provider says so, and by no word of ours that it does not know', () => {
    const policy = smsPolicy({ rules: { keywords: { optIn: ['ja'] } } })
    expect(telling(stopped, policy).writes('YES').told).toContain('consent.granted')
    expect(telling(stopped, policy).writes('Ja').told).toEqual(['message.received'])
  })

  it('is none where the business keeps the list itself', () => {
    const policy = smsPolicy({ sender: { optOutHandling: 'gateway' } })
    expect(telling(stopped, policy).writes('YES').told).toContain('consent.granted')
  })

  it('leaves a yes alone that answers a request, on a toll-free number too', () => {
    const policy = smsPolicy({ sender: { optOutHandling: 'toll_free' } })
    expect(telling(requested, policy).writes('YES').told).toContain('consent.granted')
  })
})

it('on WhatsApp, where the provider answers the keywords too, is silent after a STOP as on SMS', () => {
  const told = story(policyWith({ sender: { optOutHandling: 'provider' } }), talking())
  expect(told.writes('STOP', { optOut: 'stop' }).sent).toEqual([])
  told.wait(MINUTE)
  expect(told.writes('Hello?').told).toEqual(['message.received'])
  expect(told.writes('START', { optOut: 'start' }).told).toContain('consent.granted')
})

describe('cool-downs and the loop guard', () => {
  it('sends at most three automatic messages in ten minutes to one contact', () => {
    const told = telling(unasked)
    const answers = ['a', 'b', 'c', 'd'].map((words) => told.writes(words).sent.length)
    expect(answers).toEqual([1, 1, 1, 0])
    told.wait(10 * MINUTE - 1)
    expect(told.writes('e').sent).toEqual([])
    told.wait(1)
    expect(told.writes('f').sent).toEqual([REQUEST])
    expect(told.contact().replies.recent[SENDER]).toEqual([T0 + 10 * MINUTE])
  })

  it('counts each sender for itself', () => {
    const told = telling(unasked)
    for (const words of ['a', 'b', 'c']) told.writes(words)
    told.change(smsPolicy())
    expect(told.writes('d').sent).toHaveLength(1)
    expect(told.contact().replies.recent).toEqual({ [SENDER]: [T0, T0, T0], [SMS_SENDER]: [T0] })
  })

  it('confirms each change of mind, even after chatter, six of them within an hour', () => {
    const told = telling(unasked)
    for (const words of ['a', 'b', 'c']) told.writes(words)
    const confirmed = ['STOP', 'YES', 'STOP', 'YES', 'STOP', 'YES', 'STOP'].map((words) => {
      told.wait(MINUTE)
      return told.writes(words).sent[0]
    })
    expect(confirmed).toEqual([GOODBYE, WELCOME, GOODBYE, WELCOME, GOODBYE, WELCOME, undefined])
    expect(told.consent()).toMatchObject({ status: 'revoked' })
    told.wait(HOUR)
    expect(told.writes('YES').sent).toEqual([WELCOME])
  })

  it('confirms a STOP once', () => {
    const told = telling(granted)
    expect(told.writes('STOP').sent).toEqual([GOODBYE])
    told.wait(MINUTE)
    expect(told.writes('STOP').sent).toEqual([])
  })

  it('confirmations use up nothing of the budget for chatter', () => {
    const told = telling(unasked)
    told.writes('Hello')
    told.wait(MINUTE)
    told.writes('YES')
    expect(told.contact().replies.recent[SENDER]).toEqual([T0])
  })

  it('gives help within the budget only', () => {
    const told = telling(unasked)
    for (const words of ['a', 'b', 'c']) told.writes(words)
    expect(told.writes('help').sent).toEqual([])
  })

  it('never answers itself or a short code', () => {
    const told = telling(unasked)
    expect(told.writes('Hello', { from: SENDER }).sent).toEqual([])
    const other = 'whatsapp:+15550002222'
    told.change(policyWith({ alternatives: [{ channel: 'whatsapp', sender: other }] }))
    expect(told.writes('Hello', { from: other }).sent).toEqual([])
    expect(told.writes('Hello').sent).toEqual([REQUEST])
    const sms = telling(unasked, smsPolicy())
    expect(sms.writes('Your code is 1234', { from: 'sms:72345' }).sent).toEqual([])
    const scoped = telling(unasked)
    expect(scoped.writes('Hello', { from: 'whatsapp:US.13491208655302741918' }).sent).toEqual([
      REQUEST,
    ])
  })
})

describe('a deactivated number', () => {
  const inactive = policyWith({ sender: { state: 'inactive' } })
  const NOTICE =
    "Thank you for writing to Acme Wealth. We're not currently using this number to accept WhatsApp messages."

  it('sends the notice once in the cool-down, and assigns no owner', () => {
    const told = telling(unasked, inactive)
    expect(told.writes('Hello').sent).toEqual([NOTICE])
    told.wait(DAY - 1)
    expect(told.writes('Hello?').sent).toEqual([])
    told.wait(1)
    expect(told.writes('Hello!').sent).toEqual([NOTICE])
    expect(told.contact().owners).toEqual({})
    expect(told.contact().consents).toEqual({})
  })

  it('still counts a STOP and confirms it', () => {
    const told = telling(granted, inactive)
    expect(told.writes('STOP')).toMatchObject({
      sent: [GOODBYE],
      told: ['message.received', 'consent.revoked'],
    })
  })

  it('takes a YES, and gives up what this number would have sent', () => {
    const told = telling(requested)
    told.sends('Hello')
    told.change(inactive)
    const { sent, told: events } = told.writes('YES')
    expect(sent).toEqual([NOTICE])
    expect(events).toEqual(['message.received', 'consent.granted', 'message.status'])
    expect(told.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'sender_inactive' },
    })
  })

  it('does not keep an owner alive', () => {
    const owners = { advisory: { agent: 'ben', since: T0 - DAY, activeAt: T0 - DAY } }
    const told = story(inactive, stranger({ owners }))
    told.writes('Hello')
    expect(told.contact().owners).toEqual(owners)
  })

  it('is silent on SMS after a STOP, and leaves the STOP to the provider', () => {
    const sms = smsPolicy({ sender: { state: 'inactive' } })
    expect(telling(revoked, sms).writes('Hello').sent).toEqual([])
    expect(telling(granted, sms).writes('STOP').sent).toEqual([])
    expect(telling(granted, sms).writes('Hello').sent).toEqual([NOTICE.replace('WhatsApp', 'SMS')])
  })
})

describe('the other flows', () => {
  const disclaimer = policyWith({ rules: { flow: 'disclaimer' } })
  const recorded = policyWith({ rules: { flow: 'recorded' } })
  const NOTE = 'This is anna, writing for Acme Wealth. Reply STOP to opt out.'

  it('disclaimer: the first free text carries the notice', () => {
    const told = telling(unasked, disclaimer)
    expect(told.writes('Hello').sent).toEqual([])
    expect(told.sends('Good morning').sent).toEqual([`${NOTE}\n\nGood morning`])
    expect(told.consent()).toMatchObject({ status: 'unasked', noticedAt: T0 })
    expect(told.sends('How are you?').sent).toEqual(['How are you?'])
  })

  it('disclaimer: a template is followed by the notice, a file carries it as its words', () => {
    const told = telling(unasked, disclaimer)
    told.writes('Hello')
    const appointment = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const
    expect(told.sends(appointment).sent).toEqual(['Your appointment is on May.', NOTE])
    expect(told.sends('Good morning').sent).toEqual(['Good morning'])
    const media = [{ url: 'https://crm.example.com/f' }]
    const other = telling(unasked, disclaimer)
    other.writes('Hello')
    expect(other.sends({ kind: 'media', media }).sent).toEqual([NOTE])
  })

  it('disclaimer: a file that can carry no words leaves alone, and the next text carries the notice', () => {
    const limits = { captionTypes: ['image/'] }
    const fileOf = (contentType?: string) =>
      ({
        kind: 'media',
        media: [{ url: 'https://crm.example.com/f', ...(contentType && { contentType }) }],
      }) as const
    const told = telling(unasked, policyWith({ rules: { flow: 'disclaimer' }, limits }))
    told.writes('Hello')
    expect(told.sends(fileOf('application/pdf')).sent).toEqual([''])
    // It may be an image, and it may be none.
    expect(told.sends(fileOf()).sent).toEqual([NOTE])
    expect(told.sends(fileOf('image/png')).sent).toEqual([NOTE])
    expect(told.sends('Good morning').sent).toEqual(['Good morning'])
  })

  it('disclaimer: nobody who said YES needs the notice', () => {
    const told = telling(granted, disclaimer)
    told.writes('Hello')
    expect(told.sends('Good morning').sent).toEqual(['Good morning'])
  })

  it('disclaimer: STOP revokes, YES grants, anything else is for the CRM alone', () => {
    const told = telling(unasked, disclaimer)
    expect(told.writes('STOP')).toMatchObject({
      sent: [GOODBYE],
      told: ['message.received', 'consent.revoked'],
    })
    told.wait(MINUTE)
    expect(told.writes('Hello').sent).toEqual([])
    expect(told.writes('YES').told).toContain('consent.granted')
  })

  it('recorded: refused until the CRM records consent', () => {
    const told = telling(unasked, recorded)
    expect(told.sends()).toMatchObject({
      sent: [],
      verdict: {
        status: 'refused',
        reason: 'consent_missing',
        remedies: [{ do: 'record_consent' }],
      },
    })
    expect(told.asks().verdict).toMatchObject({ reason: 'consent_missing' })
    expect(told.writes('Hello').sent).toEqual([])
    told.wait(DAY - 1)
    expect(told.sends('What can I do for you?').verdict.status).toBe('accepted')
    told.wait(1)
    expect(told.sends().verdict).toMatchObject({ reason: 'consent_missing' })
    told.writes('Hello?')
    const consent = { status: 'granted', channel: 'whatsapp', basis: 'web_form' } as const
    told.records({ consent })
    expect(told.sends('Hello').sent).toEqual(['Hello'])
  })
})

describe('an organisation that withholds', () => {
  const policy = policyWith({ rules: { withholdUnconsented: true } })

  it('keeps words from the CRM until there is consent', () => {
    const told = telling(unasked, policy)
    expect(told.writes('Hello').detail('message.received')).toEqual({ withheld: true })
    told.wait(MINUTE)
    expect(told.writes('YES').detail('message.received')).toEqual({})
    expect(told.writes('Hello').detail('message.received')).toEqual({})
  })

  it('withholds a refusal too, in every event that names the message', () => {
    const told = story(policy)
    told.sends()
    const refusal = told.writes('NO')
    expect(refusal.detail('message.received')).toMatchObject({ withheld: true })
    expect(refusal.detail('consent.refused')).toEqual({ withheld: true })
  })

  it('does not ask for consent in flow `disclaimer`', () => {
    const open = policyWith({ rules: { withholdUnconsented: true, flow: 'disclaimer' } })
    const told = telling(unasked, open)
    expect(told.writes('Hello').detail('message.received')).toEqual({})
    expect(told.writes('STOP').detail('message.received')).toEqual({ withheld: true })
  })
})

describe('a no that is said again', () => {
  const refused = (policy: ReturnType<typeof policyWith>) => {
    const told = story(policy, stranger())
    told.asks()
    told.wait(MINUTE)
    told.writes('NO')
    told.wait(HOUR)
    return told
  }

  it('is silent, even as the answer to a request that another message brought', () => {
    const told = refused(policyWith())
    expect(told.writes('Who is this?').sent).toHaveLength(1)
    told.wait(HOUR)
    expect(told.writes('NO').sent).toEqual([])
  })

  it('bars like any STOP on SMS when it is a STOP at last', () => {
    const told = refused(smsPolicy())
    told.writes('STOP')
    told.wait(HOUR)
    expect(told.writes('Hi').sent).toEqual([])
  })

  it('bars even when the STOP was written before it and arrives after it', () => {
    const told = refused(smsPolicy())
    const no = told.now() - HOUR
    told.writes('STOP', { at: no - MINUTE / 2 })
    expect(told.consent()).toMatchObject({ at: no, words: 'STOP' })
    expect(told.writes('Hi').sent).toEqual([])
  })
})

describe('a no of the contact’s own, after one that the CRM recorded', () => {
  const granted = { status: 'granted', channel: 'whatsapp', basis: 'web_form' } as const
  const withdrawn = (contact = stranger()) => {
    const told = story(policyWith(), contact)
    told.records({ consent: { status: 'revoked', channel: 'whatsapp' } })
    told.wait(MINUTE)
    return told
  }

  it('can be undone by the contact alone when it is a STOP', () => {
    const told = withdrawn(talking())
    expect(told.writes('STOP').sent).toEqual([])
    expect(told.consent()).toMatchObject({
      status: 'revoked',
      at: T0 + MINUTE,
      source: 'contact',
      words: 'STOP',
    })
    expect(told.records({ consent: granted }).verdict).toMatchObject({ reason: 'consent_revoked' })
  })

  it('can be undone by the contact alone when it declines a request', () => {
    const told = withdrawn()
    expect(told.writes('Who is this?').sent).toHaveLength(1)
    told.wait(MINUTE)
    expect(told.writes('NO').sent).toEqual([])
    expect(told.consent()).toMatchObject({ source: 'contact', words: 'NO' })
    expect(told.records({ consent: granted }).verdict).toMatchObject({ reason: 'consent_revoked' })
  })

  it('is none when nobody asked, or what was asked came later', () => {
    const told = withdrawn()
    told.writes('NO')
    expect(told.consent()?.source).toBe('crm')
    told.wait(MINUTE)
    told.writes('Who is this?')
    told.writes('NO', { at: told.now() - MINUTE })
    expect(told.consent()?.source).toBe('crm')
  })

  it('is none when what was asked had been answered by the withdrawal', () => {
    const told = story()
    told.asks()
    told.wait(MINUTE)
    told.records({ consent: { status: 'revoked', channel: 'whatsapp' } })
    told.wait(MINUTE)
    told.writes('NO')
    expect(told.consent()?.source).toBe('crm')
  })
})

describe('messages written while the gateway was down and found later', () => {
  it('is answered by a request that is worth sending from then on', () => {
    const { sent, messages } = telling(unasked).writes('Hello', { discoveredAt: T0 + 5 * HOUR })
    expect(sent).toEqual([REQUEST])
    expect(messages.at(-1)).toMatchObject({ at: T0 + 5 * HOUR, validUntil: T0 + 6 * HOUR })
  })

  it('says yes or no to a request of before, and not to one that leaves only now', () => {
    const discoveredAt = T0 + 5 * HOUR
    const answers = { YES: 'consent.granted', NO: 'consent.refused' }
    for (const [words, type] of Object.entries(answers)) {
      const told = telling(unasked)
      told.writes('Hello', { discoveredAt })
      expect(told.writes(words, { at: T0 + MINUTE, discoveredAt }).told).not.toContain(type)
      expect(told.consent()).toMatchObject({ status: 'requested', requestedAt: discoveredAt })
      expect(told.writes(words, { at: discoveredAt + MINUTE }).told).toContain(type)

      const asked = telling(requested)
      expect(asked.writes('Hello', { discoveredAt }).sent).toEqual([REQUEST])
      expect(asked.writes(words, { at: T0 + MINUTE, discoveredAt }).told).toContain(type)
    }
  })

  it('is answered by a template, or not at all, where the session has ended meanwhile', () => {
    const late = { discoveredAt: T0 + 25 * HOUR }
    expect(telling(unasked).writes('Hello', late).messages.at(-1)).toMatchObject({
      content: { kind: 'template', name: 'opt_in_request' },
    })
    expect(telling(unasked, policyWith({ templates: [] })).writes('Hello', late).sent).toEqual([])
    const told = telling(granted).writes('STOP', late)
    expect(told.sent).toEqual([])
    expect(told.told).toContain('consent.revoked')
  })
})
