/** An agent writes or asks: what is sent, held or refused, and who has the contact then. */

import { describe, expect, it } from 'vitest'
import type { Content } from '../../../src/core/model/message/message.ts'
import { localeFor } from '../../../templates/index.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  MINUTE,
  OPT_IN,
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

const appointment = (variables: Record<string, string> = { 1: 'Monday' }): Content => ({
  kind: 'template',
  name: 'appointment',
  variables,
})

describe('an accepted message', () => {
  it('is stored as sent, and assigns the contact', () => {
    const play = story(policyWith(), talking())
    const { verdict, messages, effects } = play.sends('Hello')
    expect(verdict).toEqual({ status: 'accepted' })
    expect(messages).toEqual([
      {
        id: 'out1',
        contact: 'c1',
        direction: 'outbound',
        at: T0,
        line: 'advisory',
        sender: SENDER,
        address: CONTACT,
        status: 'accepted',
        history: [{ status: 'accepted', at: T0 }],
        content: { kind: 'text', text: 'Hello' },
        rendered: 'Hello',
        agent: 'anna',
      },
    ])
    expect(effects).toEqual([
      {
        kind: 'tell',
        id: 'out1:1',
        type: 'contact.taken',
        at: T0,
        line: 'advisory',
        sender: SENDER,
        address: CONTACT,
        detail: { owner: 'anna' },
      },
      { kind: 'send', id: 'out1:2', message: 'out1' },
      { kind: 'later', id: 'out1:3', at: T0 - HOUR + DAY },
    ])
    expect(play.contact().owners).toEqual({ advisory: { agent: 'anna', since: T0, activeAt: T0 } })
  })

  it('reports a new owner once, and every further message keeps the owner', () => {
    const play = story(policyWith(), talking())
    play.sends()
    play.wait(HOUR)
    expect(play.sends().events).toEqual([])
    play.wait(HOUR)
    play.writes('Hello')
    expect(play.contact().owners).toEqual({
      advisory: { agent: 'anna', since: T0, activeAt: T0 + 2 * HOUR },
    })
    play.writes('Late', { at: T0 })
    expect(play.contact().owners.advisory?.activeAt).toBe(T0 + 2 * HOUR)
    play.sends('Late', { at: T0 })
    expect(play.contact().owners.advisory?.activeAt).toBe(T0 + 2 * HOUR)
  })

  it('releases the contact after the idle time', () => {
    const play = story(policyWith({ rules: { ownership: { idleMs: HOUR } } }), talking())
    play.sends()
    play.wait(HOUR - 1)
    expect(play.sends('Hi', { agent: 'ben' }).verdict).toMatchObject({ reason: 'contact_taken' })
    play.wait(1)
    play.writes('Hello')
    expect(play.contact().owners.advisory?.activeAt).toBe(T0)
    expect(play.sends('Hi', { agent: 'ben' }).detail('contact.taken')).toEqual({ owner: 'ben' })
  })

  it('assigns no owner if contacts are shared', () => {
    const play = story(policyWith({ rules: { ownership: { exclusive: false } } }), talking())
    expect(play.sends().events).toEqual([])
    expect(play.contact().owners).toEqual({})
  })

  it('is sent to the exact address that the contact wrote from', () => {
    const address = 'whatsapp:+5215512345678'
    const sessions = { [SENDER]: { lastInboundAt: T0 - HOUR, address } } as const
    const play = story(policyWith(), talking({ sessions }))
    expect(play.sends('Hola', { to: 'whatsapp:+525512345678' }).messages[0]?.address).toBe(address)
    expect(play.sends('Hola', { to: CONTACT }).messages[0]?.address).toBe(CONTACT)
  })
})

