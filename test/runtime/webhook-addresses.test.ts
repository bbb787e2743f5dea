/** The addresses to enter at the other sides: one for each sender, with all that belongs in it. */

import { expect, test } from 'vitest'
import { ownerOf, webhooksOf } from '../../src/runtime/setup/webhooks.ts'
import { AT_META, AT_TWILIO, SENDER, startHouse } from '../support/provider/move.ts'

const addresses = (place: typeof AT_META | typeof AT_TWILIO) =>
  webhooksOf(startHouse().start(place).gateway.directory).map((one) => [ownerOf(one), one.url])

const OF_TWILIO = 'https://gate.example.com/webhooks/acme-twilio/messages#rc=5&rp=all'
const CRM = ['acme-crm', 'https://gate.example.com/webhooks/acme-crm']
const OF_META = 'https://gate.example.com/webhooks/acme-meta'

test('each sender has its own, and a connection without senders still has one', () => {
  expect(addresses(AT_TWILIO)).toEqual([
    [`${SENDER} through acme-twilio`, OF_TWILIO],
    ['acme-meta', OF_META],
    CRM,
  ])
  expect(addresses(AT_META)).toEqual([
    ['acme-twilio', OF_TWILIO],
    [`${SENDER} through acme-meta`, OF_META],
    CRM,
  ])
})
