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
    const told = story(policyWith(), talking())
    told.wait(DAY)
    const { verdict, sent } = told.sends('Are you there?')
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
    const told = story(policyWith({ templates }), agreed())
    const send = (name: string) =>
      told.sends({ kind: 'template', name, variables: { 1: 'Monday' } }).verdict
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
    const told = story(policyWith(), agreed())
    const { verdict, sent, messages } = told.sends({
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
    const told = story(smsPolicy({ wording: { ...usual.wording, flow } }))
    expect(told.asks().sent).toEqual(['anna (Acme Wealth) asks: yes?'])
  })

  it('"When you attempt to contact someone they receive a message with instructions on how to opt-in."', () => {
    const { sent, verdict } = story(smsPolicy()).sends('Hello')
    expect(verdict).toMatchObject({ status: 'held', until: 'consent' })
    expect(sent).toEqual([
      'Acme Wealth: anna would like to text you about your account. Msg & data rates may apply. Reply YES to agree, STOP to decline, HELP for help.',
    ])
  })

  it('"If they opt-out, they are notified of this and receive instruction about how to opt-in again, if desired."', () => {
    const told = story()
    told.sends('Hello')
    expect(told.writes('STOP').sent).toEqual([
      "You're opted out: Acme Wealth won't message this number again. Changed your mind? Reply YES.",
    ])
  })

  it('"Unless your organization configured a custom flow, usually the person just needs to reply to the message thread with “YES”."', () => {
    const told = story()
    told.sends('Hello')
    told.writes('STOP')
    told.wait(30 * DAY)
    expect(told.writes('YES').told).toEqual(['message.received', 'consent.granted'])
    expect(told.sends('Welcome back').sent).toEqual(['Welcome back'])
  })

  it('"They also have the option to reply to the conversation with any other message, and a new opt-in message will be sent to the user giving them another chance to consent to message with you."', () => {
    const told = story()
    told.sends('Hello')
    told.writes('STOP')
    told.wait(DAY)
    expect(told.writes('Sorry, that was a mistake').sent).toEqual([
      'anna at Acme Wealth would like to message you here about your account. Reply YES to agree or STOP to decline.',
    ])
    expect(told.writes('YES').told).toContain('consent.granted')
  })
})

describe('"Why do I see “The contact hasn\'t responded to the opt-in request for more than 24 hours. You can try sending the request again.”?"', () => {
  it('"The contact hasn\'t responded to the opt-in request for more than 24 hours. You can try sending the request again."', () => {
    const told = story()
    told.sends('Hello')
    told.wait(DAY)
    expect(told.sends('Hello?').verdict).toMatchObject({
      status: 'held',
      reason: 'consent_pending',
      sentence:
        "The contact hasn't responded to the opt-in request for more than 24 hours. You can try sending the request again.",
      remedies: [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: T0 + DAY }],
    })
  })

  it('"In order for you to message with a client, they must accept your opt-in request."', () => {
    const told = story()
    const { verdict, sent } = told.sends('My first message')
    expect(verdict.status).toBe('held')
    expect(sent).toEqual(['Hello. anna of Acme Wealth asks for your consent.'])
    expect(told.writes('YES').sent).toContain('My first message')
  })

  it('"You’re allowed to send a new one every 24 hours."', () => {
    const told = story()
    expect(told.asks().verdict).toEqual({ status: 'accepted' })
    told.wait(DAY - 1)
    expect(told.asks()).toMatchObject({
      sent: [],
      verdict: { status: 'refused', reason: 'consent_pending', retryAt: T0 + DAY },
    })
    told.wait(1)
    expect(told.asks().sent).toHaveLength(1)
  })

  it('"If accepted, you’ll be able to message with the customer."', () => {
    const told = story()
    told.asks()
    told.writes('YES')
    expect(told.sends('Good morning')).toMatchObject({
      verdict: { status: 'accepted' },
      sent: ['Good morning'],
    })
  })

  it('"If it’s rejected, we’ll let you know, and you won’t be able to send any more opt-in requests to the customer."', () => {
    const told = story()
    told.asks()
    expect(told.writes('No').told).toEqual(['message.received', 'consent.refused'])
    told.wait(7 * DAY)
    expect(told.asks()).toMatchObject({
      sent: [],
      verdict: { status: 'refused', reason: 'consent_refused', refusedAt: T0 },
    })
    expect(told.sends('Please?')).toMatchObject({
      sent: [],
      verdict: { status: 'refused', reason: 'consent_refused' },
    })
  })
})

describe('"Why did I get the error message “Looks like this contact is already messaging with another MultiLine user. . .”?"', () => {
  it('"If someone in the same line of business as you is talking with a client, WhatsApp will not allow you to message the client."', () => {
    const told = story(policyWith(), talking())
    told.sends('Hello', { agent: 'anna' })
    expect(told.sends('Hello', { agent: 'ben' })).toMatchObject({
      sent: [],
      verdict: { status: 'refused', reason: 'contact_taken', owner: 'anna', line: 'advisory' },
    })
    told.change(policyWith({ line: { id: 'loans', name: 'Loans', senders: [] } }))
    expect(told.sends('Hello', { agent: 'ben' }).verdict).toEqual({ status: 'accepted' })
  })

  it('"Contact your administrator." (a contact that is taken)', () => {
    const told = story(policyWith(), talking())
    told.sends('Hello', { agent: 'anna' })
    const { verdict } = told.sends('Hello', { agent: 'ben' })
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
    const { sent, told, detail } = story(inactive, agreed()).writes('Hello')
    expect(sent).toEqual([
      "Thank you for writing to Acme Wealth. We're not currently using this number to accept WhatsApp messages.",
    ])
    expect(told).toEqual(['message.received'])
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
