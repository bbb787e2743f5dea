/** An account at Telnyx as it stands in the configuration: docs/telnyx.md */

import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import type { CheckContext, ConfigProblem } from '../../../src/ports/adapter.ts'
import { fromAddress, toAddress } from './address.ts'
import { keyBytes } from './signature.ts'

const keySchema = z
  .string()
  .refine(
    (text) => keyBytes(text) !== undefined,
    'expected the public key of the portal: 32 bytes in base64, 44 characters',
  )

export const configSchema = z.strictObject({
  apiKey: secretSchema,
  /** Verifies webhooks; it is no secret. Several while one is being replaced. */
  publicKey: z.union([keySchema, z.array(keySchema).min(1)]),
  /** The profile that the senders belong to. */
  messagingProfileId: z.string().regex(/^[\w-]{1,64}$/, 'expected the id of a messaging profile'),
  apiUrl: urlSchema.default('https://api.telnyx.com'),
  allowPrivate: allowPrivateSchema,
})

/** What the schema can't say: the connection carries SMS and MMS alone. */
export const checkSenders = (_: unknown, { senders }: CheckContext): readonly ConfigProblem[] =>
  senders
    .filter(({ address }) => toAddress(fromAddress(address)) !== address)
    .map(({ address }) => ({
      field: '',
      problem: `${address} is not an SMS number; this adapter carries SMS and MMS`,
    }))
