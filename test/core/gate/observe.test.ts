/** The gate only observes: what passes all the same, what is recorded of it, and what still cannot be. */

import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/core/gate/compose.ts'
import { checkBeforeSend } from '../../../src/core/gate/recheck.ts'
import type { Contact } from '../../../src/core/model/contact.ts'
import type { Content, Message } from '../../../src/core/model/message/message.ts'
import { isObserved } from '../../../src/core/model/policy/enforcement.ts'
import type { Policy } from '../../../src/core/model/policy/policy.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  outbound,
  policyWith,
  SENDER,
  smsPolicy,
  story,
  stranger,
  T0,
  talking,
  template,
} from '../../support/given.ts'

type Changes = NonNullable<Parameters<typeof policyWith>[0]>
const OBSERVED: Pick<Policy, 'enforcement'> = {
  enforcement: { general: 'observe', byOrigin: {} },
}
const observing = (changes: Changes = {}) => policyWith({ ...changes, ...OBSERVED })

const picture = (changes: object = {}): Content => ({
  kind: 'media',
  media: [{ url: 'https://crm.example.com/a.jpg', contentType: 'image/jpeg', ...changes }],
})
const appointment = (name = 'appointment', variables = { 1: 'May' }): Content => ({
  kind: 'template',
  name,
  variables,
})

describe('an agent’s message that the gate would stop', () => {
  it.each<[string, Contact, Policy, Content | undefined, object]>([
    [
      'sender_inactive',
      talking(),
      observing({ sender: { state: 'inactive' } }),
      undefined,
      { status: 'refused' },
    ],
    [
      'contact_unreachable',
      talking({ unreachable: { whatsapp: T0 } }),
      observing(),
      undefined,
      { status: 'refused' },
    ],
    [
      'contact_taken',
      talking({ owners: { advisory: { agent: 'ben', since: T0, activeAt: T0 } } }),
      observing(),
      undefined,
      { status: 'refused', owner: 'ben' },
    ],
    ['consent_pending', stranger(), observing(), undefined, { status: 'held', until: 'consent' }],
    [
      'consent_missing',
      stranger(),
      observing({ rules: { flow: 'recorded' } }),
      undefined,
      { status: 'refused' },
    ],
    [
      'consent_revoked',
      stranger({ consents: { 'whatsapp *': { status: 'revoked', at: T0, source: 'contact' } } }),
      observing(),
      undefined,
      { status: 'refused' },
    ],
    ['session_closed', agreed(), observing(), undefined, { status: 'refused' }],
    [
      'template_unavailable',
      agreed(),
      observing({ templates: [template({ approval: 'pending' })] }),
      appointment(),
      { status: 'refused', approval: 'pending' },
    ],
    [
      'template_invalid',
      agreed(),
      observing(),
      { kind: 'template', name: 'appointment', variables: {} },
      { status: 'refused', problem: 'missing' },
    ],
    [
      'marketing_not_allowed',
      agreed(),
      observing({ templates: [template({ category: 'marketing' })] }),
      appointment(),
      { status: 'refused' },
    ],
    [
      'quiet_hours',
      agreed({ timeZone: 'Asia/Tokyo' }),
      observing({ rules: { quietHours: { enabled: true, applyTo: 'all' } } }),
      appointment(),
      { status: 'held' },
    ],
    [
      'content_invalid',
      talking(),
      observing({ limits: { mediaTypes: ['video/'] } }),
      picture(),
      { status: 'refused', problem: 'media_type' },
    ],
    [
      'held_full',
      stranger({
        held: [{ message: outbound(), until: 'consent', heldAt: T0, expiresAt: T0 + DAY }],
      }),
      observing({ rules: { held: { max: 1 } } }),
      undefined,
      { status: 'refused' },
    ],
  ])('passes in spite of %s, and the CRM gets the verdict', (...given) => {
    const [reason, contact, policy, content, verdict] = given
    const play = story(policy, contact)
    const { messages, ...decision } = play.sends(content)
    const observed = { reason, ...verdict, sentence: expect.any(String) }
    expect(decision.verdict).toMatchObject({ status: 'accepted', observed })
    expect(messages).toMatchObject([{ status: 'accepted', observed: { ...observed, at: T0 } }])
    expect(decision.sent).toHaveLength(1)
    const { status, ...why } = observed as typeof observed & { status: string }
    expect(decision.detail('message.observed')).toMatchObject({
      ...why,
      verdict: status,
      remedies: expect.any(Array),
    })
    expect(play.contact().held).toEqual(contact.held)
  })

  it('doesn’t report one that would pass', () => {
    const { verdict, messages, events } = story(observing(), talking()).sends()
    expect(verdict).toEqual({ status: 'accepted' })
    expect(messages[0]?.observed).toBeUndefined()
    expect(events).toEqual(['contact.taken'])
  })

  it('leaves the contact with its owner', () => {
    const play = story(observing(), talking())
    play.sends('Hello')
    for (const agent of ['ben', 'ben'])
      expect(play.sends('Me too', { agent }).verdict).toMatchObject({
        observed: { reason: 'contact_taken', owner: 'anna' },
      })
    expect(play.sends('And I').verdict).toEqual({ status: 'accepted' })
  })

  it('is sent without the gate’s notice', () => {
    const rules = { flow: 'disclaimer' }
    const play = story(observing({ rules }), talking({ consents: {} }))
    expect(play.sends('Hello').sent).toEqual(['Hello'])
    play.change(policyWith({ rules }))
    expect(play.sends('Hello').sent[0]).toMatch(/\n\nHello$/)
  })

  it('is checked with the notice’s length when predicting the verdict', () => {
    const policy = observing({ rules: { flow: 'disclaimer' }, limits: { maxTextLength: 100 } })
    expect(story(policy, talking({ consents: {} })).sends('x'.repeat(99)).verdict).toMatchObject({
      status: 'accepted',
      observed: { reason: 'content_invalid', problem: 'text_too_long' },
    })
  })
})

