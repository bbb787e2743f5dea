/** Route: a contact's consent for a purpose. */

import * as z from 'zod'
import type { Sender } from '../../../config/schema.ts'
import { refuse } from '../../../core/gate/refuse.ts'
import { type Address, channelOf } from '../../../core/model/address.ts'
import { purposeConsentOf, SERVICE } from '../../../core/model/purpose.ts'
import { nameSchema, proseSchema } from '../../../core/model/text.ts'
import { invalid, refused } from '../../kit/problem.ts'
import { checkPurpose } from '../../kit/purpose.ts'
import { type Caller, route } from '../../kit/route.ts'
import { contactAnswer, prefer } from '../shared/gate.ts'
import { isGrantedContact } from '../shared/grant.ts'
import { contactAt, ownSender } from '../shared/lookup.ts'
import { contactSchema } from '../shared/resources.ts'
import { addressSchema, agentSchema, purposeSchema } from '../shared/schemas.ts'

/** The bases that an agent may record. */
const SAID_TO_AGENT: readonly string[] = ['telephone', 'in_person']

export const changePurpose = route({
  operationId: 'recordPurpose',
  method: 'put',
  path: '/v1/contacts/{address}/purposes/{purpose}',
  tag: 'Contacts',
  summary: 'Record whether a contact wants messages for a purpose, such as marketing',
  description:
    'The answer applies on every channel, within the configured consent scope, not to a single sender. A stop by the contact can be lifted only with a `basis`.',
  params: z.strictObject({ address: addressSchema, purpose: purposeSchema }),
  body: z.strictObject({
    status: z.enum(['granted', 'revoked']),
    from: addressSchema.optional().meta({
      description: 'A sender, if consent is per sender. Default: the first sender on the channel.',
    }),
    basis: nameSchema(200).optional().meta({
      description: 'The basis of a yes, such as `web_form`.',
    }),
    evidence: proseSchema(2000).optional(),
    agent: agentSchema.optional(),
  }),
  example: { status: 'revoked' },
  answer: { status: 200, description: 'The contact.', schema: contactSchema },
  reasons: ['marketing_not_allowed', 'unknown_sender'],
  // An agent's page may record the contact's answer, in the agent's own name.
  grants: (caller, { params, body }) =>
    isGrantedContact(caller, params.address) &&
    body.agent === caller.grant?.agent &&
    body.from === undefined &&
    (body.status === 'revoked' || SAID_TO_AGENT.includes(body.basis ?? '')),
  handle: async (caller, { params: { address, purpose }, body }) => {
    const { from, status, basis, evidence, agent } = body
    const sender =
      from === undefined
        ? caller.organisation.senders.find((one) => channelOf(one.address) === channelOf(address))
        : ownSender(caller, from)
    if (purpose === SERVICE)
      throw invalid('purpose', 'must not be service, which consent itself covers')
    const rules = (sender ?? caller.organisation.senders[0])?.rules
    if (rules) checkPurpose(rules, purpose)
    if (sender && status === 'granted') await checkOwnStop(caller, sender, { address, purpose })
    await prefer(caller, address, {
      ...(sender && { sender: sender.address }),
      purpose: {
        name: purpose,
        status,
        ...(basis !== undefined && { basis }),
        ...(evidence !== undefined && { evidence }),
        ...(agent !== undefined && { agent }),
      },
    })
    return contactAnswer(caller, address)
  },
})

/** An agent's page can't lift a stop by the contact or the provider. */
const checkOwnStop = async (
  caller: Caller,
  sender: Sender,
  { address, purpose }: { readonly address: Address; readonly purpose: string },
) => {
  if (!caller.grant) return
  const { contact } = await contactAt(caller, address)
  const policy = await caller.gateway.policies.policy(sender, address, 'at_hand')
  const purposeConsent = purposeConsentOf(contact, purpose, policy)
  if (
    purposeConsent?.status !== 'revoked' ||
    !['contact', 'provider'].includes(purposeConsent.source)
  )
    return
  const approach = { at: caller.at, sender: sender.address, to: address, agent: caller.grant.agent }
  const objection = { reason: 'marketing_not_allowed', because: 'stopped', purpose } as const
  throw refused({ status: 'refused', ...refuse(objection, contact, approach, policy) })
}
