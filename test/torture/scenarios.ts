/** The scenarios of the torture test. */

import { sleep, until } from './server.ts'
import type { TwilioManner } from './twilio.ts'
import { createWorld, GRACE_MS, type Options, type Report } from './world.ts'

/** The list of the local Twilio lags by half a second, so an absence may be believed early. */
const HURRIED = { POSTERN_LEASE_MS: '2000', POSTERN_ABSENCE_MS: '4000' }

/** SIGKILL in the middle of the work, after no answer or many, and now and then before it listens. */
export const kill = async (
  options: Options & { readonly kills: number; readonly minutes?: number },
): Promise<Report> => {
  const world = await createWorld({ ...options, lostWebhooks: true, env: HURRIED })
  const { gate, random } = world
  const endsAt = Date.now() + (options.minutes ?? Number.POSITIVE_INFINITY) * 60_000
  let kills = 0
  for (; kills < options.kills && Date.now() < endsAt; kills++) {
    const enough = gate.answered() + random.between(0, 60)
    await until('it has answered so many', () => gate.answered() >= enough)
    await sleep(random.between(0, 30))
    await gate.end('SIGKILL')
    if (random() < 0.1) {
      kills += 1
      await gate.failedStart(random.between(50, 900))
    }
    await gate.start()
  }
  return world.finish({ kills })
}

/** No room for a while: once until there is some again, once until it is killed. */
export const diskFull = async (options: Options): Promise<Report> => {
  const { gate, load, finish } = await createWorld({ ...options, env: HURRIED })
  const fill = async () => {
    const refused = gate.answers.get(503) ?? 0
    gate.limitGrowth(64_000)
    await until('it answers 503', () => (gate.answers.get(503) ?? 0) > refused + options.contacts)
  }
  await untilBusy(load, options)
  await fill()
  const before = load.acknowledged.size
  gate.limitGrowth(undefined)
  await until('it goes on by itself', () => load.acknowledged.size > before + options.contacts)
  await fill()
  await gate.end('SIGKILL')
  await gate.start()
  return finish()
}

/** It refuses connections, then fails, then hangs, and comes back. */
export const crmDown = async (options: Options & { readonly stageMs: number }): Promise<Report> => {
  const { crm, load, finish } = await createWorld(options)
  await untilBusy(load, options)
  await crm.down()
  await sleep(options.stageMs)
  crm.behave('fails')
  await crm.up()
  await sleep(options.stageMs)
  crm.behave('hangs')
  await sleep(options.stageMs)
  crm.behave('answers')
  const [backAt, waiting] = [Date.now(), load.acknowledged.size]
  const report = await finish({ 'acknowledged while it was down': waiting })
  const lastAt = Math.max(...crm.events.map(({ at }) => at))
  const seconds = Math.round((lastAt - backAt) / 1000)
  return { ...report, counts: { ...report.counts, 'seconds until it knew everything': seconds } }
}

const TROUBLE: readonly TwilioManner[] = ['answers', 'loses', 'hangs', 'breaks', 'fails']

/** Half of the sends get no answer, or a wrong one, before or after they were taken. The times are the usual ones. */
export const providerHangs = async (
  options: Options & { readonly env?: Readonly<Record<string, string>> },
): Promise<Report> => {
  const { twilio, load, random, finish } = await createWorld(options)
  await untilBusy(load, options)
  twilio.behave(() => TROUBLE[random.between(0, TROUBLE.length - 1)] ?? 'answers')
  await until('many have hung', () => twilio.counts.hung > options.contacts / 2)
  twilio.behave(() => 'answers')
  return finish({ 'sends answered badly or not at all': twilio.counts.hung })
}

/** SIGTERM under load, several times, at last while the CRM hangs. */
export const sigterm = async (options: Options & { readonly times: number }): Promise<Report> => {
  const { gate, crm, load, finish } = await createWorld({ ...options, env: HURRIED })
  const ends: number[] = []
  for (let time = 1; time <= options.times; time++) {
    await untilBusy(load, options)
    if (time === options.times) crm.behave('hangs')
    await sleep(200)
    const { code, ms } = await gate.end('SIGTERM')
    if (code !== 0 || ms > GRACE_MS) throw new Error(`it ended with ${code} after ${ms} ms`)
    ends.push(ms)
    crm.behave('answers')
    await gate.start()
  }
  return finish({
    'ends with exit 0': ends.length,
    'longest end in milliseconds': Math.max(...ends),
  })
}

/** Until everybody has been heard once more. */
const untilBusy = (
  { acknowledged }: { readonly acknowledged: ReadonlySet<string> },
  { contacts }: Options,
) => {
  const enough = acknowledged.size + contacts
  return until('everybody was heard', () => acknowledged.size >= enough)
}
