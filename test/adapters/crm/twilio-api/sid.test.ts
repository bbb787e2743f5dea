import { describe, expect, it } from 'vitest'
import { idsOf, isSpelledOut, sidOf } from '../../../../adapters/crm/twilio-api/sid.ts'

const HEX = '0123456789abcdef0123456789abcdef'
const text = { content: { kind: 'text', text: 'Hello' } } as const
const media = {
  content: { kind: 'media', media: [{ url: 'https://crm.example.com/a.png' }] },
} as const
const received = { received: { form: 'message', type: 'text', media: [] } } as const

describe('the SID of a message', () => {
  it.each([
    ['a message of the CRM spells its id', { id: `msg_${HEX}`, ...text }, `SM${HEX}`],
    ['one with media says so', { id: `msg_${HEX}`, ...media }, `MM${HEX}`],
    ['what came from Twilio keeps its own', { id: `tw_MM${HEX}`, ...received }, `MM${HEX}`],
  ])('%s, and leads back to it', (_, message, sid) => {
    expect(sidOf(message)).toBe(sid)
    expect(idsOf(sid)).toContain(message.id)
    expect(isSpelledOut(message)).toBe(true)
  })

  it('of other ids has the same shape, never changes, and must be stored', () => {
    const reply = { id: `tw_SM${HEX}:1`, ...text }
    expect(sidOf(reply)).toBe('SM684daec726922f5efbb4706dd81553df')
    expect(isSpelledOut(reply)).toBe(false)
  })

  it('of another shape matches no message', () => {
    expect(idsOf(`SM${HEX.toUpperCase()}`)).toEqual([])
    expect(idsOf(`SM${HEX}0`)).toEqual([])
    expect(idsOf('constructor')).toEqual([])
  })
})
