/** The files that decide each sentence of the FAQ; the sentences are test titles. */

import { readFileSync } from 'node:fs'

export const FAQ_TEST = 'test/stories/faq.test.ts'

/** By the beginning of the sentence. */
const DECIDED_IN: Readonly<Record<string, readonly string[]>> = {
  'Conversation sessions are limited': ['gate/rules/session', 'model/session'],
  'After 24 hours of inactive chat': ['gate/rules/session', 'gate/rules/template'],
  'These templates are approved': ['gate/rules/template', 'gate/rules/purpose'],
  'If you tap the template button': ['gate/compose'],
  'Tap the message to select it': ['gate/judge', 'wording/render'],
  'SMS and WhatsApp Opt-In flows': ['reading/flow', 'gate/rules/consent'],
  'MultiLine allows your organization': ['wording/automatic', 'wording/opt-in'],
  'When you attempt to contact someone': ['inputs/outbound', 'wording/opt-in'],
  'If they opt-out, they are notified': ['reading/flow', 'wording/automatic'],
  'Unless your organization configured a custom flow': ['reading/keyword', 'reading/flow'],
  'They also have the option to reply': ['reading/flow', 'inputs/inbound'],
  "The contact hasn't responded": ['gate/rules/consent'],
  'In order for you to message with a client': ['gate/rules/consent'],
  'You’re allowed to send a new one': ['gate/judge-opt-in', 'model/consent'],
  'If accepted, you’ll be able': ['reading/flow', 'inputs/held'],
  'If it’s rejected, we’ll let you know': ['gate/rules/consent', 'inputs/preference'],
  'If someone in the same line of business': ['gate/rules/taken', 'model/owner'],
  'Contact your administrator.': ['gate/rules/taken'],
  "We're not currently using this number": ['inputs/inbound', 'wording/automatic'],
  'The MultiLine administrator': ['gate/rules/sender-active'],
  'Contact them to resolve.': ['gate/rules/sender-active'],
}

/** Each sentence with the files that decide it, in the order of the FAQ. */
export const faqSentences = (): readonly {
  readonly sentence: string
  readonly files: readonly string[]
}[] =>
  [...readFileSync(FAQ_TEST, 'utf8').matchAll(/^\s*it\('"((?:[^'\\]|\\.)*?)"/gm)].map(
    ([, title = '']) => {
      const sentence = title.replaceAll("\\'", "'")
      const entry = Object.entries(DECIDED_IN).find(([start]) => sentence.startsWith(start))
      if (!entry) throw new Error(`scripts/faq.ts does not say what decides: ${sentence}`)
      return { sentence, files: entry[1].map((file) => `src/core/${file}.ts`) }
    },
  )
