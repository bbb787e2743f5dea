import { describe, expect, it } from 'vitest'
import {
  channelOf,
  identityOf,
  onChannel,
  parseAddress,
  phoneOf,
  variantsOf,
} from '../../../src/core/model/address.ts'

describe('an address', () => {
  it('is a number in E.164, a scoped id or a short code, with its channel', () => {
    for (const text of [
      'whatsapp:+14155550100',
      'whatsapp:+1234567',
      'whatsapp:+123456789012345',
      'whatsapp:US.13491208655302741918',
      'whatsapp:US.ENT.1349',
      `whatsapp:US.${'a'.repeat(128)}`,
      'sms:+14155550100',
      'sms:723',
      'sms:12345678',
    ])
      expect(parseAddress(text)).toBe(text)
  })

  it('has no other form', () => {
    for (const text of [
      '',
      '+14155550100',
      'whatsapp',
      'whatsapp:',
      'whatsapp:14155550100',
      'whatsapp: 14155550100',
      'whatsapp:+04155550100',
      'whatsapp:+123456',
      'whatsapp:+1234567890123456',
      'whatsapp:x+14155550100',
      'whatsapp:+14155550100x',
      'whatsapp:us.1349',
      'whatsapp:USA.1349',
      'whatsapp:xUS.1349',
      'whatsapp:US.',
      'whatsapp:US.13-49',
      `whatsapp:US.${'a'.repeat(129)}`,
      'whatsapp:72345',
      'sms:US.1349',
      'sms:12',
      'sms:123456789',
      'sms:x723',
      'sms:723x',
      'messenger:123',
    ])
      expect(parseAddress(text)).toBeUndefined()
  })

  it('has a channel, an identity and possibly a number', () => {
    expect(channelOf('sms:723')).toBe('sms')
    expect(channelOf('whatsapp:+14155550100')).toBe('whatsapp')
    expect(identityOf('whatsapp:US.1349')).toBe('US.1349')
    expect(phoneOf('sms:+14155550100')).toBe('+14155550100')
    expect(phoneOf('sms:723')).toBeUndefined()
    expect(phoneOf('whatsapp:US.1349')).toBeUndefined()
  })

  it('gives the same number on another channel, if possible', () => {
    expect(onChannel('whatsapp:+14155550100', 'sms')).toBe('sms:+14155550100')
    expect(onChannel('whatsapp:US.1349', 'sms')).toBeUndefined()
  })
})

describe('another spelling of a number', () => {
  it.each([
    ['+5215512345678', '+525512345678'],
    ['+5511987654321', '+551187654321'],
    ['+5491123456789', '+541123456789'],
  ])('%s is also %s, both ways', (one, other) => {
    expect(variantsOf(one)).toEqual([other])
    expect(variantsOf(other)).toEqual([one])
  })

  it('exists only for Mexico, Brazil and Argentina', () => {
    for (const number of [
      '+14155550100',
      '+52155123456789',
      '+521551234567',
      '+5519123456789',
      '+55119876543210',
      '+54911234567890',
      '+549112345678',
      '+540123456789',
      '+520123456789',
      '+5251234567890',
      'US.5215512345678',
      'x+5215512345678',
      'x+525512345678',
      'x+5511987654321',
      'x+551187654321',
      'x+5491123456789',
      'x+541123456789',
      '+525512345678x',
      '+551187654321x',
      '+541123456789x',
    ])
      expect(variantsOf(number)).toEqual([])
  })
})
