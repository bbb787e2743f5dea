/** Every sentence of the FAQ that promises a behaviour, word for word. */

import { describe, expect, it } from 'vitest'
import { compose } from '../../src/core/gate/compose.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  policyWith,
  SENDER,
  smsPolicy,
  story,
  T0,
  talking,
  template,
} from '../support/given.ts'

const composer = (contact = talking(), policy = policyWith(), at = T0, agent = 'anna') =>
  compose(contact, { at, sender: SENDER, to: CONTACT, agent }, policy)

describe('"When I tap on the text field it won\'t let me enter anything."', () => {
  it('"Conversation sessions are limited to a 24 hour timespan."', () => {
    const { session, text } = composer()
    expect(session).toEqual({ state: 'open', closesAt: T0 - HOUR + DAY })
    expect(text.status).toBe('accepted')
    expect(composer(talking(), policyWith(), T0 - HOUR + DAY)).toMatchObject({
      session: { state: 'closed' },
      text: { status: 'refused', reason: 'session_closed', closedAt: T0 - HOUR + DAY },
    })
  })

  it('"After 24 hours of inactive chat, WhatsApp requires businesses to use the template feature to initiate conversations with customers."', () => {
    const play = story(policyWith(), talking())
    play.wait(DAY)
    const { verdict, sent } = play.sends('Are you there?')
    expect(sent).toEqual([])
    expect(verdict).toMatchObject({
      status: 'refused',
      reason: 'session_closed',
      sentence:
        "More than 24 hours have passed since the contact's last message. WhatsApp now allows only templates: choose one from the list.",
      remedies: [
        {
          do: 'choose_template',
          templates: [{ name: 'appointment', language: 'en' }],
        },
        { do: 'wait_for_contact' },
      ],
    })
  })

  it('"These templates are approved ahead of time to make sure they’re transactional in nature and are not cold messages or promotional/advertisement messages."', () => {
    const templates = [
      template({ name: 'pending', approval: 'pending' }),
      template({ name: 'promotion', category: 'marketing' }),
      template(),
    ]
    const play = story(policyWith({ templates }), agreed())
    const send = (name: string) =>
      play.sends({ kind: 'template', name, variables: { 1: 'Monday' } }).verdict
    expect(send('pending')).toMatchObject({ reason: 'template_unavailable', approval: 'pending' })
    expect(send('promotion')).toMatchObject({
      reason: 'marketing_not_allowed',
      because: 'country',
    })
    expect(send('appointment')).toEqual({ status: 'accepted' })
  })

  it('"If you tap the template button, you\'ll see a list of messages that you\'re able to send to the customer."', () => {
    const templates = [template(), template({ name: 'rejected', approval: 'rejected' })]
    const { template: verdict, templates: list } = composer(agreed(), policyWith({ templates }))
    expect(verdict).toEqual({ status: 'accepted' })
    expect(list).toEqual([template()])
  })

  it('"Tap the message to select it, then press the send button."', () => {
    const play = story(policyWith(), agreed())
    const { verdict, sent, messages } = play.sends({
      kind: 'template',
      name: 'appointment',
      variables: { 1: 'Monday' },
    })
    expect(verdict).toEqual({ status: 'accepted' })
    expect(sent).toEqual(['Your appointment is on Monday.'])
    expect(messages[0]?.content).toEqual({
      kind: 'template',
      name: 'appointment',
      language: 'en',
      variables: { 1: 'Monday' },
      templateId: 'HX-appointment-en',
    })
  })
})

