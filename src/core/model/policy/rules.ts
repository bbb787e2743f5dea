/** The rules as an organisation, a line or a sender may configure them. */

import * as z from 'zod'
import { HOLIDAY_CALENDARS } from '../../gate/law/holidays.ts'
import { normalise } from '../../reading/words.ts'
import { nameSchema, proseSchema, wordsSchema } from '../text.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Only letters and digits are compared: a word without any would match every emoji and every file. */
const word = z
  .string()
  .min(1, { abort: true })
  .refine((text) => normalise(text) !== '', 'expected a word with a letter or a digit in it')
/** A value within a sentence that has its own full stop. */
const disclosure = z
  .string()
  .regex(/^[^{}\n]{1,200}$/, 'expected one line of at most 200 characters, without braces')
  .refine((text) => !/[.\s]$|^\s/.test(text), 'expected no full stop and no space at the end')
const PLACEHOLDERS = [
  'agent',
  'organisation',
  'line',
  'channel',
  'rates',
  'support',
  'terms',
  'frequency',
  'yes',
  'reach',
  'purposes',
]
/** Whether a brace lacks its other half: `{agent`, `{day}}`. Contacts and agents would read it. */
export const hasLooseBrace = (text: string): boolean => /[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))
export const LOOSE_BRACE = 'has an unmatched brace: placeholders are written as {line}'
/** An hour of the day, to the quarter: 21.5 is half past nine. */
const hour = z
  .number('expected an hour from 0 to 24, such as 8 or 21.5')
  .min(0)
  .max(24)
  .multipleOf(0.25, 'expected a multiple of 0.25, such as 21.5')
const HOURS_WANTED = 'expected two hours, the earlier one first, such as [8, 20]; null for none'
const hours = z
  .tuple([hour, hour], HOURS_WANTED)
  .refine(([from, to]) => from < to, HOURS_WANTED)
  .nullable()
const hoursKey = z
  .string()
  .regex(/^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/, 'expected a country (DE), a region (US-FL) or *')
const hoursRow = z
  .strictObject({
    /** Start and end; null = not at all. */
    weekdays: hours,
    /** Default: as on weekdays. */
    saturday: hours.exactOptional(),
    sunday: hours.exactOptional(),
    /** The holidays on which nothing may arrive. */
    holidays: z.enum(HOLIDAY_CALENDARS).exactOptional(),
  })
  .refine(
    ({ weekdays, saturday = weekdays, sunday = weekdays }) => weekdays ?? saturday ?? sunday,
    'never opens: give weekdays, saturday or sunday hours, such as [8, 20]',
  )

/** Longer than anyone means; a typing error would block or allow messages for years. */
const MAX_DAYS = 366
const MAX_SESSION_DAYS = 3
const MAX_ANSWER_DAYS = 7
const MAX_IDLE_DAYS = 3660
const MAX_KEPT_DAYS = 36_600
/** A contact's record holds all of these messages. */
const MAX_HELD = 1000
const MAX_AUTOMATIC = 1000

const duration = (maxDays: number) =>
  z.int().max(maxDays * DAY_MS, `expected at most ${maxDays * DAY_MS} (${maxDays} days)`)
const durationMs = (fallback: number, maxDays = MAX_DAYS) =>
  duration(maxDays).min(0).default(fallback)
/** A time in which nothing can happen is a mistake; `instead` says how to switch off what it limits. */
const windowMs = (fallback: number, maxDays = MAX_DAYS, instead = '') =>
  duration(maxDays)
    .min(1_000, `expected at least 1000, which is one second${instead}`)
    .default(fallback)
const keptDays = (min: number) => z.int().min(min).max(MAX_KEPT_DAYS).exactOptional()

/** No provider has a longer one. */
const MAX_PAYLOAD = 1000

/** The number of timestamps that a contact's record keeps. */
const MAX_FREQUENCY = 100
const purposeName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'expected a lower-case name such as marketing')