describe('a message that no provider could take is refused as usual', () => {
  it.each<[string, Content, object]>([
    ['a template that nobody knows', appointment('unheard_of'), { reason: 'template_unavailable' }],
    ['no text', { kind: 'text', text: ' ' }, { problem: 'empty' }],
    ['a text that is too long', { kind: 'text', text: 'x'.repeat(1601) }, { limit: 1600 }],
    ['no file', { kind: 'media', media: [] }, { problem: 'empty' }],
    [
      'too many files',
      { kind: 'media', media: [{ url: 'https://a.example' }, { url: 'https://b.example' }] },
      { problem: 'too_many_media' },
    ],
    ['a file that cannot be fetched', picture({ url: 'C:\\a.jpg' }), { problem: 'media_url' }],
  ])('%s', (_, content, refusal) => {
    const { verdict, messages } = story(observing(), talking()).sends(content)
    expect(verdict).toMatchObject({ status: 'refused', sentence: expect.any(String), ...refusal })
    expect(messages).toEqual([])
  })

  it('an address of another channel', () => {
    expect(story(observing(), talking()).sends('Hello', { to: 'sms:+14155550100' })).toMatchObject({
      verdict: { status: 'refused', reason: 'contact_unreachable' },
      messages: [],
    })
  })

  it('but a template with the provider’s own id is left to the provider', () => {
    const content: Content = { ...appointment('HX1'), templateId: 'HX1' } as Content
    const { messages, verdict } = story(observing(), agreed()).sends(content)
    expect(verdict).toMatchObject({ observed: { reason: 'template_unavailable' } })
    expect(messages[0]?.content).toMatchObject({ templateId: 'HX1' })
  })
})