describe('"Someone accidentally rejected the opt-in request I sent. What do we do?"', () => {
  it('"SMS and WhatsApp Opt-In flows are automatic messages designed to meet regulations that require consumers to have the option of accepting or rejecting communications from business."', () => {
    for (const policy of [policyWith(), smsPolicy()]) {
      const accepting = story(policy)
      accepting.sends()
      accepting.writes('YES')
      expect(accepting.consent()).toMatchObject({ status: 'granted', words: 'YES' })
      const rejecting = story(policy)
      rejecting.sends()
      rejecting.writes('STOP')
      expect(rejecting.consent()).toMatchObject({ status: 'refused', words: 'STOP' })
    }
  })

  it('"MultiLine allows your organization to configure these Opt-In messages for their users."', () => {
    const usual = smsPolicy()
    const flow = { ...usual.wording.flow, opt_in_request: '{agent} ({organisation}) asks: yes?' }
    const play = story(smsPolicy({ wording: { ...usual.wording, flow } }))
    expect(play.asks().sent).toEqual(['anna (Acme Wealth) asks: yes?'])
  })

  it('"When you attempt to contact someone they receive a message with instructions on how to opt-in."', () => {
    const { sent, verdict } = story(smsPolicy()).sends('Hello')
    expect(verdict).toMatchObject({ status: 'held', until: 'consent' })
    expect(sent).toEqual([
      'Acme Wealth: anna would like to text you about your account. Msg & data rates may apply. Reply YES to agree, STOP to decline, HELP for help.',
    ])
  })

  it('"If they opt-out, they are notified of this and receive instruction about how to opt-in again, if desired."', () => {
    const play = story()
    play.sends('Hello')
    expect(play.writes('STOP').sent).toEqual([
      "You're opted out: Acme Wealth won't message this number again. Changed your mind? Reply YES.",
    ])
  })

  it('"Unless your organization configured a custom flow, usually the person just needs to reply to the message thread with “YES”."', () => {
    const play = story()
    play.sends('Hello')
    play.writes('STOP')
    play.wait(30 * DAY)
    expect(play.writes('YES').events).toEqual(['message.received', 'consent.granted'])
    expect(play.sends('Welcome back').sent).toEqual(['Welcome back'])
  })

  it('"They also have the option to reply to the conversation with any other message, and a new opt-in message will be sent to the user giving them another chance to consent to message with you."', () => {
    const play = story()
    play.sends('Hello')
    play.writes('STOP')
    play.wait(DAY)
    expect(play.writes('Sorry, that was a mistake').sent).toEqual([
      'anna at Acme Wealth would like to message you here about your account. Reply YES to agree or STOP to decline.',
    ])
    expect(play.writes('YES').events).toContain('consent.granted')
  })
})

describe('"Why do I see “The contact hasn\'t responded to the opt-in request for more than 24 hours. You can try sending the request again.”?"', () => {
  it('"The contact hasn\'t responded to the opt-in request for more than 24 hours. You can try sending the request again."', () => {
    const play = story()
    play.sends('Hello')
    play.wait(DAY)
    const sentence =
      "The contact hasn't responded to the opt-in request for more than 24 hours. You can try sending the request again."
    const remedies = [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: T0 + DAY }]
    const { text } = composer(play.contact(), policyWith(), play.now())
    expect(text).toMatchObject({ sentence, remedies })
    // An agent who writes all the same reads too what becomes of the message.
    const { verdict } = play.sends('Hello?')
    expect(verdict).toMatchObject({
      status: 'held',
      reason: 'consent_pending',
      sentence: `${sentence} Your message waits and goes out if they agree.`,
      remedies,
    })
    expect(play.message('out2')).toMatchObject({ verdict })
  })

  it('"In order for you to message with a client, they must accept your opt-in request."', () => {
    const play = story()
    const { verdict, sent } = play.sends('My first message')
    expect(verdict.status).toBe('held')
    expect(sent).toEqual(['Hello. anna of Acme Wealth asks for your consent.'])
    expect(play.writes('YES').sent).toContain('My first message')
  })

  it('"You’re allowed to send a new one every 24 hours."', () => {
    const play = story()
    expect(play.asks().verdict).toEqual({ status: 'accepted' })
    play.wait(DAY - 1)
    expect(play.asks()).toMatchObject({
      sent: [],
      verdict: { status: 'refused', reason: 'consent_pending', retryAt: T0 + DAY },
    })
    play.wait(1)
    expect(play.asks().sent).toHaveLength(1)
  })

  it('"If accepted, you’ll be able to message with the customer."', () => {
    const play = story()
    play.asks()
    play.writes('YES')
    expect(play.sends('Good morning')).toMatchObject({
      verdict: { status: 'accepted' },
      sent: ['Good morning'],
    })
  })

  it('"If it’s rejected, we’ll let you know, and you won’t be able to send any more opt-in requests to the customer."', () => {
    const play = story()
    play.asks()
    expect(play.writes('No').events).toEqual(['message.received', 'consent.refused'])
    play.wait(7 * DAY)
    expect(play.asks()).toMatchObject({
      sent: [],
      verdict: { status: 'refused', reason: 'consent_refused', refusedAt: T0 },
    })
    expect(play.sends('Please?')).toMatchObject({
      sent: [],
      verdict: { status: 'refused', reason: 'consent_refused' },
    })
  })

  it('a contact who opts out without having been asked has declined no request', () => {
    const play = story()
    play.writes('STOP')
    const refused = { status: 'refused', reason: 'consent_refused' }
    const isOut = expect.stringMatching(/^The contact has opted out\. /)
    expect(play.sends('Hello').verdict).toMatchObject({ ...refused, sentence: isOut })
    play.wait(1)
    // The request that answers the next message was not declined either.
    expect(play.writes('Who is this?').sent).toHaveLength(1)
    expect(play.asks().verdict).toMatchObject({ ...refused, sentence: isOut })
    const hasDeclined = expect.stringMatching(/^The contact has declined your opt-in request\. /)
    const asked = story()
    asked.asks()
    asked.writes('STOP')
    asked.writes('Sorry?')
    expect(asked.sends('Hello').verdict).toMatchObject({ ...refused, sentence: hasDeclined })
  })
})

