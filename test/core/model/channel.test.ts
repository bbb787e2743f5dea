import { describe, expect, it, test } from 'vitest'
import { channelOf, factsOf, parseAddress } from '../../../src/core/model/address.ts'
import { CHANNEL_NAMES, channelFacts, isChannel } from '../../../src/core/model/channel.ts'
import { sessionOf } from '../../../src/core/model/session.ts'
import { smsPolicy, stranger } from '../../support/given.ts'

describe('an address', () => {
  it.each([
    'rcs:+15550001111',
    'messenger:123456',
    'telegram:ana',
    ':+15550001111',
    '+15550001111',
  ])('%s is of no channel, and passes for none', (text) => {
    expect(parseAddress(text)).toBeUndefined()
    expect(() => channelOf(text as `sms:${string}`)).toThrow('unknown channel')
  })

  it.each(['toString', 'constructor', '__proto__'])('%s is not a channel', (name) => {
    expect(isChannel(name)).toBe(false)
    expect(parseAddress(`${name}:+15550001111`)).toBeUndefined()
  })

  it('is not quoted in the error', () => {
    const read = () => channelOf('rcs:+15550001111' as `sms:${string}`)
    expect(read).not.toThrow(/1555/)
  })

  it.each(CHANNEL_NAMES)('on %s is at least a number in E.164', (channel) => {
    const address = parseAddress(`${channel}:+15550001111`)
    expect(address).toBeDefined()
    expect(address && channelOf(address)).toBe(channel)
    expect(parseAddress(`${channel}:15550001111`)).toBeUndefined()
  })

  it('of a scoped user exists only on WhatsApp, a short code only by SMS', () => {
    expect(parseAddress('whatsapp:US.13491208655302741918')).toBeDefined()
    expect(parseAddress('sms:US.13491208655302741918')).toBeUndefined()
    expect(parseAddress('sms:24242')).toBeDefined()
    expect(parseAddress('whatsapp:24242')).toBeUndefined()
  })
})

describe('who answers keywords by default', () => {
  const byDefault = (identity: string) => channelFacts('sms').optOutHandling(identity)

  test.each(['800', '833', '844', '855', '866', '877', '888'])('+1 %s is toll-free', (prefix) => {
    expect(byDefault(`+1${prefix}5550199`)).toBe('toll_free')
  })

  test.each(['+15558005550', '+448005550199', '+18815550199', '24242'])('%s is not', (identity) => {
    expect(byDefault(identity)).toBe('provider')
  })

  test('on WhatsApp it is the gateway, whatever the number', () => {
    expect(channelFacts('whatsapp').optOutHandling('+18005550199')).toBe('gateway')
  })
})

it('there are no SMS sessions, so free text is always allowed', () => {
  expect(factsOf('sms:+15550001111').hasSession).toBe(false)
  expect(sessionOf(stranger(), smsPolicy(), 0)).toEqual({ state: 'open' })
})