describe('the gate writes nothing of its own', () => {
  it.each(['Hello', 'YES', 'NO', 'STOP', 'HELP'])('when a contact writes %s', (words) => {
    for (const sender of [{ state: 'active' }, { state: 'inactive' }] as const)
      for (const contact of [stranger(), talking()]) {
        const { sent, events } = story(observing({ sender }), contact).writes(words)
        expect(sent).toEqual([])
        expect(events[0]).toBe('message.received')
      }
  })

  it('but remembers the text, the session and the owner for later enforcement', () => {
    const play = story(observing(), agreed())
    play.writes('Hello')
    play.sends('Hello')
    expect(play.writes('STOP').events).toContain('consent.revoked')
    play.change(policyWith())
    expect(play.contact().sessions[SENDER]?.lastInboundAt).toBe(T0)
    expect(play.sends('Hello', { agent: 'ben' }).verdict).toMatchObject({ reason: 'contact_taken' })
    expect(play.sends('Hello').verdict).toMatchObject({ reason: 'consent_revoked' })
  })

  it('except when an agent asks for a request, which is judged as usual', () => {
    const play = story(observing())
    const { sent, events: types } = play.asks()
    expect(sent[0]).toContain('asks for your consent')
    expect(types).toEqual(['consent.requested'])
    expect(play.asks().verdict).toMatchObject({ status: 'refused', reason: 'consent_pending' })
    expect(play.writes('YES')).toMatchObject({
      sent: [],
      events: expect.arrayContaining(['consent.granted']),
    })
  })

  it('and withholds no text from the CRM', () => {
    const rules = { withholdUnconsented: true }
    const detail = (policy: Policy) => story(policy).writes('Hello').detail('message.received')
    expect(detail(policyWith({ rules }))).toEqual({ withheld: true })
    expect(detail(observing({ rules }))).toEqual({})
  })
})

describe('a scheduled message', () => {
  it('waits for its time, and then passes whatever the contact said', () => {
    const play = story(observing(), talking())
    const { verdict } = play.sends('Hello', { notBefore: T0 + 2 * DAY })
    expect(verdict).toMatchObject({ status: 'held', reason: 'scheduled', until: T0 + 2 * DAY })
    expect(play.writes('STOP').events).not.toContain('message.status')
    play.wait(2 * DAY)
    expect(play.wakes()).toMatchObject({
      sent: ['Hello'],
      messages: [{ observed: { status: 'refused', reason: 'consent_revoked' } }],
    })
  })

  it('and fails after a NO if it waited for consent', () => {
    const play = story(policyWith(), stranger())
    play.sends()
    play.change(observing())
    expect(play.writes('NO')).toMatchObject({ sent: [], messages: [{}, { status: 'failed' }] })
  })
})

describe('a message held earlier', () => {
  it('is sent after the YES, even if other rules would hold it', () => {
    const quiet = { quietHours: { enabled: true, applyTo: 'all' } }
    const play = story(policyWith({ rules: quiet }), stranger())
    play.sends(appointment())
    play.change(observing({ rules: quiet, sender: { state: 'inactive' } }))
    play.wait(HOUR)
    const { sent, events: types, messages } = play.writes('YES')
    expect(sent).toEqual(['Your appointment is on May.'])
    expect(types).toEqual(
      expect.arrayContaining(['message.released', 'message.observed', 'consent.granted']),
    )
    expect(messages.at(-1)).toMatchObject({ observed: { reason: 'sender_inactive' } })
    expect(play.contact().held).toEqual([])
  })

  it('doesn’t change its owner', () => {
    const play = story(policyWith(), stranger())
    play.sends('Hello')
    play.change(observing())
    play.hands('ben')
    expect(play.writes('YES').sent).toEqual(['Hello'])
    expect(play.contact().owners.advisory?.agent).toBe('ben')
  })
})

describe('the last check before a send', () => {
  const rules = { quietHours: { enabled: true, applyTo: 'all' } }
  const leaving = (contact: Contact, policy: Policy, changes: Partial<Message> = {}) => {
    const [message] = story(observing(), contact).sends(appointment()).messages
    const waiting = { ...(message as Message), ...changes }
    return checkBeforeSend(contact, waiting, policy, T0)
  }
  const quiet = agreed({ timeZone: 'Asia/Tokyo' })

  it('only records changes', () => {
    const refused = expect.objectContaining({ reason: 'consent_pending' })
    expect(leaving(agreed(), observing())).toEqual({})
    expect(leaving(stranger(), observing())).toEqual({ observed: refused })
    expect(leaving(stranger(), policyWith())).toEqual({ refusal: refused })
  })

  it('ignores quiet hours, which don’t cause refusals', () => {
    expect(leaving(quiet, observing({ rules }))).toEqual({})
    expect(leaving(quiet, policyWith({ rules }))).toMatchObject({
      refusal: { reason: 'quiet_hours' },
    })
  })

  it('stops the gate’s own messages as usual', () => {
    expect(leaving(agreed(), observing(), { automatic: 'opt_in_request' })).toMatchObject({
      refusal: { reason: 'consent_granted' },
    })
  })
})

