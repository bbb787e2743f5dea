/** The configuration of a HighLevel location: docs/highlevel.md */

import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import type { Address } from '../../../src/core/model/address.ts'
import { nameSchema } from '../../../src/core/model/text.ts'
import type { CheckContext, ConfigOf, ConfigProblem } from '../../../src/ports/adapter.ts'
import { ed25519Key } from '../../kit/signature.ts'

const idSchema = z.string().regex(/^[\w-]{1,128}$/, "expected HighLevel's id")

export const configSchema = z.strictObject({
  apiUrl: urlSchema.default('https://services.leadconnectorhq.com'),
  /** `2021`: the version that each part of the API has had since then. */
  apiVersion: z.enum(['2021', 'v3']).default('2021'),
  locationId: idSchema,
  clientId: nameSchema(200),
  clientSecret: secretSchema,
  /** Used once; later ones are sealed in the database. */
  refreshToken: secretSchema,
  /** HighLevel's public key for webhooks: Ed25519, as PEM, SPKI or 32 bytes. */
  publicKey: z.string().max(500),
  /** The conversation provider of each sender. */
  providers: z.record(z.string(), idSchema),
  /** Whether consent and HighLevel's DND are synced: both ways, only from HighLevel, or not at all. */
  dnd: z.enum(['both', 'from_highlevel', 'off']).default('both'),
  /** Whether our owner and HighLevel's assigned user are synced. */
  assign: z.boolean().default(true),
  /** What a contact deleted in HighLevel causes here. */
  onContactDelete: z.enum(['erase', 'keep']).default('erase'),
  /** What a contact erased here causes in HighLevel. */
  onErase: z.enum(['delete', 'keep']).default('delete'),
  allowPrivate: allowPrivateSchema,
})

export type HighLevelConfig = ConfigOf<typeof configSchema>

/** Rules that the schema can't express. */
export const checkConfig = (
  { providers, publicKey }: HighLevelConfig,
  { senders }: CheckContext,
): readonly ConfigProblem[] => [
  ...(ed25519Key(publicKey)
    ? []
    : [{ field: 'publicKey', problem: 'is not an Ed25519 public key' }]),
  ...(Object.keys(providers).length > 0
    ? []
    : [{ field: 'providers', problem: 'expected a conversation provider for a sender' }]),
  ...Object.keys(providers)
    .filter((address) => !senders.some((sender) => sender.address === address))
    .map((address) => ({
      field: `providers.${address}`,
      problem: 'is not a sender of an organisation that names this connection',
    })),
  ...Object.entries(providers).flatMap(([address, id], i, all) =>
    all.findIndex(([, other]) => other === id) < i
      ? [{ field: `providers.${address}`, problem: 'is already the provider of another sender' }]
      : [],
  ),
]

/** The sender of a conversation provider. */
export const senderOfProvider = (
  { providers }: Pick<HighLevelConfig, 'providers'>,
  id: string,
): Address | undefined =>
  Object.entries(providers).find(([, provider]) => provider === id)?.[0] as Address | undefined
