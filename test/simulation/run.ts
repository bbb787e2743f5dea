/** One seed: a story of some days with faults, then time without faults, then the final checks. */

import type { Store } from '../../src/ports/store.ts'
import { CRM_URL } from '../support/configuration.ts'
import { createMemoryStore } from '../support/database/memory-store.ts'
import { createHistory, type History } from './checks/history.ts'
import { checkLeaving } from './checks/invariants.ts'
import { checkOutcome } from './checks/outcome.ts'
import { createCrm, type Outage } from './far-sides/crm.ts'
import { createPeople } from './far-sides/people.ts'
import { directoryOf, SECRET } from './far-sides/setting.ts'
import { createTwilio, type Twilio } from './far-sides/twilio.ts'
import { createDisk } from './machine/disk.ts'
import type { Fault } from './machine/faults.ts'
import { createKnock } from './machine/gate.ts'
import { createNetwork } from './machine/network.ts'
import { type Process, startProcess } from './machine/process.ts'
import { createTimers } from './machine/timers.ts'
import { createWorld, START, turn, type Violation, type World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Everything must be done this long after the last fault: held messages wait for three days. */
const QUIET_WITHIN_MS = 8 * DAY
const MAX_STEPS = 200_000
/** A stalled process outlasts its leases, and the wait before a missing message counts as not sent. */
const STALL_MS = 10 * MINUTE

export type Result = {
  readonly seed: number
  readonly violation: Violation | undefined
  readonly lines: readonly string[]
  readonly steps: number
  readonly struck: Readonly<Partial<Record<Fault, number>>>
  /** Customers' messages, sends that the provider took, events that the CRM took, commits. */
  readonly counts: Readonly<Record<'written' | 'sent' | 'crmEvents' | 'committed', number>>
}

export type RunOptions = {
  readonly keepLog?: boolean
  readonly openStore?: () => Store
}

export const runSeed = async (seed: number, options: RunOptions = {}): Promise<Result> => {
  const world = createWorld(seed, options.keepLog ?? false)
  const store = options.openStore?.() ?? createMemoryStore({ hashKey: SECRET })
  const history = createHistory()
  await live(world, history, store)
  await store.close()
  return {
    seed,
    violation: world.violation,
    lines: world.lines,
    steps: world.steps,
    struck: world.faults.struck,
    counts: {
      written: history.written.length,
      sent: history.sent.length,
      crmEvents: history.crmEvents.length,
      committed: history.commits.length,
    },
  }
}

const live = async (world: World, history: History, store: Store): Promise<void> => {
  const { random, faults } = world
  const storyMs = random.between(1, 5) * DAY
  const endsAt = START + storyMs
  const directory = directoryOf(random.between(0, 5))
  const disk = createDisk(world, store, history)
  const processes: Process[] = []
  const knock = createKnock(world, () => processes)
  const outageOf = (isThere: boolean, ms: number): Outage | undefined => {
    if (!isThere) return undefined
    const from = START + random.between(0, storyMs / 2)
    return { from, until: Math.min(endsAt, from + ms) }
  }
  const people = createPeople(world, history, knock, () => twilio)
  const crm = createCrm(
    world,
    history,
    outageOf(faults.has('crm_down'), DAY),
    (type, { message }) => {
      if (type === 'message.in_doubt') people.decide(String(message?.id))
    },
  )
  const twilio: Twilio = createTwilio(
    world,
    history,
    knock,
    outageOf(faults.has('provider_down'), random.between(1, 12) * HOUR),
    {
      onCall: (process, form) => {
        const { stalledAt, stalledUntil } = process
        const grace = world.now() - disk.slowestMs
        checkLeaving(
          world,
          history,
          form,
          grace <= stalledUntil ? stalledAt - disk.slowestMs : grace,
        )
        if (faults.strikes('stop_race'))
          people.say(spell(form.get('To')), spell(form.get('From')), 'STOP')
      },
      onDelivered: (...crmEvents) => people.read(...crmEvents),
    },
  )
  const networkOf = createNetwork(world, (url) => (url === CRM_URL ? crm : twilio))

  const start = (index: number) => {
    world.log(`p${index + 1} starts`)
    processes[index] = startProcess(world, `p${index + 1}`, directory, disk, networkOf)
  }
  const crash = (process: Process) => {
    world.log(`${process.name} crashes`)
    process.isAlive = false
    // An operator watches the first start. Reconciliation doesn't look for messages from before its first mark.
    const isSoon = random.chance(0.8) || world.now() < START + MINUTE
    const downMs = isSoon ? random.between(100, MINUTE) : random.between(MINUTE, 5 * HOUR)
    world.after(Math.min(downMs, Math.max(0, endsAt - world.now())), () =>
      start(processes.indexOf(process)),
    )
  }
  const stall = (process: Process) => {
    process.stalledAt = world.now()
    process.stalledUntil = world.now() + random.between(MINUTE, STALL_MS)
    world.log(`${process.name} stands still`)
  }

  if (faults.has('second_worker')) faults.note('second_worker')
  for (let index = 0; index < (faults.has('second_worker') ? 2 : 1); index++) start(index)
  plan(world, storyMs, () => people.act())
  world.after(storyMs, () => {
    world.log('all faults heal')
    faults.heal()
  })

  const nextTimer = createTimers(world, history, { store, disk, directory }, processes)
  while (!world.violation) {
    const timer = await nextTimer()
    const eventAt = world.nextAt()
    if (!timer && eventAt === Number.POSITIVE_INFINITY) break
    if (world.now() > endsAt + QUIET_WITHIN_MS || world.steps > MAX_STEPS) {
      world.fail('everything drains', `not within ${world.steps} steps`)
      break
    }
    if (timer && timer.at < eventAt) {
      world.advance(timer.at)
      timer.ring()
      await turn()
      continue
    }
    await world.step((owner) => {
      if (faults.strikes('crash')) crash(owner as Process)
      else if (faults.strikes('stall')) stall(owner as Process)
      return owner.isAlive && owner.stalledUntil <= world.now()
    })
  }
  if (!world.violation) await checkOutcome(world, history, store, directory)
}

/** People act in bursts, with hours of nothing in between. */
const plan = (world: World, storyMs: number, act: () => void): void => {
  const { random } = world
  const bursts = random.between(2, 8)
  for (let burst = 0; burst < bursts; burst++) {
    const at = random.between(0, storyMs)
    for (let acts = random.between(2, 10); acts > 0; acts--)
      world.after(at + random.between(0, random.pick([1_000, MINUTE, HOUR])), act)
  }
}

const spell = (number: string | null) => (number?.includes(':') ? number : `sms:${number}`)