describe('a refused message', () => {
  it('changes nothing', () => {
    const play = story(policyWith(), agreed())
    const before = play.contact()
    const { verdict, messages, effects } = play.sends()
    expect(verdict).toMatchObject({ status: 'refused', reason: 'session_closed' })
    expect(messages).toEqual([])
    expect(effects).toEqual([])
    expect(play.contact()).toBe(before)
  })

  it('offers the other channel of the same number, unless the contact said no there', () => {
    const alternatives = [{ channel: 'sms', sender: SMS_SENDER } as const]
    const useSms = { do: 'use_channel', channel: 'sms', sender: SMS_SENDER }
    const remedies = (contact = agreed(), policy = policyWith({ alternatives }), to = CONTACT) => {
      const { verdict } = story(policy, contact).sends('Hi', { to })
      return verdict.status === 'refused' ? verdict.remedies.filter((one) => 'channel' in one) : []
    }
    expect(remedies()).toEqual([useSms])
    const consent = (status: 'granted' | 'refused' | 'revoked') => ({
      ...agreed().consents,
      'sms *': { status, at: 0, source: 'contact' } as const,
    })
    expect(remedies(agreed({ consents: consent('granted') }))).toEqual([useSms])
    expect(remedies(agreed({ consents: consent('refused') }))).toEqual([])
    expect(remedies(agreed({ consents: consent('revoked') }))).toEqual([])
    expect(remedies(agreed({ unreachable: { sms: T0 } }))).toEqual([])
    const whatsapp = [{ channel: 'whatsapp', sender: 'whatsapp:+15550009999' } as const]
    expect(remedies(agreed(), policyWith({ alternatives: whatsapp }))).toEqual([])
    const scoped = 'whatsapp:US.13491208655302741918'
    expect(remedies(agreed({ addresses: [scoped] }), undefined, scoped)).toEqual([])
    expect(remedies(agreed(), undefined, scoped)).toEqual([useSms])
    const inactive = policyWith({ alternatives, sender: { state: 'inactive' } })
    expect(remedies(talking(), inactive)).toEqual([useSms])
    expect(remedies(talking({ unreachable: { whatsapp: T0 } }))).toEqual([useSms])
    // There the next refusal would wait, of a rule that was not asked yet.
    const owners = { advisory: { agent: 'ben', since: T0, activeAt: T0 } }
    expect(remedies(talking({ owners }), inactive)).toEqual([])
    const abroad = policyWith({ alternatives, rules: { countries: ['DE'] } })
    expect(remedies(agreed(), abroad)).toEqual([])
    expect(remedies(agreed({ consents: consent('granted') }), abroad)).toEqual([useSms])
  })

  it('offers no template if none is usable', () => {
    for (const contact of [agreed(), talking()])
      expect(
        story(policyWith({ templates: [] }), contact).sends('Hello', { at: T0 + DAY }).verdict,
      ).toMatchObject({
        reason: 'session_closed',
        sentence: expect.stringMatching(
          /^WhatsApp allows free text only within 24 hours .* no template/,
        ),
        remedies: [{ do: 'wait_for_contact' }],
      })
    expect(
      story(policyWith({ templates: [] }), agreed()).sends(appointment()).verdict,
    ).toMatchObject({
      reason: 'template_unavailable',
      sentence: 'The template "appointment" can\'t be used right now.',
      remedies: [{ do: 'contact_administrator' }],
    })
  })

  it('offers the other templates instead of marketing', () => {
    const offer = template({ name: 'offer', category: 'marketing' })
    const play = story(policyWith({ templates: [offer, template()] }), agreed())
    expect(play.sends({ kind: 'template', name: 'offer', variables: {} }).verdict).toMatchObject({
      sentence: "WhatsApp doesn't deliver marketing messages in the contact's country.",
      remedies: [{ do: 'choose_template', templates: [{ name: 'appointment', language: 'en' }] }],
    })
  })

  it('is explained in a sentence with its details', () => {
    const sentence = (content: Content) => {
      const { verdict } = story(policyWith(), talking()).sends(content)
      return verdict.status === 'refused' ? [verdict.sentence, verdict.remedies] : verdict.status
    }
    expect(sentence(appointment({}))).toEqual([
      'The template "appointment" is not filled in correctly: the variable "1" is missing.',
      [],
    ])
    expect(sentence(appointment({ 1: 'x'.repeat(1024) }))).toEqual([
      'The template "appointment" is not filled in correctly: the whole text is too long.',
      [],
    ])
    expect(sentence({ kind: 'text', text: 'x'.repeat(1601) })).toEqual([
      "This can't be sent: the text is longer than 1600 characters.",
      [{ do: 'change_content' }],
    ])
    expect(sentence({ kind: 'media', media: [] })).toEqual([
      "This can't be sent: the message is empty.",
      [{ do: 'change_content' }],
    ])
    const { verdict } = story(policyWith(), talking({ unreachable: { whatsapp: T0 } })).sends()
    expect(verdict).toMatchObject({ sentence: "The contact can't be reached on WhatsApp." })
    const sms = story(smsPolicy(), talking({ unreachable: { sms: T0 } })).sends()
    expect(sms.verdict).toMatchObject({
      sentence: "The contact can't be reached on SMS.",
      remedies: [{ do: 'wait_for_contact' }],
    })
    const taken = story(policyWith(), talking())
    taken.sends()
    expect(taken.sends('Hi', { agent: 'ben' }).verdict).toMatchObject({
      sentence:
        'Looks like this contact is already messaging with another user in your line of business: anna. anna can hand the contact over to you. Contact your administrator.',
    })
    expect(story(policyWith(), agreed()).sends().verdict).toMatchObject({
      sentence:
        "The contact hasn't written to you yet. On WhatsApp only a template can start the conversation: choose one from the list.",
    })
  })
})

