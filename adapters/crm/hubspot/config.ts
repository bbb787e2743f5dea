/** A HubSpot account with a custom channel, as it stands in the configuration: docs/hubspot.md */

import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import { type Address, phoneOf } from '../../../src/core/model/address.ts'
import type { CheckContext, ConfigOf, ConfigProblem } from '../../../src/ports/adapter.ts'

/** HubSpot's ids are numbers; written as text they lose no digit. */
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
  /** The version that files are uploaded with: not every one has an upload. */
  filesVersion: z
    .string()
    .regex(/^(?:20\d\d-\d\d|v3)$/, 'expected a version such as 2026-03, or v3')
    .default('2026-03'),
  appId: idSchema,
  channelId: idSchema,
  clientId: z.string().min(1).max(200).optional(),
  /** Signs what HubSpot posts, and refreshes the token. */
  clientSecret: secretSchema,
  refreshToken: secretSchema.optional(),
  /** A private app's token, in place of `clientId` and `refreshToken`. */
  accessToken: secretSchema.optional(),
  /** The channel account of each sender. */
  channelAccounts: z.record(z.string(), idSchema),
  /** Whether the owner of a contact here and the assignee of the thread there are kept alike. */
  assign: z.boolean().default(true),
  /** Whether consent is written to the contact's `postern_consent_…` properties, and read from them. */
  consentProperties: z.boolean().default(true),
  /** Whether a contact who is erased here is erased in HubSpot too, for good. */
  erase: z.boolean().default(true),
  allowPrivate: allowPrivateSchema,
})

export type HubspotConfig = ConfigOf<typeof configSchema>

/** What the schema can't say. */
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
              problem: 'is the channel account of another sender too',
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

/** The sender of a channel account, if it is one of ours. */
export const senderOfAccount = (
  { channelAccounts }: Pick<HubspotConfig, 'channelAccounts'>,
  account: string,
): Address | undefined =>
  Object.entries(channelAccounts).find(([, id]) => id === account)?.[0] as Address | undefined

/** How HubSpot names somebody on a channel: by a phone number, else by an id of the channel's own. */
export const identifierOf = (
  address: Address,
): { readonly type: 'HS_PHONE_NUMBER' | 'CHANNEL_SPECIFIC_OPAQUE_ID'; readonly value: string } => {
  const phone = phoneOf(address)
  return phone === undefined
    ? { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: address.slice(address.indexOf(':') + 1) }
    : { type: 'HS_PHONE_NUMBER', value: phone }
}