describe('an objection at the last check', () => {
  const refusal = {
    reason: 'consent_revoked',
    revokedAt: T0,
    sentence: 'The contact has opted out.',
    remedies: [],
  } as const

  it('is recorded if the message was sent all the same', () => {
    const play = story(observing(), talking())
    play.sends()
    const { messages, events: types, detail } = play.hears('out1', 'queued', { refusal })
    expect(types).toEqual(['message.observed', 'message.sent'])
    expect(detail('message.observed')).toEqual({ verdict: 'refused', ...refusal })
    expect(messages[0]).toMatchObject({
      status: 'queued',
      observed: { status: 'refused', reason: 'consent_revoked', at: T0 },
    })
  })

  it('is not observed twice for one message', () => {
    const play = story(observing(), agreed())
    play.sends()
    const { messages, events: types } = play.hears('out1', 'queued', { refusal })
    expect(types).toEqual(['message.sent'])
    expect(messages[0]).toMatchObject({ observed: { reason: 'session_closed' } })
  })

  it('is not recorded if it stopped the message', () => {
    const play = story(policyWith(), talking())
    play.sends()
    const { messages, events: types } = play.hears('out1', 'failed', { refusal })
    expect(types).not.toContain('message.observed')
    expect(messages[0]?.observed).toBeUndefined()
  })
})

describe('one CRM connection', () => {
  const policy = policyWith({
    enforcement: { general: 'enforce', byOrigin: { old: 'observe', new: 'enforce' } },
  })

  it('may be observed for its own sends while others are not', () => {
    const from = (connection: string) =>
      story(policy, agreed()).sends('Hello', { origin: { connection } })
    expect(from('old')).toMatchObject({
      verdict: { status: 'accepted', observed: { reason: 'session_closed' } },
      messages: [{ origin: { connection: 'old' } }],
    })
    expect(from('new').verdict).toMatchObject({ status: 'refused', reason: 'session_closed' })
    expect(from('unheard_of').verdict).toMatchObject({ status: 'refused' })
    expect(story(policy, agreed()).sends().verdict).toMatchObject({ status: 'refused' })
    expect(isObserved(policy)).toBe(false)
  })

  it('doesn’t change the gate’s automatic answers', () => {
    expect(story(policy).writes('Hello').sent).toHaveLength(1)
  })
})

describe('the composer', () => {
  const approach = { at: T0, sender: SENDER, to: CONTACT, agent: 'anna' }

  it('shows that everything passes, and the verdict', () => {
    expect(compose(stranger(), approach, observing())).toMatchObject({
      text: { status: 'accepted', observed: { status: 'held', reason: 'consent_pending' } },
      template: { status: 'accepted', observed: { status: 'held', reason: 'consent_pending' } },
      optInRequest: { status: 'accepted' },
      templates: [template()],
    })
    expect(compose(agreed(), approach, observing())).toMatchObject({
      text: { observed: { reason: 'session_closed' } },
      template: { status: 'accepted' },
    })
    expect(compose(talking(), approach, observing()).text).toEqual({ status: 'accepted' })
  })

  it('mentions a usable template before one that only passes', () => {
    const marketing = template({ name: 'offer', category: 'marketing', approval: 'approved' })
    const policy = observing({ templates: [marketing, template()] })
    expect(compose(agreed(), approach, policy).template).toEqual({ status: 'accepted' })
  })

  it('mentions any template if none is usable, and none if there is none', () => {
    const pending = observing({ templates: [template({ approval: 'pending' })] })
    expect(compose(agreed(), approach, pending)).toMatchObject({
      template: { status: 'accepted', observed: { reason: 'template_unavailable' } },
      templates: [],
    })
    expect(compose(agreed(), approach, observing({ templates: [] })).template).toMatchObject({
      status: 'refused',
      reason: 'template_unavailable',
    })
  })
})

it('is the same on SMS as on WhatsApp', () => {
  const policy = smsPolicy(OBSERVED)
  const play = story(policy)
  expect(play.sends('Hello').verdict).toMatchObject({ observed: { reason: 'consent_pending' } })
  expect(play.writes('STOP').sent).toEqual([])
  play.wait(DAY)
  expect(play.sends('Hello').verdict).toMatchObject({ observed: { reason: 'consent_refused' } })
})
