/** The configuration of an account at Telnyx: docs/telnyx.md */

import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import type { CheckContext, ConfigProblem } from '../../../src/ports/adapter.ts'
import { ed25519Key } from '../../kit/signature.ts'
import { fromAddress, toAddress } from './address.ts'

const keySchema = z
  .string()
  .refine(
    (text) => ed25519Key(text) !== undefined,
    'expected the public key of the portal: 32 bytes in base64, 44 characters',
  )

export const configSchema = z.strictObject({
  apiKey: secretSchema,
  /** Verifies webhooks; not a secret. Several during a rotation. */
  publicKey: z.union([keySchema, z.array(keySchema).min(1)]),
  /** The senders' messaging profile. */
  messagingProfileId: z.string().regex(/^[\w-]{1,64}$/, 'expected the id of a messaging profile'),
  apiUrl: urlSchema.default('https://api.telnyx.com'),
  allowPrivate: allowPrivateSchema,
})

/** Rules that the schema can't express: the connection only carries SMS and MMS. */
export const checkSenders = (_: unknown, { senders }: CheckContext): readonly ConfigProblem[] =>
  senders
    .filter(({ address }) => toAddress(fromAddress(address)) !== address)
    .map(({ address }) => ({
      field: '',
      problem: `${address} is not an SMS number; this adapter carries SMS and MMS`,
    }))
