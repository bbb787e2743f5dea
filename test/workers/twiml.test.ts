/** A CRM's TwiML answer is read in workerd as on Node. */

import { expect, it } from 'vitest'
import { parseTwiml } from '../../adapters/crm/twilio-api/deliver/twiml.ts'

it('reads TwiML', () => {
  const twiml =
    '<?xml version="1.0"?><Response><Message>a &amp; <![CDATA[<b>]]></Message></Response>'
  expect(parseTwiml(twiml)).toEqual({ messages: [{ body: 'a & <b>', media: [] }], ignored: [] })
  expect(parseTwiml('<!DOCTYPE x><Response/>').ignored).toEqual(['not TwiML'])
})
