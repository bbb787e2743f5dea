/** Redaction of a message. */

import { describe, expect, it } from 'vitest'
import type { Content, Message } from '../../../src/core/model/message/message.ts'
import {
  agreed,
  CONTACT,
  HOUR,
  policyWith,
  SENDER,
  story,
  T0,
  talking,
} from '../../support/given.ts'

const IMAGE = { url: 'https://crm.example.com/a.png', contentType: 'image/png' }

const events = (content: Content | string) => {
  const one = story(policyWith(), talking())
  one.sends(content)
  return one
}
const redact = (known: Message | undefined, extent: 'text' | 'whole') =>
  ({
    kind: 'redaction',
    id: 'red1',
    at: T0,
    sender: SENDER,
    message: known?.id ?? '',
    extent,
    ...(known && { known }),
  }) as const

describe('a redaction', () => {
  it('removes the text and keeps the status', () => {
    const one = events('My PIN is 1234')
    one.hears('out1', 'delivered')
    const before = one.message('out1')
    const { verdict, effects } = one.give(redact(before, 'text'))
    expect(verdict).toEqual({ status: 'accepted' })
    expect(effects.filter(({ kind }) => kind !== 'later')).toEqual([])
    expect(one.message('out1')).toEqual({
      ...before,
      redacted: 'text',
      content: { kind: 'text', text: '' },
      rendered: '',
    })
  })

  it('of the text keeps the files, of the whole removes them', () => {
    const one = events({ kind: 'media', media: [IMAGE], text: 'My passport' })
    one.hears('out1', 'sent')
    one.give(redact(one.message('out1'), 'text'))
    expect(one.message('out1')?.content).toEqual({ kind: 'media', media: [IMAGE] })
    one.give(redact(one.message('out1'), 'whole'))
    expect(one.message('out1')?.content).toEqual({ kind: 'media', media: [] })
    one.give(redact(one.message('out1'), 'text'))
    expect(one.message('out1')?.redacted).toBe('whole')
  })

  it('removes a template’s values', () => {
    const one = events({ kind: 'template', name: 'appointment', variables: { 1: 'Monday' } })
    one.hears('out1', 'read')
    one.give(redact(one.message('out1'), 'text'))
    expect(JSON.stringify(one.message('out1'))).not.toContain('Monday')
  })

  it('removes the contact’s text and its context', () => {
    const one = story(policyWith(), talking())
    one.writes('Hi', {
      received: {
        text: 'I live here',
        location: { latitude: 1, longitude: 2 },
        media: [IMAGE],
        profileName: 'Maria',
      },
    })
    one.give(redact(one.message('in1'), 'text'))
    expect(one.message('in1')?.received).toEqual({ form: 'message', type: 'text', media: [IMAGE] })
    one.give(redact(one.message('in1'), 'whole'))
    expect(one.message('in1')?.received).toEqual({ form: 'message', type: 'text', media: [] })
  })

  it('about an erased message is ignored', () => {
    const { verdict, messages } = story().give(redact(undefined, 'whole'))
    expect({ verdict, messages }).toEqual({ verdict: { status: 'accepted' }, messages: [] })
  })

  it('waits until the message is sent', () => {
    const one = events('Hello')
    expect(one.give(redact(one.message('out1'), 'whole'))).toMatchObject({
      verdict: { status: 'refused', reason: 'not_finished', messageStatus: 'accepted' },
      messages: [],
    })
  })

  it('of a message that failed is possible', () => {
    const one = events('Hello')
    one.hears('out1', 'failed', { code: '30003' })
    expect(one.give(redact(one.message('out1'), 'whole')).verdict.status).toBe('accepted')
    expect(one.message('out1')).toMatchObject({ redacted: 'whole', status: 'failed' })
  })
})

describe('a message that must not wait', () => {
  it('is refused instead of held, and the contact is asked all the same', () => {
    const one = story()
    const { verdict, sent, events } = one.sends('Hello', { mayWait: false })
    expect(verdict).toMatchObject({
      status: 'refused',
      reason: 'consent_pending',
      sentence:
        "The contact hasn't agreed to messages yet, and your organization doesn't hold messages. Send yours once they agree.",
    })
    expect(sent).toEqual([expect.stringContaining('Acme Wealth')])
    expect(events).toEqual(['consent.requested'])
    expect(one.contact()).toMatchObject({ held: [], owners: {} })
    expect(one.sends('Hello', { mayWait: false }).sent).toEqual([])
    expect(one.writes('YES').sent).not.toContain('Hello')
    expect(one.sends('Hello', { mayWait: false }).sent).toEqual(['Hello'])
  })

  it('is refused instead of waiting for the morning, and says so', () => {
    const night = { quietHours: { enabled: true, applyTo: 'all' } } as const
    const one = story(policyWith({ rules: night }), agreed())
    one.wait(13 * HOUR)
    const content = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const
    expect(one.sends(content, { mayWait: false }).verdict).toMatchObject({
      status: 'refused',
      reason: 'quiet_hours',
      sentence:
        "It's 11:00 PM for the contact, outside messaging hours. Try again on November 17 at 8:00 AM (the contact's time).",
    })
  })

  it('still waits for its own time', () => {
    const one = story(policyWith(), talking())
    const { verdict } = one.sends('Hello', { mayWait: false, notBefore: T0 + 600_000 })
    expect(verdict).toMatchObject({ status: 'held', reason: 'scheduled' })
    expect(one.message('out1')?.address).toBe(CONTACT)
  })
})
