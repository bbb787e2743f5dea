/** Templates of the simulated provider, approved and pending. */

import { languages } from '#languages'
import type { Template } from '../core/model/message/template.ts'

type Sketch = Pick<Template, 'name' | 'category'> & {
  readonly approval?: Template['approval']
  /** By language. */
  readonly bodies: Readonly<Record<string, string>>
}

const sketches = (): readonly Sketch[] => [
  {
    name: 'opt_in_request',
    category: 'utility',
    bodies: Object.fromEntries(
      Object.values(languages()).map(({ optInRequest: { language, types } }) => [
        language,
        types['twilio/text'].body,
      ]),
    ),
  },
  {
    name: 'appointment_reminder',
    category: 'utility',
    bodies: {
      en: 'Hello {{1}}, we look forward to seeing you on {{2}}.',
      es: 'Hola, {{1}}: le esperamos el {{2}}.',
      de: 'Guten Tag {{1}}, wir freuen uns auf Ihren Termin am {{2}}.',
    },
  },
  {
    name: 'order_update',
    category: 'utility',
    bodies: { en: 'Your order {{order}} is {{state}}. Reply to this message to talk to us.' },
  },
  {
    name: 'spring_offer',
    category: 'marketing',
    bodies: { en: 'Hello {{1}}, our spring rates are out. Reply STOP to hear no more of this.' },
  },
  {
    name: 'account_review',
    category: 'utility',
    approval: 'pending',
    bodies: { en: 'Hello {{1}}, it is time for your yearly review.' },
  },
]

let made: readonly Template[] | undefined

/** Made when first asked for: a Worker has its texts only after its start. */
export const sandboxTemplates = (): readonly Template[] => {
  made ??= sketches().flatMap(({ name, category, approval = 'approved', bodies }) =>
    Object.entries(bodies).map(([language, body]) => ({
      id: `sandbox-${name}-${language}`,
      name,
      language,
      category,
      approval,
      body,
      variables: [...body.matchAll(/\{\{(\w+)\}\}/g)].map(([, variable]) => variable as string),
      canOpenSession: true,
    })),
  )
  return made
}