describe('a message that waits for consent', () => {
  it('must be sendable: all rules but the session are checked first', () => {
    const judge = (content: Content | string, policy = policyWith(), changes = {}) =>
      story(policy, stranger(changes)).sends(content).verdict
    expect(judge('')).toMatchObject({ status: 'refused', reason: 'content_invalid' })
    expect(judge(appointment({}))).toMatchObject({ reason: 'template_invalid' })
    expect(judge('Hi', policyWith({ sender: { state: 'inactive' } }))).toMatchObject({
      reason: 'sender_inactive',
    })
    expect(judge('Hi', policyWith(), { unreachable: { whatsapp: T0 } })).toMatchObject({
      reason: 'contact_unreachable',
    })
    const owners = { advisory: { agent: 'ben', since: T0, activeAt: T0 } }
    expect(judge('Hi', policyWith(), { owners })).toMatchObject({ reason: 'contact_taken' })
    expect(judge('Hi')).toMatchObject({ status: 'held', until: 'consent' })
    expect(judge(appointment())).toMatchObject({ status: 'held', until: 'consent' })
  })

  it('is not held if no request can be sent', () => {
    const refusal = {
      status: 'refused',
      reason: 'template_unavailable',
      remedies: [{ do: 'contact_administrator' }, { do: 'wait_for_contact' }],
    }
    const attempt = (policy: ReturnType<typeof policyWith>) => {
      const play = story(policy)
      const asked = play.asks().verdict
      const { verdict, effects, messages } = play.sends()
      expect(asked).toEqual(verdict)
      expect([effects, messages, play.contact().held]).toEqual([[], [], []])
      return verdict
    }
    expect(attempt(policyWith({ rules: { optInTemplate: undefined } }))).toMatchObject({
      ...refusal,
      template: 'opt_in_request',
    })
    expect(attempt(policyWith({ rules: { optInTemplate: 'ask' } }))).toMatchObject({
      ...refusal,
      template: 'ask',
    })
    const asking = (changes: Parameters<typeof template>[0]) =>
      attempt(policyWith({ templates: [{ ...OPT_IN, ...changes }] }))
    expect(asking({ approval: 'pending' })).toMatchObject({ ...refusal, approval: 'pending' })
    expect(asking({ category: 'marketing' })).toMatchObject(refusal)
    expect(asking({ canOpenSession: false })).toMatchObject(refusal)
    expect(asking({ variables: ['1', '2', '4'] })).toMatchObject({
      ...refusal,
      approval: 'approved',
      language: 'en',
    })
  })

  it('causes a request with the names of agent and organisation', () => {
    const ask = (body: string, variables: string[], agent = 'anna') => {
      const templates = [{ ...OPT_IN, body, variables }]
      return story(policyWith({ templates })).sends('Hi', { agent }).sent
    }
    expect(ask('{{agent}}, {{organisation}}', ['agent', 'organisation'])).toEqual([
      'anna, Acme Wealth',
    ])
    expect(ask('{{1}}!', ['1'])).toEqual(['anna!'])
    expect(ask('Yes?', [])).toEqual(['Yes?'])
    expect(ask('{{1}}!', ['1'], 'Anna\n  Smith\t')).toEqual(['Anna Smith!'])
    expect(ask('{{1}}!', ['1'], ' ')).toEqual(['Advisory!'])
  })

  it('causes a request in the organisation’s language', () => {
    const german = { ...OPT_IN, id: 'HX-de', language: 'de', body: 'Hallo {{1}} {{2}}' }
    const organisation = { id: 'acme', name: 'Acme', locale: 'de' }
    const play = story(policyWith({ templates: [OPT_IN, german], organisation }))
    const { sent, messages } = play.sends()
    expect(sent).toEqual(['Hallo anna Acme'])
    expect(messages.find(({ automatic }) => automatic)).toMatchObject({
      content: { kind: 'template', name: 'opt_in_request', language: 'de', templateId: 'HX-de' },
      automatic: 'opt_in_request',
      agent: 'anna',
      status: 'accepted',
      history: [{ status: 'accepted', at: T0 }],
      validUntil: T0 + HOUR,
      address: CONTACT,
    })
  })

  it('causes a text request inside a session, and on SMS', () => {
    const words =
      'anna at Acme Wealth would like to message you here about your account. Reply YES to agree or STOP to decline.'
    const sessions = talking().sessions
    expect(story(policyWith(), stranger({ sessions })).asks().sent).toEqual([words])
    expect(story(smsPolicy()).asks().sent).toEqual([
      'Acme Wealth: anna would like to text you about your account. Msg & data rates may apply. Reply YES to agree, STOP to decline, HELP for help.',
    ])
  })

  it('causes a request to the exact address that the contact wrote from', () => {
    const address = 'whatsapp:+5215512345678'
    const to = 'whatsapp:+525512345678'
    const sessions = { [SENDER]: { lastInboundAt: T0 - HOUR, address } } as const
    const play = story(policyWith(), stranger({ sessions }))
    const { messages } = play.sends('Hola', { to })
    expect(messages.map((message) => message.address)).toEqual([address, address])
    const asking = story(policyWith(), stranger({ sessions }))
    const asked = asking.give({
      ...{ kind: 'opt_in_request', id: 'a', at: T0, sender: SENDER, to, agent: 'anna' },
    } as const)
    expect(asked.messages[0]?.address).toBe(address)
  })

  it('counts towards the limit of waiting messages', () => {
    const play = story(policyWith({ rules: { held: { max: 2, ttlMs: HOUR } } }))
    play.sends('1')
    play.wait(MINUTE)
    expect(play.sends('2').verdict.status).toBe('held')
    expect(play.sends('3').verdict).toMatchObject({
      status: 'refused',
      reason: 'held_full',
      limit: 2,
      sentence:
        '2 messages are already waiting for this contact. Withdraw one, or wait until one is sent.',
      remedies: [{ do: 'wait_for_contact' }],
    })
    play.wait(HOUR - MINUTE)
    expect(play.sends('4').verdict.status).toBe('held')
  })

  it('counts a scheduled message too, and then names the time of the next', () => {
    const play = story(policyWith({ rules: { held: { max: 2, ttlMs: HOUR } } }), talking())
    play.sends('1', { notBefore: T0 + 2 * DAY })
    play.sends('2', { notBefore: T0 + DAY })
    expect(play.sends('3', { notBefore: T0 + DAY }).verdict).toMatchObject({
      reason: 'held_full',
      until: T0 + DAY,
      sentence:
        '2 messages are already waiting for this contact. Withdraw one, or try again on November 17 at 3:00 PM UTC, when the next one goes out.',
      remedies: [{ do: 'wait_until', at: T0 + DAY }],
    })
  })

  it.each([
    [
      'en',
      '1 message is already waiting for this contact. Withdraw it, or wait until it is sent.',
      '1 message is already waiting for this contact. Withdraw it, or try again on November 17 at 3:00 PM UTC, when it goes out.',
    ],
    [
      'de',
      'Für diesen Kontakt wartet bereits 1 Nachricht. Ziehen Sie sie zurück, oder warten Sie, bis sie gesendet ist.',
      'Dann wird sie gesendet.',
    ],
    [
      'es',
      'Ya hay 1 mensaje en espera para este contacto. Retírelo o espere a que se envíe.',
      'cuando se envíe.',
    ],
    [
      'fr',
      'Déjà 1 message est en attente pour ce contact. Annulez-le ou attendez qu’il soit envoyé.',
      'lorsqu’il sera envoyé.',
    ],
    [
      'pt',
      'Já há 1 mensagem em espera para este contato. Cancele-a ou espere até que ela seja enviada.',
      'quando ela for enviada.',
    ],
  ])('uses the singular for a limit of one (%s)', (locale, full, until) => {
    const usual = policyWith()
    const policy = policyWith({
      rules: { held: { max: 1 } },
      wording: { ...localeFor(locale).refusals, flow: usual.wording.flow },
    })
    const asking = story(policy)
    asking.sends('1')
    expect(asking.sends('2').verdict).toMatchObject({ sentence: full })
    const play = story(policy, talking())
    play.sends('1', { notBefore: T0 + DAY })
    expect(play.sends('2', { notBefore: T0 + DAY }).verdict).toMatchObject({
      sentence: expect.stringContaining(until),
    })
  })

  it('names no time if the waiting ones leave only after the YES', () => {
    const rules = { held: { max: 1 }, quietHours: { enabled: true } }
    const play = story(policyWith({ rules }))
    play.wait(13 * HOUR)
    expect(play.sends('1').verdict).toMatchObject({ status: 'held', reason: 'quiet_hours' })
    expect(play.sends('2').verdict).toMatchObject({
      reason: 'held_full',
      remedies: [{ do: 'wait_for_contact' }],
    })
  })

  it('is refused if waiting is off, and the contact is asked all the same', () => {
    const play = story(policyWith({ rules: { held: { max: 0 } } }))
    const { verdict, sent, events } = play.sends()
    expect(verdict).toMatchObject({ status: 'refused', reason: 'consent_pending' })
    expect(sent).toEqual(['Hello. anna of Acme Wealth asks for your consent.'])
    expect(events).toEqual(['consent.requested'])
  })

  it('is refused if a YES to another number couldn’t release it, and a template waits for that', () => {
    const other = { id: 'loans', name: 'Loans', senders: ['whatsapp:+15550002222'] as const }
    const loans = policyWith({
      line: other,
      sender: { address: 'whatsapp:+15550002222', line: 'loans' },
    })
    const play = story(policyWith())
    play.sends('From Anna')
    play.change(loans)
    expect(play.sends('From Ben', { agent: 'ben' }).verdict).toMatchObject({
      status: 'refused',
      reason: 'session_closed',
      remedies: [{ do: 'choose_template' }, { do: 'wait_for_contact' }],
    })
    expect(play.sends(appointment(), { agent: 'ben' }).verdict.status).toBe('held')
    play.change(policyWith({ elsewhere: { [loans.sender.address]: loans } }))
    const { sent } = play.writes('YES')
    expect(sent).toEqual([expect.any(String), 'From Anna', 'Your appointment is on Monday.'])
  })

  it('also waits for the second number once that has asked', () => {
    const loans = policyWith({ sender: { address: 'whatsapp:+15550002222' } })
    const play = story(policyWith())
    play.sends('From Anna')
    play.wait(DAY)
    play.change(loans)
    play.asks()
    expect(play.sends('Me again').verdict.status).toBe('held')
  })

  it('assigns the contact', () => {
    const play = story()
    play.sends()
    expect(play.contact().owners.advisory?.agent).toBe('anna')
    expect(play.sends('Hi', { agent: 'ben' }).verdict).toMatchObject({ reason: 'contact_taken' })
    expect(play.asks('ben').verdict).toMatchObject({ reason: 'contact_taken' })
  })

  it('fails with the reason when it can no longer be sent', () => {
    const play = story()
    play.sends('From Anna')
    play.hands('ben')
    const { sent, events, detail } = play.writes('YES')
    expect(sent).not.toContain('From Anna')
    expect(events).toEqual(['message.received', 'consent.granted', 'message.status'])
    expect(detail('message.status')).toMatchObject({
      status: 'failed',
      at: T0,
      verdict: { status: 'refused', reason: 'contact_taken', owner: 'ben' },
    })
    expect(play.contact().held).toEqual([])
  })

  it('is rendered again before the send', () => {
    const play = story(policyWith({ rules: { optInTemplate: 'opt_in_request' } }))
    play.sends(appointment())
    play.change(policyWith({ templates: [template({ body: 'Now on {{1}}', id: 'HX9' })] }))
    expect(play.writes('YES').sent).toContain('Now on Monday')
  })
})

