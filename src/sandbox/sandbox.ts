/** The simulated world: phones, a CRM's inbox and a clock, all kept in the store. */

import type { Adapter } from '../ports/adapter.ts'
import type { SettingStore } from '../ports/settings.ts'
import type { Clock } from '../ports/side.ts'
import type { Store } from '../ports/store.ts'
import { createBoundedLists } from './bounded-list.ts'
import { createMovableClock, type MovableClock } from './clock.ts'
import { type CrmEvents, type ReceivedEvent, sandboxCrm } from './crm.ts'
import type { CrmForms } from './crm-request.ts'
import type { EmulationWorld } from './emulation/emulated-connection.ts'
import type { Exchange } from './emulation/exchanges.ts'
import type { PhoneMessage } from './phones.ts'
import { sandboxPhones } from './provider.ts'
import { refuseLive } from './refuse-live.ts'

export type Sandbox = EmulationWorld & {
  readonly events: CrmEvents
  readonly clock: MovableClock
  /** The orders of the last events since the start, by event. */
  readonly receivedEvents: Map<string, ReceivedEvent>
  /** Begins again: no contact, no message, no event, and the clock as it is. Throws on a database of real connections. */
  reset(): Promise<void>
  /** Loaded when somebody looks: they need the adapters of every CRM. */
  readonly loadForms?: () => Promise<CrmForms>
  /** The adapters, with those of the sandbox at home in this world. */
  readonly join: (adapters: readonly Adapter[]) => readonly Adapter[]
}

/**
 * Remembers the last 200 messages of each phone and the last 500 events. Throws on a database of
 * real connections.
 *
 * @example const sandbox = await openSandbox(store, Date.now)
 */
export const openSandbox = async (
  store: SettingStore & Pick<Store, 'clear'>,
  base: Clock,
  loadForms?: Sandbox['loadForms'],
): Promise<Sandbox> => {
  await refuseLive(store)
  const phones = createBoundedLists<PhoneMessage>(store, 'sandbox phone', 200)
  const events = createBoundedLists<Awaited<ReturnType<CrmEvents['list']>>[number]>(
    store,
    'sandbox crm',
    500,
  )
  const exchanges = createBoundedLists<Exchange>(store, 'sandbox exchange', 60)
  const clock = await createMovableClock(store, base)
  const receivedEvents: Sandbox['receivedEvents'] = new Map()
  const sandbox: Sandbox = {
    phones: { messages: phones.list, add: phones.add },
    exchanges,
    emulatedProviders: new Map(),
    server: {},
    events: { list: () => events.list('events'), add: (event) => events.add('events', event) },
    clock,
    receivedEvents,
    reset: async () => {
      await refuseLive(store)
      for (const lists of [phones, events, exchanges]) await lists.clear()
      await store.clear()
      // Something may have looked meanwhile.
      for (const lists of [phones, events, exchanges]) await lists.clear()
      receivedEvents.clear()
      clock.reset()
    },
    ...(loadForms && { loadForms }),
    join: (adapters) => adapters.map((adapter) => inWorld(adapter, adapters, sandbox)),
  }
  return sandbox
}

const inWorld = (adapter: Adapter, adapters: readonly Adapter[], sandbox: Sandbox): Adapter => {
  switch (adapter.name) {
    case 'sandbox':
      return sandboxPhones(
        sandbox,
        adapters.filter((one) => one.kind === 'provider'),
      )
    case 'sandbox-crm':
      return sandboxCrm(sandbox)
    default:
      return adapter
  }
}