/** The rules as configured; a line and a sender may override each of them. */
export const rulesSchema = z.strictObject({
  /** `observe`: what the gate would refuse or hold passes, and is recorded. By default it enforces. */
  enforce: z.enum(['enforce', 'observe']).optional(),
  /** `consent`: YES is required. `disclaimer`: the first message carries the notice. `recorded`: the CRM asserts consent. */
  flow: z.enum(['consent', 'disclaimer', 'recorded']).default('consent'),
  /** The scope of one consent, and of one STOP. */
  consentScope: z.enum(['organisation', 'line', 'sender']).default('organisation'),
  /** `channel`: a STOP by SMS does not affect WhatsApp. `everywhere`: it ends messages on every channel. */
  revocation: z.enum(['channel', 'everywhere']).default('channel'),
  /** The effect of words that may be an opt-out: `hold` messages until settled, also `ask`, only `flag`, or `revoke`. */
  doubt: z.enum(['hold', 'ask', 'flag', 'revoke']).default('hold'),
  /** `plain`: a short, unconditional yes agrees. `strict`: only YES, START and the like, as the whole message. */
  optIn: z.enum(['strict', 'plain']).default('plain'),
  /** The approved UTILITY template that carries the opt-in request while the session is closed. */
  optInTemplate: nameSchema(512).optional(),
  /** The purposes that every opt-in request names in addition to service; a yes covers them. */
  optInPurposes: z
    .array(purposeName.refine((name) => name !== 'service', 'service is always included'))
    .default([]),
  /** Countries of first messages, as ISO 3166 codes. Default: all. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166 code, such as US or GB'))
    .optional(),
  /** How long an agent waits between two opt-in requests. */
  requestIntervalMs: durationMs(24 * HOUR_MS),
  /** How long free text is allowed after the contact last wrote (WhatsApp): a day, three after some advertisements. */
  sessionMs: windowMs(24 * HOUR_MS, MAX_SESSION_DAYS),
  held: z
    .strictObject({
      /** 0: nothing waits, and nothing can be scheduled. */
      max: z.int().min(0).max(MAX_HELD).default(15),
      ttlMs: windowMs(72 * HOUR_MS, MAX_DAYS, '; to let no message wait, set held.max to 0'),
    })
    .prefault({}),
  /** One agent per contact and line; ownership ends after `idleMs` without a message. */
  ownership: z
    .strictObject({
      exclusive: z.boolean().default(true),
      idleMs: windowMs(
        7 * DAY_MS,
        MAX_IDLE_DAYS,
        '; to let every agent write, set ownership.exclusive to false',
      ),
    })
    .prefault({}),
  automatic: z
    .strictObject({
      /** How often one kind of automatic reply may go to one contact. */
      cooldownMs: durationMs(24 * HOUR_MS),
      /** The loop guard: at most `max` automatic messages within `perMs` to one contact from one sender. */
      max: z.int().min(1).max(MAX_AUTOMATIC).default(3),
      perMs: windowMs(HOUR_MS / 6),
    })
    .prefault({}),
  /** Off by default. Marketing and opt-in requests wait; answers to the contact's own message do not. */
  quietHours: z
    .strictObject({
      enabled: z.boolean().default(false),
      /** `marketing`: marketing templates and opt-in requests. `all`: everything an agent starts. */
      applyTo: z.enum(['marketing', 'all']).default('marketing'),
      /** A message within this time after the contact wrote is an answer and may arrive at night. */
      answerMs: durationMs(HOUR_MS, MAX_ANSWER_DAYS),
      /** Rows that replace shipped ones: `US-FL`, `DE`, or `*` for countries without a row. */
      hours: z.record(hoursKey, hoursRow).default({}),
    })
    .prefault({}),
  /** The purpose of messages for which the CRM names none. */
  purpose: purposeName.default('service'),
  /** The requirements of `marketing`, `service` and your own purposes. */
  purposes: z
    .record(
      purposeName,
      z.strictObject({
        /** `consent`: a yes to this purpose. Default for marketing `consent`, in flow `disclaimer` and else `nothing`. */
        requires: z.enum(['consent', 'nothing']).exactOptional(),
        /** Whether the marketing rules apply. Your own purposes are like marketing by default. */
        like: z.enum(['marketing', 'service']).exactOptional(),
        /** Its name in sentences and in the request. */
        label: wordsSchema(80).exactOptional(),
      }),
    )
    .default({}),
  /** At most `max` messages for a purpose to one contact within `perMs`. */
  frequency: z
    .array(
      z.strictObject({
        purpose: purposeName.refine((name) => name !== 'service', 'service has no limit'),
        max: z.int().min(1).max(MAX_FREQUENCY),
        perMs: duration(MAX_DAYS).min(1),
      }),
    )
    .default([]),
  /** In days; by default everything is kept. */
  retention: z
    .strictObject({
      /** Texts and files of messages. */
      wordsDays: keptDays(1),
      /** Inactive contacts, with everything about them. */
      contactDays: keptDays(1),
      /** Contacts with a consent or a no that the journal proves. Default: five years. */
      evidenceDays: keptDays(0),
    })
    .prefault({}),
  /** Withhold the contact's words from the CRM until there is consent; the event arrives without them. */
  withholdUnconsented: z.boolean().default(false),
  /** Words in addition to the locale's. */
  keywords: z
    .strictObject({
      // Matched exactly as written, so it may be an emoji.
      optIn: z
        .array(
          z
            .string()
            .min(1, { abort: true })
            .refine((text) => /[^\s\p{P}]/u.test(text), 'expected at least one letter or digit'),
        )
        .default([]),
      optOut: z.array(word).default([]),
      help: z.array(word).default([]),
      /** Words of the shipped lists to ignore. Postern warns at startup if the law lists one. */
      not: z.array(word).default([]),
      /** A contact who writes one of these joins: text-to-join. */
      join: z.array(word).default([]),
      /** The basis recorded for such a consent: the call to action's text and place. */
      joinBasis: nameSchema(200).default('text_to_join'),
      /** Payloads of the organisation's own buttons that mean STOP, and that mean no marketing. */
      optOutPayloads: z.array(wordsSchema(MAX_PAYLOAD)).default([]),
      stopMarketingPayloads: z.array(wordsSchema(MAX_PAYLOAD)).default([]),
    })
    .prefault({}),
  /**
   * Values that carriers and the law require in automatic texts. A sentence without its value is left out.
   */
  disclosures: z
    .strictObject({
      /** How to reach the organisation: `call +1 555 0100` or a page. Part of the answer to HELP. */
      support: disclosure.exactOptional(),
      /** A link to terms and privacy. */
      terms: disclosure.exactOptional(),
      /** The message frequency: `Up to 4 msgs/month`. */
      frequency: disclosure.exactOptional(),
    })
    .prefault({}),
  /** Sentences for agents that replace the locale's, with the same names in braces. */
  sentences: z.record(z.string(), proseSchema(500)).default({}),
  /** Texts that replace the locale's, with `{agent}`, `{organisation}` and so on. */
  wording: z
    .partialRecord(
      z.enum([
        'opt_in_request',
        'opt_in_request_by_line',
        'opt_in_confirmation',
        'opt_out_confirmation',
        'sender_inactive',
        'help',
        'disclaimer',
        'doubt_question',
      ]),
      proseSchema(1000)
        .refine(
          (text) =>
            [...text.matchAll(/\{\w+\}/g)].every(([placeholder]) =>
              PLACEHOLDERS.includes(placeholder.slice(1, -1)),
            ),
          `expected only these names in braces: ${PLACEHOLDERS.join(', ')}`,
        )
        .refine((text) => !hasLooseBrace(text), LOOSE_BRACE),
    )
    .default({}),
})

export type Rules = z.output<typeof rulesSchema>

/** Whether the gate enforces its rules or only records. */
export type Enforcement = NonNullable<Rules['enforce']>