describe('a request that an agent asks for', () => {
  it('is one message, and doesn’t assign an owner', () => {
    const play = story()
    const { effects, messages } = play.asks()
    expect(effects.map(({ id, kind }) => [id, kind])).toEqual([
      ['ask1:1', 'send'],
      ['ask1:2', 'tell'],
    ])
    expect(messages).toHaveLength(1)
    expect(messages[0]?.id).toBe('ask1')
    expect(play.contact().owners).toEqual({})
  })

  it('is refused like a message for reasons of sender or contact', () => {
    const inactive = policyWith({ sender: { state: 'inactive' } })
    expect(story(inactive).asks().verdict).toMatchObject({ reason: 'sender_inactive' })
    const unreachable = stranger({ unreachable: { whatsapp: T0 } })
    expect(story(policyWith(), unreachable).asks().verdict).toMatchObject({
      reason: 'contact_unreachable',
    })
  })

  it('is possible in flow `disclaimer`, and may be repeated a day later', () => {
    const play = story(policyWith({ rules: { flow: 'disclaimer' } }))
    expect(play.asks().sent).toHaveLength(1)
    expect(play.sends(appointment()).verdict).toEqual({ status: 'accepted' })
    expect(play.asks().verdict).toMatchObject({ reason: 'consent_pending', retryAt: T0 + DAY })
    play.wait(DAY)
    expect(play.asks().sent).toHaveLength(1)
  })

  it('follows the interval that the organisation sets', () => {
    const play = story(policyWith({ rules: { requestIntervalMs: HOUR } }))
    play.asks()
    play.wait(HOUR - 1)
    expect(play.asks().verdict).toMatchObject({ retryAt: T0 + HOUR })
    play.wait(1)
    expect(play.asks().sent).toHaveLength(1)
  })
})

