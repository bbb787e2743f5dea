/** How often one contact may get marketing by law: data with the source and the date of its reading. */

export type FrequencyRow = {
  readonly max: number
  readonly perMs: number
  readonly source: string
  readonly read: string
}

const DAY_MS = 24 * 3_600_000

/** By ISO 3166-2 region: commercial solicitations on one subject within 24 hours. */
export const REGION_FREQUENCY: Readonly<Record<string, FrequencyRow>> = {
  'US-FL': { max: 3, perMs: DAY_MS, source: 'Fla. Stat. 501.616(6)(b)', read: '2026-11' },
  'US-OK': { max: 3, perMs: DAY_MS, source: '15 O.S. 775C.4', read: '2026-11' },
}
