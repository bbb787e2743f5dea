/** The connections that carry out a decision's effects. */

import type { Effect } from '../../core/model/message/message.ts'

/** The connections of a commit: each has a lane of its own. */
export type Routing = {
  readonly provider: string
  readonly crms: readonly string[]
}

/** The connections for an effect; '' stands for a `later`. */
export const connectionsOf = (effect: Effect, { provider, crms }: Routing): readonly string[] => {
  switch (effect.kind) {
    case 'send':
      return [provider]
    case 'tell':
      return effect.only === undefined ? crms : crms.filter((crm) => crm === effect.only)
    case 'later':
      return ['']
  }
}