describe('quiet hours', () => {
  const quiet = policyWith({ rules: { quietHours: { enabled: true, applyTo: 'all' } } })
  const night = T0 + 13 * HOUR
  const morning = T0 + 22 * HOUR

  it('hold a message until they end', () => {
    const play = story(quiet, agreed())
    play.wait(13 * HOUR)
    const { verdict, sent, events, detail, effects } = play.sends(appointment())
    expect(verdict).toEqual({
      status: 'held',
      reason: 'quiet_hours',
      until: morning,
      expiresAt: morning + 3 * DAY,
      sentence:
        "It's 11:00 PM for the contact. Your message goes out on November 17 at 8:00 AM, the contact's time.",
      remedies: [{ do: 'wait_until', at: morning }],
    })
    expect(sent).toEqual([])
    expect(events).toEqual(['contact.taken', 'message.held'])
    expect(detail('message.held')).toEqual({
      until: morning,
      expiresAt: morning + 3 * DAY,
      reason: 'quiet_hours',
    })
    expect(effects.at(-1)).toEqual({ kind: 'later', id: 'out1:3', at: morning })
  })

  it('hold a first message, and the request is sent in the morning', () => {
    const play = story(quiet)
    play.wait(13 * HOUR)
    const first = play.sends('Hello')
    expect(first.verdict).toMatchObject({ status: 'held', reason: 'quiet_hours', until: morning })
    expect(first.sent).toEqual([])
    play.wait(9 * HOUR)
    const due = play.wakes()
    expect(due.sent).toEqual([expect.stringContaining('asks for your consent')])
    expect(play.consent()?.status).toBe('requested')
    expect(play.writes('YES').sent).toContainEqual('Hello')
  })

  it('don’t hold messages that couldn’t be sent anyway', () => {
    const play = story(quiet, agreed())
    play.wait(13 * HOUR)
    expect(play.sends('').verdict).toMatchObject({ reason: 'session_closed' })
    expect(play.sends(appointment({})).verdict).toMatchObject({ reason: 'template_invalid' })
  })

  it('hold an opt-in request until the morning', () => {
    const play = story(quiet)
    play.wait(13 * HOUR)
    const asked = play.asks()
    expect(asked).toMatchObject({
      sent: [],
      events: ['message.held'],
      verdict: {
        status: 'held',
        reason: 'quiet_hours',
        until: morning,
        expiresAt: morning + 3 * DAY,
        remedies: [{ do: 'wait_until', at: morning }],
        sentence:
          "It's 11:00 PM for the contact. The opt-in request goes out on November 17 at 8:00 AM, the contact's time.",
      },
    })
    expect(play.message('ask1')).toMatchObject({ status: 'held', automatic: 'opt_in_request' })
    expect(play.consent()).toBeUndefined()
    play.wait(9 * HOUR)
    const due = play.wakes()
    expect(due.sent).toHaveLength(1)
    expect(due.events).toEqual(['consent.requested', 'message.released'])
    expect(play.consent()).toMatchObject({ status: 'requested', source: 'agent' })
    const { status, history } = play.message('ask1') ?? {}
    expect(status).toBe('accepted')
    expect(history?.map((one) => one.status)).toEqual(['held', 'accepted'])
  })

  it('hold one opt-in request at a time, and none if waiting is off', () => {
    const play = story(quiet)
    play.wait(13 * HOUR)
    play.asks()
    play.asks('ben')
    expect(play.message('ask1')).toMatchObject({ status: 'cancelled' })
    play.wait(9 * HOUR)
    expect(play.wakes().sent).toHaveLength(1)
    const strict = story(policyWith({ rules: { quietHours: { enabled: true }, held: { max: 0 } } }))
    strict.wait(13 * HOUR)
    expect(strict.asks().verdict).toMatchObject({ status: 'refused', reason: 'quiet_hours' })
  })

  it('send the request once, even if a waiting message would cause one too', () => {
    const play = story(quiet)
    play.wait(13 * HOUR)
    play.sends('Hello')
    play.asks()
    play.wait(9 * HOUR)
    expect(play.wakes().sent).toHaveLength(1)
    expect(play.writes('YES').sent).toContainEqual('Hello')
  })

  it('drop a request that is no longer needed, and fail one that may no longer be sent', () => {
    const granted = { status: 'granted', channel: 'whatsapp' } as const
    const play = story(quiet)
    play.wait(13 * HOUR)
    play.asks()
    play.records({ consent: granted })
    play.wait(9 * HOUR)
    expect(play.wakes().sent).toEqual([])
    expect(play.message('ask1')).toMatchObject({
      status: 'cancelled',
      verdict: { reason: 'consent_granted' },
    })
    const stopped = story(quiet)
    stopped.wait(13 * HOUR)
    stopped.asks()
    stopped.writes('STOP')
    expect(stopped.message('ask1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'consent_refused' },
    })
    expect(stopped.contact().held).toEqual([])
  })

  it('do not keep a message from waiting for consent', () => {
    const play = story(quiet)
    play.asks()
    play.wait(13 * HOUR)
    expect(play.sends().verdict).toMatchObject({ status: 'held', until: 'consent' })
  })

  it('don’t apply to a message released by a YES', () => {
    const play = story(quiet)
    play.sends('Hello')
    play.wait(13 * HOUR)
    expect(play.writes('YES').sent).toContain('Hello')
  })

  it('apply again when the CRM records consent at night', () => {
    const play = story(quiet)
    play.sends(appointment())
    play.wait(13 * HOUR)
    const consent = { status: 'granted', channel: 'whatsapp' } as const
    const { sent, events } = play.records({ consent })
    expect(sent).toEqual([])
    expect(events).toEqual(['consent.granted', 'message.held'])
    expect(play.contact().held).toEqual([
      {
        message: expect.objectContaining({ id: 'out1', at: T0 }),
        until: morning,
        heldAt: T0,
        expiresAt: morning + 3 * DAY,
        toldIn: 'en ',
        reason: 'quiet_hours',
        why: 'quiet_hours',
        rendered: 'Your appointment is on Monday.',
      },
    ])
    expect(play.message('out1')).toMatchObject({
      status: 'held',
      at: T0,
      history: [{ status: 'held', at: T0 }],
      verdict: { reason: 'quiet_hours' },
    })
    expect(night).toBe(play.now())
  })
})

