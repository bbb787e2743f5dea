/** What these tests begin with. */

import { ACME, createRig, MARIA, type Rig } from '../../../support/gateway.ts'

export const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello, this is Ana.' }

/** Maria has agreed, and her session is open. */
export const agreed = async (options: Parameters<typeof createRig>[0] = {}): Promise<Rig> => {
  const rig = createRig(options)
  await rig.call('POST', '/v1/messages', hello)
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  return rig
}
