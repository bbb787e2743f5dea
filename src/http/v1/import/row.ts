/** The schema of one row of an import, and the accepted spellings of its number. */

import * as z from 'zod'
import { isSupportedCountry, parsePhone } from '../../../config/phone.ts'
import { type Address, parseAddress } from '../../../core/model/address.ts'
import { ADDRESS_FORMS } from '../../../core/model/channel.ts'
import { nameSchema, wordsSchema } from '../../../core/model/text.ts'
import type { FieldProblem } from '../../kit/problem.ts'
import { basisOf, provenance, text } from '../shared/consent-schemas.ts'
import { addressSchema, agentSchema, channel, localeSchema } from '../shared/schemas.ts'

const status = z.enum(['granted', 'revoked'])

const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a date such as 2026-03-01, or an ISO 8601 time',
})

const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'is not an ISO 3166 country such as DE', abort: true })
  .refine(isSupportedCountry, 'is not a known country code')

/** Defaults for every row. */
export const defaultsSchema = {
  channel: channel
    .optional()
    .meta({ description: 'The channel of numbers without a channel prefix.' }),
  country: countrySchema.optional().meta({
    description: 'The country of numbers without `+`.',
    examples: ['DE'],
  }),
  status: status.optional().meta({
    description: 'The status of rows without one: `revoked` makes the file an opt-out list.',
  }),
  basis: basisOf(),
}

export const rowSchema = z
  .strictObject({
    // Numbers copied from an address book come with marks of direction.
    address: wordsSchema(200),
    channel: channel.optional(),
    country: countrySchema.optional(),
    status: status.optional(),
    from: nameSchema(200).optional(),
    basis: basisOf(),
    evidence: text(2000, 'Where you keep the proof.'),
    givenAt: day.optional(),
    ...provenance,
    agent: agentSchema.optional(),
    owner: agentSchema.optional(),
    line: nameSchema(63).optional(),
    locale: localeSchema.optional(),
  })
  .superRefine(({ status: said, basis, evidence, owner, line }, context) => {
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (said === 'granted' && basis === undefined) missing('basis', 'is required with granted')
    if (basis === 'other' && evidence === undefined)
      missing('evidence', 'is required with the basis other')
    if (said === undefined && owner === undefined)
      missing('status', 'is required, unless there is an owner')
    if (line !== undefined && owner === undefined) missing('line', 'is only allowed with an owner')
  })

export type ImportRow = z.output<typeof rowSchema>

/**
 * The problem as the report shows it, without a person's data. The name of an unknown field may be an address or a
 * number, so it is shown only if it is a word and the row has its `address` elsewhere.
 */
export const forReport = (row: object, { field, problem }: FieldProblem): FieldProblem =>
  Object.hasOwn(rowSchema.shape, field) ||
  field === 'row' ||
  (Object.hasOwn(row, 'address') && /^[a-z_]{1,40}$/i.test(field))
    ? { field, problem }
    : { field: 'row', problem: 'has a field that is not one of the columns' }

/** The address that a row spells: `whatsapp:+49…`, or a number as people write it. */
export const addressIn = ({
  address,
  channel,
  country,
}: Pick<ImportRow, 'address' | 'channel' | 'country'>): Address | undefined => {
  const written = addressSchema.safeParse(address)
  if (written.success) return written.data
  if (channel === undefined) return undefined
  const number = address.trim().replace(/^00/, '+')
  const parsed = parsePhone(number, country)
  return parsed && parseAddress(`${channel}:${parsed.number}`)
}

export const ADDRESS_WANTED = `must be ${ADDRESS_FORMS}, or a number with the query's channel (and country, where it has no +)`
