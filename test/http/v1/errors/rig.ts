/** A message, and its request to a gateway of its own. */

import { ACME, createRig, MARIA } from '../../../support/gateway.ts'

export const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
export const send = (body: unknown, headers: object = {}) =>
  createRig().call('POST', '/v1/messages', body, headers)
