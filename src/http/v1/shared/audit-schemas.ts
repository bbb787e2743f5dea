/** Response schema of the changes that people and programs made. */

import * as z from 'zod'
import { AUDIT_ACTIONS } from '../../../ports/store/audit.ts'

export const changeListSchema = z
  .strictObject({
    changes: z.array(
      z.strictObject({
        id: z.string(),
        at: z.iso.datetime(),
        who: z.string().meta({
          description: 'The name that signed in to the console, or `api` for an API key.',
        }),
        action: z.enum(AUDIT_ACTIONS),
        subject: z.string().meta({
          description:
            "The sender's address, the dead letter's id, or the shortened number of an erased contact.",
        }),
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: 'Changes' })
