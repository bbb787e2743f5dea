/** The configuration of a HubSpot account with a custom channel: docs/hubspot.md */

import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import { type Address, phoneOf } from '../../../src/core/model/address.ts'
import { nameSchema } from '../../../src/core/model/text.ts'
import type { CheckContext, ConfigOf, ConfigProblem } from '../../../src/ports/adapter.ts'

/** HubSpot's ids are numbers; as text they lose no digit. */
const idSchema = z
  .union([z.int().min(1), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,32}$/, 'expected digits'))

export const configSchema = z.strictObject({
  apiUrl: urlSchema.default('https://api.hubapi.com'),
  /** A dated version of the API, such as `2026-09`, or `v3`. */
  apiVersion: z
    .string()
    .regex(/^(?:20\d\d-\d\d|v3)$/, 'expected a version such as 2026-09, or v3')
    .default('2026-09'),
  /** The API version for uploads: some versions have none. */
  filesVersion: z
    .string()
    .regex(/^(?:20\d\d-\d\d|v3)$/, 'expected a version such as 2026-03, or v3')
    .default('2026-03'),
  appId: idSchema,
  channelId: idSchema,
  clientId: nameSchema(200).optional(),
  /** Verifies HubSpot's webhooks and refreshes the token. */
  clientSecret: secretSchema,
  refreshToken: secretSchema.optional(),
  /** A private app's token, instead of `clientId` and `refreshToken`. */
  accessToken: secretSchema.optional(),
  /** The channel account of each sender. */
  channelAccounts: z.record(z.string(), idSchema),
  /** Whether our owner and the thread's assignee in HubSpot are synced. */
  assign: z.boolean().default(true),
  /** Whether consent is synced with the contact's `postern_consent_…` properties. */
  consentProperties: z.boolean().default(true),
  /** Whether an erasure here also erases the contact in HubSpot for good. */
  erase: z.boolean().default(true),
  allowPrivate: allowPrivateSchema,
})

export type HubspotConfig = ConfigOf<typeof configSchema>

/** Rules that the schema can't express. */
export const checkConfig = (
  config: HubspotConfig,
  { senders }: CheckContext,
): readonly ConfigProblem[] => {
  const { channelAccounts, refreshToken, accessToken, clientId } = config
  const accounts = Object.entries(channelAccounts)
  return [
    ...(refreshToken === undefined && accessToken === undefined
      ? [{ field: 'refreshToken', problem: 'expected refreshToken or accessToken' }]
      : []),
    ...(refreshToken !== undefined && accessToken !== undefined
      ? [{ field: 'accessToken', problem: "can't be combined with refreshToken" }]
      : []),
    ...(refreshToken !== undefined && clientId === undefined
      ? [{ field: 'clientId', problem: 'is needed with refreshToken' }]
      : []),
    ...(accounts.length === 0
      ? [{ field: 'channelAccounts', problem: 'expected a channel account for a sender' }]
      : []),
    ...accounts.flatMap(([address, id], i) => [
      ...(senders.some((sender) => sender.address === address)
        ? []
        : [
            {
              field: `channelAccounts.${address}`,
              problem: 'is not a sender of an organisation that names this connection',
            },
          ]),
      ...(accounts.findIndex(([, other]) => other === id) < i
        ? [
            {
              field: `channelAccounts.${address}`,
              problem: 'is already the channel account of another sender',
            },
          ]
        : []),
    ]),
  ]
}

/** The channel account of a sender, if it has one. */
export const accountOf = (
  { channelAccounts }: Pick<HubspotConfig, 'channelAccounts'>,
  sender: Address | undefined,
): string | undefined =>
  sender !== undefined && Object.hasOwn(channelAccounts, sender)
    ? channelAccounts[sender]
    : undefined

/** The sender of a channel account, if it is ours. */
export const senderOfAccount = (
  { channelAccounts }: Pick<HubspotConfig, 'channelAccounts'>,
  account: string,
): Address | undefined =>
  Object.entries(channelAccounts).find(([, id]) => id === account)?.[0] as Address | undefined

/** HubSpot's name for a party: a phone number, else an id of the channel. */
export const identifierOf = (
  address: Address,
): { readonly type: 'HS_PHONE_NUMBER' | 'CHANNEL_SPECIFIC_OPAQUE_ID'; readonly value: string } => {
  const phone = phoneOf(address)
  return phone === undefined
    ? { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: address.slice(address.indexOf(':') + 1) }
    : { type: 'HS_PHONE_NUMBER', value: phone }
}