describe('several senders of one organisation', () => {
  const other = 'whatsapp:+15550003333'
  const loans = { id: 'loans', name: 'Loans', senders: [other] as const }
  const second = policyWith({ sender: { address: other, line: 'loans' }, line: loans })
  const first = policyWith({ elsewhere: { [other]: second } })

  const heldBySecond = (policy: typeof first) => {
    const play = story(second)
    play.sends(appointment())
    play.sends('In words')
    play.change(policy)
    return play
  }

  it('one YES releases messages waiting at another, judged by that one’s rules', () => {
    const play = heldBySecond(first)
    const { sent, effects } = play.writes('YES')
    expect(sent).toContain('Your appointment is on Monday.')
    expect(play.message('out1')).toMatchObject({ status: 'accepted', line: 'loans', sender: other })
    expect(play.message('out2')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'session_closed' },
    })
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'message.released', line: 'loans', sender: other }),
    )
    expect(play.contact().owners.loans?.agent).toBe('anna')
  })

  it('messages of a sender without a policy stay', () => {
    const play = heldBySecond(policyWith())
    play.writes('YES')
    expect(play.contact().held).toHaveLength(2)
  })

  it('one STOP ends messages waiting at another', () => {
    for (const policy of [first, policyWith()]) {
      const play = heldBySecond(policy)
      play.writes('STOP')
      expect(play.contact().held).toEqual([])
      expect(play.message('out1')).toMatchObject({ status: 'failed' })
    }
  })

  it('consent is separate where each line or sender asks for itself', () => {
    for (const consentScope of ['line', 'sender']) {
      const here = policyWith({
        rules: { consentScope },
        elsewhere: {
          [other]: policyWith({
            rules: { consentScope },
            sender: { address: other },
            line: loans,
          }),
        },
      })
      const play = story(here.elsewhere?.[other])
      play.sends(appointment())
      play.change(here)
      play.writes('Hi')
      play.writes('YES')
      expect(play.contact().held).toHaveLength(1)
      play.wait(MINUTE)
      play.writes('STOP')
      expect(play.contact().held).toHaveLength(1)
      expect(Object.keys(play.contact().consents).sort()).toEqual(
        consentScope === 'line'
          ? ['whatsapp line:advisory', 'whatsapp line:loans']
          : [`whatsapp sender:${SENDER}`, `whatsapp sender:${other}`],
      )
    }
  })

  it('keeps SMS apart from WhatsApp', () => {
    const play = story(smsPolicy())
    play.sends('Hello')
    play.change(policyWith({ elsewhere: { [SMS_SENDER]: smsPolicy() } }))
    play.asks()
    play.writes('YES')
    expect(play.contact().held).toHaveLength(1)
    play.wait(MINUTE)
    play.writes('STOP')
    expect(play.contact().held).toHaveLength(1)
    expect(Object.keys(play.contact().consents)).toEqual(['sms *', 'whatsapp *'])
  })
})

