/** A CRM that believes we are Twilio, as it stands in the configuration: docs/drop-in.md */

import * as z from 'zod'
import {
  agentSchema,
  allowPrivateSchema,
  idSchema,
  issuedSecretSchema,
  pageSchema,
  sidSchema,
} from '../../../src/config/fields.ts'
import type { CheckContext, ConfigOf, ConfigProblem } from '../../../src/ports/adapter.ts'

export const configSchema = z.strictObject({
  /** What we issue to the CRM in place of Twilio: it signs in with these, and we sign with the token. */
  accountSid: sidSchema('AC'),
  authToken: issuedSecretSchema,
  apiKeys: z
    .array(
      z.strictObject({
        sid: sidSchema('SK'),
        secret: issuedSecretSchema,
        /** In whose name this key sends, instead of `agent`. */
        agent: agentSchema.optional(),
      }),
    )
    .prefault([]),
  /** Where inbound messages are posted in the form of Twilio's webhook. */
  inboundUrl: pageSchema.optional(),
  /** In whose name messages without `X-Postern-Agent` are sent. */
  agent: agentSchema.default('crm'),
  /** Which line a messaging service stands for in `From` and `MessagingServiceSid`. */
  messagingServices: z.record(sidSchema('MG'), idSchema).default({}),
  /** What the CRM is told of a message that waits: 201 `accepted`, or a refusal in its place. */
  onHeld: z.enum(['accept', 'refuse']).default('accept'),
  allowPrivate: allowPrivateSchema,
})

export type TwilioApiConfig = ConfigOf<typeof configSchema>

/** Such CRMs are told apart by their SIDs, and each speaks for one organisation. */
export const checkConfig = (
  config: TwilioApiConfig,
  { organisations, earlier }: CheckContext<TwilioApiConfig>,
): readonly ConfigProblem[] => {
  const problems: ConfigProblem[] = []
  const seen = new Set(earlier.flatMap(sidsOf).map(([, sid]) => sid.toLowerCase()))
  for (const [field, sid] of sidsOf(config)) {
    if (seen.has(sid.toLowerCase())) problems.push({ field, problem: `${sid} is used twice` })
    seen.add(sid.toLowerCase())
  }
  const [owner, ...others] = organisations
  if (!owner || others.length > 0)
    problems.push({ field: '', problem: 'must be the crm of exactly one organisation' })
  for (const [service, line] of Object.entries(config.messagingServices))
    if (owner && !owner.lines.includes(line))
      problems.push({
        field: `messagingServices.${service}`,
        problem: `${owner.id} has no line "${line}"`,
      })
  return problems
}

const sidsOf = ({ accountSid, apiKeys }: TwilioApiConfig) => [
  ['accountSid', accountSid] as const,
  ...apiKeys.map(({ sid }, i) => [`apiKeys[${i}].sid`, sid] as const),
]
