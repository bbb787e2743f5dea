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
    const play = telling(unasked)
    const { verdict, sent, events, detail } = play.sends('Hello')
    expect(verdict).toMatchObject({ status: 'held', until: 'consent', expiresAt: T0 + 3 * DAY })
    expect(sent).toEqual(['Hello. anna of Acme Wealth asks for your consent.'])
    expect(events).toEqual(['contact.taken', 'message.held', 'consent.requested'])
    expect(detail('message.held')).toEqual({
      until: 'consent',
      expiresAt: T0 + 3 * DAY,
      reason: 'consent_pending',
    })
    expect(detail('consent.requested')).toEqual({ by: 'agent' })
    expect(play.consent()).toEqual({
      status: 'requested',
      at: T0,
      source: 'agent',
      requestedAt: T0,
      agentRequestedAt: T0,
    })
    expect(play.message('out1')).toMatchObject({ status: 'held', rendered: 'Hello', verdict })
  })

  it('contact says YES: no request was open, so one is sent', () => {
    const play = telling(unasked)
    expect(play.writes('YES').sent).toEqual([REQUEST])
    expect(play.consent()?.status).toBe('requested')
  })

  it('contact says STOP: refused, with instructions how to opt in', () => {
    const play = telling(unasked)
    expect(play.writes('STOP')).toMatchObject({
      sent: [GOODBYE],
      events: ['message.received', 'consent.refused'],
    })
    expect(play.consent()).toMatchObject({
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

  it('contact says a plain NO: an ordinary word, so the request is sent', () => {
    const play = telling(unasked)
    expect(play.writes('No').sent).toEqual([REQUEST])
  })

  it('contact says anything else: the request is sent, and the CRM gets the text', () => {
    const play = telling(unasked)
    const { sent, events, detail, messages } = play.writes('Hello')
    expect(sent).toEqual([REQUEST])
    expect(events).toEqual(['message.received', 'consent.requested'])
    expect(detail('message.received')).toEqual({})
    expect(detail('consent.requested')).toEqual({ by: 'contact' })
    expect(messages[0]?.received?.text).toBe('Hello')
    expect(play.consent()).toEqual({
      status: 'requested',
      at: T0,
      source: 'contact',
      requestedAt: T0,
    })
    expect(play.contact().sessions[SENDER]).toEqual({ lastInboundAt: T0, address: CONTACT })
  })
})

describe('requested less than 24 hours ago', () => {
  it('agent sends: held, no second request', () => {
    const { verdict, sent, events } = telling(requested).sends('Hello')
    expect(verdict).toMatchObject({
      status: 'held',
      sentence:
        "The contact hasn't answered the opt-in request yet. Messages wait and are sent if they agree. You can ask again on November 17 at 2:00 PM UTC.",
    })
    expect(sent).toEqual([])
    expect(events).toEqual(['contact.taken', 'message.held'])
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
    const play = telling(requested)
    play.sends('First')
    play.wait(MINUTE)
    play.sends('Second')
    play.wait(MINUTE)
    const { sent, events } = play.writes('Yes!')
    expect(sent).toEqual([WELCOME.replace('Advisory', 'anna'), 'First', 'Second'])
    expect(events).toEqual([
      'message.received',
      'consent.granted',
      'message.released',
      'message.released',
    ])
    expect(play.consent()).toMatchObject({
      status: 'granted',
      at: T0 + 2 * MINUTE,
      source: 'contact',
      words: 'Yes!',
      requestedAt: T0 - HOUR,
    })
    expect(play.contact().held).toEqual([])
    expect(play.message('out2')).toMatchObject({
      status: 'accepted',
      at: T0 + MINUTE,
      history: [
        { status: 'held', at: T0 + MINUTE },
        { status: 'accepted', at: T0 + 2 * MINUTE },
      ],
    })
    expect(play.message('out2')).not.toHaveProperty('verdict')
  })

  for (const no of ['No', 'STOP', 'no thanks'])
    it(`contact says ${no}: refused, with instructions how to opt in, and held messages fail`, () => {
      const play = telling(requested)
      play.sends('Hello')
      const { sent, events } = play.writes(no)
      expect(sent).toEqual([GOODBYE])
      expect(events).toEqual(['message.received', 'consent.refused', 'message.status'])
      expect(play.consent()).toMatchObject({ status: 'refused', words: no })
      expect(play.contact().held).toEqual([])
      expect(play.message('out1')).toMatchObject({
        status: 'failed',
        verdict: { status: 'refused', reason: 'consent_refused', refusedAt: T0 },
      })
    })

  it('contact says anything else: the request is sent again', () => {
    const play = telling(requested)
    expect(play.writes('Who is this?').sent).toEqual([REQUEST])
    expect(play.consent()).toMatchObject({
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

  it('doesn’t suggest asking again without a template for it', () => {
    const play = story(policyWith({ templates: [] }))
    play.writes('Hm')
    play.wait(DAY)
    const asked = play.asks().verdict
    expect(asked).toMatchObject({ reason: 'template_unavailable' })
    expect(play.sends('Hello').verdict).toMatchObject({
      status: 'held',
      sentence:
        "The contact hasn't answered the opt-in request yet. Messages wait and are sent if they agree. A new request goes out when the contact writes again.",
      remedies: [{ do: 'wait_for_contact' }, { do: 'contact_administrator' }],
    })
    expect(play.writes('Hm').sent).toEqual([expect.stringContaining('Reply YES to agree')])
  })

  it('suggests asking again only after quiet hours', () => {
    const play = story(policyWith({ rules: { quietHours: { enabled: true } } }))
    play.sends('Hello')
    play.wait(DAY + 13 * HOUR)
    const morning = T0 + DAY + 22 * HOUR
    expect(play.asks().verdict).toMatchObject({ reason: 'quiet_hours', until: morning })
    expect(play.sends('Hello').verdict).toMatchObject({
      retryAt: morning,
      remedies: [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: morning }],
    })
    play.wait(9 * HOUR)
    expect(play.asks().verdict.status).toBe('accepted')
  })

  it('agent may ask again', () => {
    const play = telling(stale)
    expect(play.asks().sent).toEqual(['Hello. anna of Acme Wealth asks for your consent.'])
    expect(play.consent()).toMatchObject({ status: 'requested', agentRequestedAt: T0 })
  })

  it('a request that the contact caused also counts for the agent', () => {
    const play = telling({ ...stale, requestedAt: T0 - HOUR })
    expect(play.asks().verdict).toMatchObject({
      status: 'refused',
      reason: 'consent_pending',
      retryAt: T0 - HOUR + DAY,
    })
  })

  it('contact says YES, NO or anything else: the same as before', () => {
    expect(telling(stale).writes('YES').events).toContain('consent.granted')
    expect(telling(stale).writes('NO').events).toContain('consent.refused')
    expect(telling(stale).writes('Hm').sent).toEqual([REQUEST])
  })
})

for (const [name, no] of Object.entries({ refused, revoked }))
  describe(name, () => {
    it('agent sends or asks: refused, no request may be sent', () => {
      const play = telling(no)
      const refusal = { status: 'refused', reason: `consent_${name}` }
      expect(play.sends()).toMatchObject({ sent: [], events: [], verdict: refusal })
      expect(play.asks()).toMatchObject({
        sent: [],
        events: [],
        verdict: { ...refusal, remedies: [{ do: 'wait_for_contact' }] },
      })
      expect(play.contact().owners).toEqual({})
    })

    it('contact says YES: granted', () => {
      const play = telling(no)
      expect(play.writes('“Yes”')).toMatchObject({
        sent: [WELCOME],
        events: ['message.received', 'consent.granted'],
      })
    })

    it('contact says STOP: stays, silent', () => {
      const play = telling(no)
      expect(play.writes('STOP')).toMatchObject({ sent: [], events: ['message.received'] })
      expect(play.consent()).toMatchObject({ ...no, at: T0 })
    })

    it('contact says anything else on WhatsApp: the request is sent, and only a YES changes the no', () => {
      const play = telling(no)
      expect(play.writes('Hello?').sent).toEqual([REQUEST])
      expect(play.consent()).toMatchObject({ ...no, at: T0 - HOUR, requestedAt: T0 })
      expect(play.asks().verdict.status).toBe('refused')
      play.wait(MINUTE)
      expect(play.writes('NO').events).not.toContain('consent.refused')
    })

    it('contact says anything else on SMS after STOP: silent', () => {
      const play = telling(no, smsPolicy())
      for (const words of ['Hello?', 'No', 'help', 'HELP ME PLEASE'])
        expect(play.writes(words).sent).toEqual([])
      expect(play.writes('START').events).toContain('consent.granted')
    })
  })

describe('granted', () => {
  it('agent sends: passes on to the next rule', () => {
    expect(telling(granted).sends().verdict).toMatchObject({ reason: 'session_closed' })
  })

  it('agent asks: consent exists already', () => {
    expect(telling(granted).asks().verdict).toMatchObject({
      status: 'refused',
      reason: 'consent_granted',
      grantedAt: T0 - HOUR,
      remedies: [],
    })
  })

  it('contact says YES or NO: an answer to the agent', () => {
    for (const words of ['YES', 'NO']) {
      const play = telling(granted)
      expect(play.writes(words)).toMatchObject({ sent: [], events: ['message.received'] })
      expect(play.consent()).toMatchObject({ ...granted, at: T0 - HOUR })
    }
  })

  it('contact says STOP: revoked, with instructions how to opt in', () => {
    const play = telling(granted)
    expect(play.writes('stop please')).toMatchObject({
      sent: [GOODBYE],
      events: ['message.received', 'consent.revoked'],
    })
    expect(play.consent()).toMatchObject({ status: 'revoked', words: 'stop please' })
  })

  it('contact says anything else: passes to the CRM', () => {
    expect(telling(granted).writes('Hello')).toMatchObject({
      sent: [],
      events: ['message.received'],
    })
  })
})

describe('HELP', () => {
  it('mentions no YES without an open request, since that wouldn’t count', () => {
    const play = story(policyWith({ rules: { flow: 'recorded' } }))
    expect(play.writes('help').sent).toEqual([expect.not.stringContaining('YES')])
    expect(play.writes('YES').events).toEqual(['message.received'])
  })

  it('is answered whatever the consent, and still reaches the CRM', () => {
    for (const consent of [unasked, requested, granted, refused])
      expect(telling(consent).writes('help')).toMatchObject({
        sent: [HELP],
        events: ['message.received'],
      })
  })
})

describe('messages that aren’t plain and new', () => {
  for (const form of ['edit', 'revoke', 'reaction', 'group', 'system'] as const)
    it(`${form}: reaches the CRM, but is no keyword and opens no session`, () => {
      for (const words of ['YES', 'STOP', 'Hello']) {
        const play = telling(requested)
        const { sent, events, detail } = play.writes(words, { received: { form } })
        expect(sent).toEqual([])
        expect(events).toEqual(['message.received'])
        expect(detail('message.received')).toEqual({ form })
        expect(play.consent()?.status).toBe('requested')
        expect(play.contact().sessions).toEqual({})
      }
    })
})

describe('buttons, lists and files', () => {
  it('a tapped button or row counts as its text', () => {
    const button = { text: 'Yes', payload: 'agree' }
    expect(telling(requested).writes('Yes', { received: { button } }).events).toContain(
      'consent.granted',
    )
    const stop = { text: 'No more', payload: 'STOP' }
    expect(telling(requested).writes('No more', { received: { button: stop } }).events).toContain(
      'consent.refused',
    )
    const list = { id: 'yes', title: 'I agree' }
    expect(telling(requested).writes('', { received: { list } }).events).toContain(
      'consent.granted',
    )
    const title = { id: 'row-1', title: 'Yes' }
    expect(telling(requested).writes('', { received: { list: title } }).events).toContain(
      'consent.granted',
    )
  })

  it('a YES under a picture is no consent, but a STOP counts', () => {
    const media = [{ url: 'https://api.example.com/m' }]
    expect(telling(requested).writes('YES', { received: { media } }).events).not.toContain(
      'consent.granted',
    )
    expect(telling(requested).writes('STOP', { received: { media } }).events).toContain(
      'consent.refused',
    )
  })

  it('a file without text is answered like any other message', () => {
    const play = telling(unasked)
    const { provider: _, ...give } = { provider: '', id: 'in-media', at: T0, sender: SENDER }
    const media = [{ url: 'https://api.example.com/m' }]
    const { sent, verdict } = play.give({
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

describe('when no answer is possible', () => {
  it('the gate stays silent while the provider can’t reach the contact', () => {
    const play = story(policyWith(), stranger({ unreachable: { whatsapp: T0 } }))
    expect(play.writes('Hello', { at: T0 - 1 }).sent).toEqual([])
    expect(play.writes('Hello').sent).toEqual([REQUEST])
  })

  it('the gate stays silent in a session closed by the provider', () => {
    const sessions = { [SENDER]: { lastInboundAt: T0 - HOUR, address: CONTACT, closedAt: T0 } }
    const policy = policyWith({ rules: { optInTemplate: undefined } })
    const play = story(policy, stranger({ sessions }))
    for (const words of ['Hello', 'help'])
      expect(play.writes(words)).toMatchObject({ sent: [], events: ['message.received'] })
    expect(play.contact().consents).toEqual({})
    expect(play.contact().replies).toEqual({ lastAt: {}, recent: {} })
    play.change(policyWith())
    expect(play.writes('Hello').sent).toEqual([
      'Hello. Advisory of Acme Wealth asks for your consent.',
    ])
  })
})

describe('late and reordered messages', () => {
  it('a YES older than the no doesn’t count', () => {
    for (const no of [refused, revoked]) {
      const play = telling(no)
      expect(play.writes('YES', { at: T0 - HOUR })).toMatchObject({
        sent: [],
        events: ['message.received'],
      })
      expect(play.writes('YES', { at: T0 - HOUR + 1 }).events).toContain('consent.granted')
    }
  })

  it('a YES older than the second STOP doesn’t count', () => {
    const play = telling(refused)
    play.writes('STOP')
    play.writes('STOP', { at: T0 - MINUTE })
    expect(play.consent()?.at).toBe(T0)
    expect(play.writes('YES', { at: T0 - MINUTE }).events).toEqual(['message.received'])
  })

  it('a YES or NO older than the request doesn’t count, except within a second', () => {
    const at = T0 - HOUR - 1000
    expect(telling(requested).writes('YES', { at })).toMatchObject({
      sent: [],
      events: ['message.received'],
    })
    expect(telling(requested).writes('YES', { at: at + 1 }).events).toContain('consent.granted')
    expect(telling(requested).writes('NO', { at }).events).not.toContain('consent.refused')
    expect(telling(requested).writes('NO', { at: at + 1 }).events).toContain('consent.refused')
  })

  it('a YES or NO to the agent’s request counts, even if an earlier message caused another request', () => {
    const asked = () => {
      const play = story()
      play.sends('Good morning')
      play.wait(2 * MINUTE)
      expect(play.writes('Hello?').sent).toHaveLength(1)
      play.wait(MINUTE)
      return play
    }
    const late = { at: T0 + MINUTE, discoveredAt: T0 + 3 * MINUTE }
    const agrees = asked()
    expect(agrees.writes('YES', late).events).toEqual([
      'message.received',
      'consent.granted',
      'message.released',
    ])
    expect(agrees.consent()).toMatchObject({ at: T0 + MINUTE, words: 'YES' })
    expect(asked().writes('NO', late).events).toContain('consent.refused')
  })

  it('a late STOP counts, unless the contact said YES after it', () => {
    const late = { at: T0 - 2 * HOUR, discoveredAt: T0 }
    expect(telling(requested).writes('STOP', late).events).toContain('consent.refused')
    expect(telling({ ...granted, source: 'crm' }).writes('STOP', late).events).toContain(
      'consent.revoked',
    )
    expect(telling(granted).writes('STOP', late)).toMatchObject({
      sent: [],
      events: ['message.received'],
    })
    const after = { ...late, at: T0 - HOUR }
    expect(telling(granted).writes('STOP', after).events).toContain('consent.revoked')
  })

  it('a STOP from a webhook counts, even if the clock was set back since the YES', () => {
    const play = telling(granted)
    expect(play.writes('STOP', { at: T0 - 2 * HOUR }).events).toContain('consent.revoked')
  })

  it('a message written before the no causes no request', () => {
    for (const no of [refused, revoked]) {
      expect(telling(no).writes('Hello', { at: T0 - HOUR - 1 }).sent).toEqual([])
      expect(telling(no).writes('Hello', { at: T0 - HOUR }).sent).toEqual([REQUEST])
    }
  })

  it('sessions and requests never move back', () => {
    const play = telling(granted)
    play.writes('Hello')
    play.writes('Earlier', { at: T0 - DAY, from: SENDER })
    expect(play.contact().sessions[SENDER]).toEqual({ lastInboundAt: T0, address: CONTACT })
    const asked = telling({ ...requested, requestedAt: T0 })
    asked.writes('Earlier', { at: T0 - MINUTE })
    expect(asked.consent()).toMatchObject({ requestedAt: T0, at: T0 })
  })
})

describe('SMS, where the provider answers the keywords', () => {
  it('STOP is recorded without an answer', () => {
    for (const words of ['STOP', 'Stop.', 'unsubscribe', 'QUIT', 'optout']) {
      const play = telling(granted, smsPolicy())
      expect(play.writes(words)).toMatchObject({
        sent: [],
        events: ['message.received', 'consent.revoked'],
      })
    }
  })

  it('the keyword reported by the provider counts', () => {
    const play = telling(granted, smsPolicy())
    expect(play.writes('Schluss jetzt', { optOut: 'stop' })).toMatchObject({
      sent: [],
      events: ['message.received', 'consent.revoked'],
    })
    expect(play.writes('weiter', { optOut: 'start', at: T0 + 1 })).toMatchObject({
      sent: [],
      events: ['message.received', 'consent.granted'],
    })
    expect(play.writes('what?', { optOut: 'help' })).toMatchObject({ sent: [] })
  })

  it('text is optional', () => {
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
    const play = telling({ ...granted, words: 'yes' }, smsPolicy())
    expect(play.give(file())).toMatchObject({ sent: [], events: ['message.received'] })
    expect(play.give(file('stop')).events).toContain('consent.revoked')
    expect(play.consent()).not.toHaveProperty('words')
  })

  it('a word the provider didn’t recognise is answered', () => {
    expect(telling(granted, smsPolicy()).writes('please stop texting me').sent).toEqual([
      SMS.goodbye,
    ])
  })

  it('HELP gets no answer', () => {
    for (const words of ['HELP', 'Info'])
      expect(telling(granted, smsPolicy()).writes(words).sent).toEqual([])
  })

  it('the YES to our request is confirmed, and releases held messages', () => {
    const play = telling(requested, smsPolicy())
    play.sends('Hello')
    expect(play.writes('YES').sent).toEqual([SMS.welcome, 'Hello'])
  })

  it('a YES that the provider has answered releases messages without a second confirmation', () => {
    const play = telling(requested, smsPolicy())
    play.sends('Hello')
    expect(play.writes('YES', { optOut: 'start' }).sent).toEqual(['Hello'])
  })

  it('the provider answers a YES, START or UNSTOP that lifts a block', () => {
    for (const words of ['YES', 'START', 'UNSTOP'])
      expect(telling(revoked, smsPolicy()).writes(words)).toMatchObject({
        sent: [],
        events: ['message.received', 'consent.granted'],
      })
  })

  it('a plain NO, which blocks nothing, is followed by another request', () => {
    const play = telling(requested, smsPolicy())
    expect(play.writes('No').sent).toEqual([SMS.goodbye])
    expect(play.writes('Sorry, wrong button').sent).toEqual([SMS.request])
  })

  it('a no without text counts as a STOP', () => {
    expect(telling({ status: 'refused' }, smsPolicy()).writes('Hello').sent).toEqual([])
  })

  it('the gate answers if the provider does not', () => {
    const policy = smsPolicy({ sender: { optOutHandling: 'gateway' } })
    expect(telling(granted, policy).writes('STOP').sent).toEqual([SMS.goodbye])
    expect(telling(granted, policy).writes('HELP').sent).toEqual([SMS.help])
    expect(telling(granted, policy).writes('STOP', { optOut: 'stop' }).sent).toEqual([])
  })

  it('the same applies on WhatsApp if the provider covers that sender', () => {
    const policy = policyWith({ sender: { optOutHandling: 'provider' } })
    expect(telling(granted, policy).writes('STOP').sent).toEqual([])
  })
})

describe('a block that only certain words lift', () => {
  const stopped = { status: 'revoked', source: 'contact', words: 'STOP' } as const

  it('is lifted only by START and UNSTOP on a toll-free number', () => {
    const policy = smsPolicy({ sender: { optOutHandling: 'toll_free' } })
    expect(telling(stopped, policy).writes('YES').events).toEqual(['message.received'])
    for (const words of ['START', 'Unstop'])
      expect(telling(stopped, policy).writes(words).sent).toEqual([])
    expect(telling(stopped, policy).writes('START').events).toContain('consent.granted')
  })

  it('is also lifted by YES if the provider says so, and by no word unknown to it', () => {
    const policy = smsPolicy({ rules: { keywords: { optIn: ['ja'] } } })
    expect(telling(stopped, policy).writes('YES').events).toContain('consent.granted')
    expect(telling(stopped, policy).writes('Ja').events).toEqual(['message.received'])
  })

  it('does not exist if the business keeps the list itself', () => {
    const policy = smsPolicy({ sender: { optOutHandling: 'gateway' } })
    expect(telling(stopped, policy).writes('YES').events).toContain('consent.granted')
  })

  it('doesn’t affect a yes that answers a request, even on a toll-free number', () => {
    const policy = smsPolicy({ sender: { optOutHandling: 'toll_free' } })
    expect(telling(requested, policy).writes('YES').events).toContain('consent.granted')
  })
})

it('on WhatsApp, with keywords answered by the provider, is as silent after a STOP as on SMS', () => {
  const play = story(policyWith({ sender: { optOutHandling: 'provider' } }), talking())
  expect(play.writes('STOP', { optOut: 'stop' }).sent).toEqual([])
  play.wait(MINUTE)
  expect(play.writes('Hello?').events).toEqual(['message.received'])
  expect(play.writes('START', { optOut: 'start' }).events).toContain('consent.granted')
})

describe('a request that answers the contact’s own message', () => {
  it('is sent once a day, however many messages they write', () => {
    const play = telling(unasked)
    expect(['Hi', 'I have a question', 'Anybody?'].map((words) => play.writes(words).sent)).toEqual(
      [[REQUEST], [], []],
    )
    play.wait(DAY - 1)
    expect(play.writes('Hello?').sent).toEqual([])
    play.wait(1)
    expect(play.writes('Hello?').sent).toEqual([REQUEST])
  })

  it('follows an agent’s request at the contact’s first message, and then not again', () => {
    const play = telling(unasked)
    expect(play.asks().sent).toHaveLength(1)
    play.wait(MINUTE)
    expect(play.writes('Who is this?').sent).toEqual([REQUEST])
    expect(play.writes('Hello?').sent).toEqual([])
  })

  it.each([
    ['NO', 'STOP'],
    ['NO', 'No, thanks'],
    ['STOP', 'no'],
  ])('gives another chance after a %s, once, and after the next %s again', (...nos) => {
    const play = telling(unasked)
    play.asks()
    for (const no of nos) {
      play.wait(MINUTE)
      play.writes(no)
      play.wait(MINUTE)
      expect(play.writes('Sorry, that was a mistake').sent).toEqual([REQUEST])
      expect(play.writes('Are you there?').sent).toEqual([])
    }
    expect(play.consent()).toMatchObject({ status: 'refused' })
    expect(play.writes('YES').sent).toEqual([WELCOME])
  })

  it('is repeated if the last one never arrived', () => {
    const play = telling(unasked)
    const { messages } = play.writes('Hi')
    const asked = messages.find(({ automatic }) => automatic)?.id ?? ''
    play.hears(asked, 'failed', { code: '30008' })
    expect(play.writes('Hello?').sent).toEqual([REQUEST])
  })

  it('is repeated after a NO too if the last one never arrived, unless it did in the end', () => {
    const play = telling(unasked)
    play.asks()
    play.wait(MINUTE)
    play.writes('NO')
    play.wait(MINUTE)
    const { messages, sent } = play.writes('Sorry, that was a mistake')
    expect(sent).toEqual([REQUEST])
    const asked = messages.find(({ automatic }) => automatic)?.id ?? ''
    play.hears(asked, 'failed', { code: '30008' })
    play.wait(MINUTE)
    const again = play.writes('Are you there?')
    expect(again.sent).toEqual([REQUEST])
    expect(play.consent()).toMatchObject({ status: 'refused' })
    const second = again.messages.find(({ automatic }) => automatic)?.id ?? ''
    play.hears(second, 'failed')
    play.hears(second, 'delivered', { providerId: 'SM-late' })
    play.wait(MINUTE)
    expect(play.writes('Hello?').sent).toEqual([])
    expect(play.writes('YES').sent).toEqual([WELCOME])
  })

  it('is not the only answer that a failure leaves free: help is given again too', () => {
    const play = telling(granted)
    const { messages, sent } = play.writes('help')
    expect(sent).toHaveLength(1)
    play.hears(messages.find(({ automatic }) => automatic)?.id ?? '', 'failed')
    expect(play.writes('help').sent).toEqual(sent)
    expect(play.writes('help').sent).toEqual([])
  })

  it('is no opt-out if the question about the doubt never arrived', () => {
    for (const status of ['failed', 'expired', 'delivered'] as const) {
      const play = telling(granted, policyWith({ rules: { doubt: 'ask' } }))
      const { messages, sent } = play.writes('not interested')
      expect(sent).toHaveLength(1)
      play.wait(MINUTE)
      play.hears(messages.find(({ automatic }) => automatic)?.id ?? '', status)
      play.writes('Yes')
      const is = status === 'delivered' ? 'revoked' : 'granted'
      expect(play.consent(), status).toMatchObject({ status: is })
    }
  })
})

describe('cool-downs and the loop guard', () => {
  const eager = policyWith({ rules: { automatic: { cooldownMs: 0 } } })

  it('a contact gets at most three automatic messages in ten minutes', () => {
    const play = telling(unasked, eager)
    const answers = ['a', 'b', 'c', 'd'].map((words) => play.writes(words).sent.length)
    expect(answers).toEqual([1, 1, 1, 0])
    play.wait(10 * MINUTE - 1)
    expect(play.writes('e').sent).toEqual([])
    play.wait(1)
    expect(play.writes('f').sent).toEqual([REQUEST])
    expect(play.contact().replies.recent[SENDER]).toEqual([T0 + 10 * MINUTE])
  })

  it('each sender counts separately', () => {
    const play = telling(unasked, eager)
    for (const words of ['a', 'b', 'c']) play.writes(words)
    play.change(smsPolicy())
    expect(play.writes('d').sent).toHaveLength(1)
    expect(play.contact().replies.recent).toEqual({ [SENDER]: [T0, T0, T0], [SMS_SENDER]: [T0] })
  })

  it('each change of mind is confirmed, even after other messages, up to six within an hour', () => {
    const play = telling(unasked)
    for (const words of ['a', 'b', 'c']) play.writes(words)
    const confirmed = ['STOP', 'YES', 'STOP', 'YES', 'STOP', 'YES', 'STOP'].map((words) => {
      play.wait(MINUTE)
      return play.writes(words).sent[0]
    })
    expect(confirmed).toEqual([GOODBYE, WELCOME, GOODBYE, WELCOME, GOODBYE, WELCOME, undefined])
    expect(play.consent()).toMatchObject({ status: 'revoked' })
    play.wait(HOUR)
    expect(play.writes('YES').sent).toEqual([WELCOME])
  })

  it('a STOP is confirmed once', () => {
    const play = telling(granted)
    expect(play.writes('STOP').sent).toEqual([GOODBYE])
    play.wait(MINUTE)
    expect(play.writes('STOP').sent).toEqual([])
  })

  it('confirmations don’t use up the budget for other messages', () => {
    const play = telling(unasked)
    play.writes('Hello')
    play.wait(MINUTE)
    play.writes('YES')
    expect(play.contact().replies.recent[SENDER]).toEqual([T0])
  })

  it('help uses the budget', () => {
    const play = telling(unasked, eager)
    for (const words of ['a', 'b', 'c']) play.writes(words)
    expect(play.writes('help').sent).toEqual([])
  })

  it('the gate never answers itself or a short code', () => {
    const play = telling(unasked)
    expect(play.writes('Hello', { from: SENDER }).sent).toEqual([])
    const other = 'whatsapp:+15550002222'
    play.change(policyWith({ alternatives: [{ channel: 'whatsapp', sender: other }] }))
    expect(play.writes('Hello', { from: other }).sent).toEqual([])
    expect(play.writes('Hello').sent).toEqual([REQUEST])
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

  it('sends the notice once per cool-down, and assigns no owner', () => {
    const play = telling(unasked, inactive)
    expect(play.writes('Hello').sent).toEqual([NOTICE])
    play.wait(DAY - 1)
    expect(play.writes('Hello?').sent).toEqual([])
    play.wait(1)
    expect(play.writes('Hello!').sent).toEqual([NOTICE])
    expect(play.contact().owners).toEqual({})
    expect(play.contact().consents).toEqual({})
  })

  it('still counts a STOP and confirms it', () => {
    const play = telling(granted, inactive)
    expect(play.writes('STOP')).toMatchObject({
      sent: [GOODBYE],
      events: ['message.received', 'consent.revoked'],
    })
  })

  it('accepts a YES, and gives up its waiting messages', () => {
    const play = telling(requested)
    play.sends('Hello')
    play.change(inactive)
    const { sent, events } = play.writes('YES')
    expect(sent).toEqual([NOTICE])
    expect(events).toEqual(['message.received', 'consent.granted', 'message.status'])
    expect(play.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'sender_inactive' },
    })
  })

  it('doesn’t extend an owner’s time', () => {
    const owners = { advisory: { agent: 'ben', since: T0 - DAY, activeAt: T0 - DAY } }
    const play = story(inactive, stranger({ owners }))
    play.writes('Hello')
    expect(play.contact().owners).toEqual(owners)
  })

  it('is silent on SMS after a STOP, which the provider answers', () => {
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
    const play = telling(unasked, disclaimer)
    expect(play.writes('Hello').sent).toEqual([])
    const { sent, messages } = play.sends('Good morning')
    expect(sent).toEqual([`${NOTE}\n\nGood morning`])
    expect(play.sends('How are you?').sent).toEqual(['How are you?'])
    play.hears(messages[0]?.id ?? '', 'queued')
    expect(play.consent()).toMatchObject({ status: 'unasked', noticedAt: T0 })
    expect(play.sends('Well?').sent).toEqual(['Well?'])
  })

  it('disclaimer: a template is followed by the notice, a file carries it as its words', () => {
    const play = telling(unasked, disclaimer)
    play.writes('Hello')
    const appointment = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const
    expect(play.sends(appointment).sent).toEqual(['Your appointment is on May.', NOTE])
    expect(play.sends('Good morning').sent).toEqual(['Good morning'])
    const media = [{ url: 'https://crm.example.com/f' }]
    const other = telling(unasked, disclaimer)
    other.writes('Hello')
    expect(other.sends({ kind: 'media', media }).sent).toEqual([NOTE])
  })

  it('disclaimer: a file that can’t have a caption is sent without it, and the next text carries the notice', () => {
    const limits = { captionTypes: ['image/'] }
    const fileOf = (contentType?: string) =>
      ({
        kind: 'media',
        media: [{ url: 'https://crm.example.com/f', ...(contentType && { contentType }) }],
      }) as const
    const play = telling(unasked, policyWith({ rules: { flow: 'disclaimer' }, limits }))
    play.writes('Hello')
    expect(play.sends(fileOf('application/pdf')).sent).toEqual([''])
    // It may be an image, and it may be none.
    expect(play.sends(fileOf()).sent).toEqual([NOTE])
    expect(play.sends(fileOf('image/png')).sent).toEqual([NOTE])
    expect(play.sends('Good morning').sent).toEqual(['Good morning'])
  })

  it('disclaimer: after a YES no notice is needed', () => {
    const play = telling(granted, disclaimer)
    play.writes('Hello')
    expect(play.sends('Good morning').sent).toEqual(['Good morning'])
  })

  it('disclaimer: STOP revokes, YES grants, the CRM gets everything else', () => {
    const play = telling(unasked, disclaimer)
    expect(play.writes('STOP')).toMatchObject({
      sent: [GOODBYE],
      events: ['message.received', 'consent.revoked'],
    })
    play.wait(MINUTE)
    expect(play.writes('Hello').sent).toEqual([])
    expect(play.writes('YES').events).toContain('consent.granted')
  })

  it('recorded: refused until the CRM records consent', () => {
    const play = telling(unasked, recorded)
    expect(play.sends()).toMatchObject({
      sent: [],
      verdict: {
        status: 'refused',
        reason: 'consent_missing',
        remedies: [{ do: 'record_consent' }],
      },
    })
    expect(play.asks().verdict).toMatchObject({ reason: 'consent_missing' })
    expect(play.writes('Hello').sent).toEqual([])
    play.wait(DAY - 1)
    expect(play.sends('What can I do for you?').verdict.status).toBe('accepted')
    play.wait(1)
    expect(play.sends().verdict).toMatchObject({ reason: 'consent_missing' })
    play.writes('Hello?')
    const consent = { status: 'granted', channel: 'whatsapp', basis: 'web_form' } as const
    play.records({ consent })
    expect(play.sends('Hello').sent).toEqual(['Hello'])
  })
})

describe('an organisation that withholds', () => {
  const policy = policyWith({ rules: { withholdUnconsented: true } })

  it('keeps text from the CRM until there is consent', () => {
    const play = telling(unasked, policy)
    expect(play.writes('Hello').detail('message.received')).toEqual({ withheld: true })
    play.wait(MINUTE)
    expect(play.writes('YES').detail('message.received')).toEqual({})
    expect(play.writes('Hello').detail('message.received')).toEqual({})
  })

  it('also withholds a refusal, in every event that names the message', () => {
    const play = story(policy)
    play.sends()
    const refusal = play.writes('NO')
    expect(refusal.detail('message.received')).toMatchObject({ withheld: true })
    expect(refusal.detail('consent.refused')).toEqual({ withheld: true })
  })

  it('does not ask for consent in flow `disclaimer`', () => {
    const open = policyWith({ rules: { withholdUnconsented: true, flow: 'disclaimer' } })
    const play = telling(unasked, open)
    expect(play.writes('Hello').detail('message.received')).toEqual({})
    expect(play.writes('STOP').detail('message.received')).toEqual({ withheld: true })
  })
})

describe('a repeated no', () => {
  const refused = (policy: ReturnType<typeof policyWith>) => {
    const play = story(policy, stranger())
    play.asks()
    play.wait(MINUTE)
    play.writes('NO')
    play.wait(HOUR)
    return play
  }

  it('is silent, even as the answer to a request caused by another message', () => {
    const play = refused(policyWith())
    expect(play.writes('Who is this?').sent).toHaveLength(1)
    play.wait(HOUR)
    expect(play.writes('NO').sent).toEqual([])
  })

  it('blocks like any STOP on SMS if it is a STOP this time', () => {
    const play = refused(smsPolicy())
    play.writes('STOP')
    play.wait(HOUR)
    expect(play.writes('Hi').sent).toEqual([])
  })

  it('blocks even when the STOP was written earlier and arrives later', () => {
    const play = refused(smsPolicy())
    const no = play.now() - HOUR
    play.writes('STOP', { at: no - MINUTE / 2 })
    expect(play.consent()).toMatchObject({ at: no, words: 'STOP' })
    expect(play.writes('Hi').sent).toEqual([])
  })
})

describe('a contact’s own no after one recorded by the CRM', () => {
  const granted = { status: 'granted', channel: 'whatsapp', basis: 'web_form' } as const
  const withdrawn = (contact = stranger()) => {
    const play = story(policyWith(), contact)
    play.records({ consent: { status: 'revoked', channel: 'whatsapp' } })
    play.wait(MINUTE)
    return play
  }

  it('can only be undone by the contact if it is a STOP', () => {
    const play = withdrawn(talking())
    expect(play.writes('STOP').sent).toEqual([])
    expect(play.consent()).toMatchObject({
      status: 'revoked',
      at: T0 + MINUTE,
      source: 'contact',
      words: 'STOP',
    })
    expect(play.records({ consent: granted }).verdict).toMatchObject({ reason: 'consent_revoked' })
  })

  it('can only be undone by the contact if it declines a request', () => {
    const play = withdrawn()
    expect(play.writes('Who is this?').sent).toHaveLength(1)
    play.wait(MINUTE)
    expect(play.writes('NO').sent).toEqual([])
    expect(play.consent()).toMatchObject({ source: 'contact', words: 'NO' })
    expect(play.records({ consent: granted }).verdict).toMatchObject({ reason: 'consent_revoked' })
  })

  it('doesn’t count without a request, or with a later one', () => {
    const play = withdrawn()
    play.writes('NO')
    expect(play.consent()?.source).toBe('crm')
    play.wait(MINUTE)
    play.writes('Who is this?')
    play.writes('NO', { at: play.now() - MINUTE })
    expect(play.consent()?.source).toBe('crm')
  })

  it('doesn’t count if the withdrawal had already answered the request', () => {
    const play = story()
    play.asks()
    play.wait(MINUTE)
    play.records({ consent: { status: 'revoked', channel: 'whatsapp' } })
    play.wait(MINUTE)
    play.writes('NO')
    expect(play.consent()?.source).toBe('crm')
  })
})

describe('messages found after a downtime', () => {
  it('are answered by a request with its time from then on', () => {
    const { sent, messages } = telling(unasked).writes('Hello', { discoveredAt: T0 + 5 * HOUR })
    expect(sent).toEqual([REQUEST])
    expect(messages.at(-1)).toMatchObject({ at: T0 + 5 * HOUR, validUntil: T0 + 6 * HOUR })
  })

  it('answer an earlier request, but not one that is sent only now', () => {
    const discoveredAt = T0 + 5 * HOUR
    const answers = { YES: 'consent.granted', NO: 'consent.refused' }
    for (const [words, type] of Object.entries(answers)) {
      const play = telling(unasked)
      play.writes('Hello', { discoveredAt })
      expect(play.writes(words, { at: T0 + MINUTE, discoveredAt }).events).not.toContain(type)
      expect(play.consent()).toMatchObject({ status: 'requested', requestedAt: discoveredAt })
      expect(play.writes(words, { at: discoveredAt + MINUTE }).events).toContain(type)

      const asked = telling(requested)
      expect(asked.writes('Hello', { discoveredAt }).sent).toEqual([REQUEST])
      expect(asked.writes(words, { at: T0 + MINUTE, discoveredAt }).events).toContain(type)
    }
  })

  it('are answered by a template, or not at all, if the session has ended', () => {
    const late = { discoveredAt: T0 + 25 * HOUR }
    expect(telling(unasked).writes('Hello', late).messages.at(-1)).toMatchObject({
      content: { kind: 'template', name: 'opt_in_request' },
    })
    expect(telling(unasked, policyWith({ templates: [] })).writes('Hello', late).sent).toEqual([])
    const play = telling(granted).writes('STOP', late)
    expect(play.sent).toEqual([])
    expect(play.events).toContain('consent.revoked')
  })
})