it('addresses, names and reachability come from inbound messages', () => {
  const scoped = 'whatsapp:US.13491208655302741918'
  const play = story(policyWith(), agreed({ unreachable: { whatsapp: T0, sms: T0 } }))
  play.writes('Hi', { aliases: [scoped, CONTACT], received: { profileName: 'Zoe' }, at: T0 - 1 })
  expect(play.contact()).toMatchObject({
    addresses: [CONTACT, scoped],
    profileName: 'Zoe',
    unreachable: { whatsapp: T0, sms: T0 },
  })
  play.writes('Hi', { from: SMS_CONTACT })
  expect(play.contact()).toMatchObject({
    addresses: [CONTACT, scoped, SMS_CONTACT],
    profileName: 'Zoe',
  })
  expect(play.contact().unreachable).toEqual({ sms: T0 })
})

it('an inbound message is stored unchanged', () => {
  const { messages } = story(policyWith(), agreed()).writes('Hi')
  expect(messages).toEqual([
    {
      id: 'in1',
      contact: 'c1',
      direction: 'inbound',
      at: T0,
      line: 'advisory',
      sender: SENDER,
      address: CONTACT,
      status: 'received',
      history: [{ status: 'received', at: T0 }],
      received: { form: 'message', type: 'text', text: 'Hi', media: [] },
      providerId: 'SM1',
    },
  ])
})

it('the same input is decided the same way twice, with the same ids', () => {
  const once = () => story().give(outbound())
  expect(JSON.stringify(once())).toBe(JSON.stringify(once()))
})