describe('"Why did I get the error message “Looks like this contact is already messaging with another MultiLine user. . .”?"', () => {
  it('"If someone in the same line of business as you is talking with a client, WhatsApp will not allow you to message the client."', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello', { agent: 'anna' })
    expect(play.sends('Hello', { agent: 'ben' })).toMatchObject({
      sent: [],
      verdict: { status: 'refused', reason: 'contact_taken', owner: 'anna', line: 'advisory' },
    })
    play.change(policyWith({ line: { id: 'loans', name: 'Loans', senders: [] } }))
    expect(play.sends('Hello', { agent: 'ben' }).verdict).toEqual({ status: 'accepted' })
  })

  it('"Contact your administrator." (a contact that is taken)', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello', { agent: 'anna' })
    const { verdict } = play.sends('Hello', { agent: 'ben' })
    expect(verdict).toMatchObject({
      sentence: expect.stringMatching(
        /^Looks like this contact is already messaging with another user .*: anna\. .*Contact your administrator\.$/,
      ),
      remedies: [{ do: 'ask_owner', owner: 'anna' }, { do: 'contact_administrator' }],
    })
  })
})

describe('"Why did a client receive the auto message?"', () => {
  const inactive = policyWith({ sender: { state: 'inactive' } })

  it('"We\'re not currently using this number to accept WhatsApp messages."', () => {
    const { sent, events, detail } = story(inactive, agreed()).writes('Hello')
    expect(sent).toEqual([
      "Thank you for writing to Acme Wealth. We're not currently using this number to accept WhatsApp messages.",
    ])
    expect(events).toEqual(['message.received'])
    expect(detail('message.received')).toEqual({ senderInactive: true })
  })

  it('"The MultiLine administrator at your company has deactivated WhatsApp for your number."', () => {
    expect(story(inactive, talking()).sends('Hello')).toMatchObject({
      sent: [],
      verdict: {
        status: 'refused',
        reason: 'sender_inactive',
        state: 'inactive',
        sentence:
          'Your administrator has deactivated this number for messages. Contact your administrator.',
      },
    })
  })

  it('"Contact them to resolve."', () => {
    const { verdict } = story(inactive, talking()).sends('Hello')
    expect(verdict).toMatchObject({ remedies: [{ do: 'contact_administrator' }] })
  })
})
