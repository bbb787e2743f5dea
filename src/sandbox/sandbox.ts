/** The simulated world: phones, a CRM's inbox and a clock, all kept in the store. */

import type { SettingStore } from '../ports/settings.ts'
import type { Clock } from '../ports/side.ts'
import { createBoundedLists } from './bounded-list.ts'
import { createMovableClock, type MovableClock } from './clock.ts'
import type { CrmEvent, CrmEvents } from './crm.ts'
import type { PhoneMessage, Phones } from './provider.ts'
import { refuseLive } from './refuse-live.ts'

/** A request as a CRM's server gets it. */
export type CrmRequest = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type Sandbox = {
  readonly phones: Phones
  readonly events: CrmEvents
  readonly clock: MovableClock
  /** How a real CRM would get an event. */
  readonly requestOf?: (event: CrmEvent) => CrmRequest
}

/** Remembers the last 200 messages of each phone and the last 500 events. Throws on a database of real connections. */
export const openSandbox = async (
  store: SettingStore,
  base: Clock,
  requestOf?: Sandbox['requestOf'],
): Promise<Sandbox> => {
  await refuseLive(store)
  const phones = createBoundedLists<PhoneMessage>(store, 'sandbox phone', 200)
  const events = createBoundedLists<Awaited<ReturnType<CrmEvents['list']>>[number]>(
    store,
    'sandbox crm',
    500,
  )
  return {
    phones: { messages: phones.list, add: phones.add },
    events: { list: () => events.list('events'), add: (event) => events.add('events', event) },
    clock: await createMovableClock(store, base),
    ...(requestOf && { requestOf }),
  }
}
