/** The configuration of a CRM that uses Twilio's API: docs/drop-in.md */

import * as z from 'zod'
import {
  agentSchema,
  allowPrivateSchema,
  hexIdSchema,
  idSchema,
  issuedSecretSchema,
  pageSchema,
} from '../../../src/config/fields.ts'
import type { CheckContext, ConfigOf, ConfigProblem } from '../../../src/ports/adapter.ts'

export const configSchema = z.strictObject({
  /** Credentials that we issue in place of Twilio's: the CRM signs in with them, and the token signs our webhooks. */
  accountSid: hexIdSchema('AC'),
  authToken: issuedSecretSchema,
  apiKeys: z
    .array(
      z.strictObject({
        sid: hexIdSchema('SK'),
        secret: issuedSecretSchema,
        /** The agent of messages sent with this key, instead of `agent`. */
        agent: agentSchema.optional(),
      }),
    )
    .prefault([]),
  /** Inbound messages are posted here, in the form of Twilio's webhook. */
  inboundUrl: pageSchema.optional(),
  /** The agent of messages without `X-Postern-Agent`. */
  agent: agentSchema.default('crm'),
  /** The line of each messaging service, for `From` and `MessagingServiceSid`. */
  messagingServices: z.record(hexIdSchema('MG'), idSchema).default({}),
  /** The answer for a held message: 201 `accepted`, or a refusal. */
  onHeld: z.enum(['accept', 'refuse']).default('accept'),
  allowPrivate: allowPrivateSchema,
})

export type TwilioApiConfig = ConfigOf<typeof configSchema>

/** Each connection has its own SIDs and serves one organisation. */
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
