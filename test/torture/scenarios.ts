/** The ways in which the gateway is treated badly. */

import { sleep, until } from './server.ts'
import { createWorld, type Options, type Report } from './world.ts'

/** The provider's list of the stand-in lags by half a second, so an absence may be believed early. */
const HURRIED = { POSTERN_LEASE_MS: '2000', POSTERN_ABSENCE_MS: '4000' }

/** SIGKILL in the middle of the work, after no answer or many, and now and then before it listens. */
export const kill = async (options: Options & { readonly kills: number }): Promise<Report> => {
  const world = await createWorld({ ...options, lostWebhooks: true, env: HURRIED })
  const { gate, random } = world
  for (let kills = 0; kills < options.kills; kills++) {
    const enough = gate.answered() + random.between(0, 60)
    await until('it has answered so many', () => gate.answered() >= enough)
    await sleep(random.between(0, 30))
    await gate.end('SIGKILL')
    if (random() < 0.1) {
      kills += 1
      await gate.stillbirth(random.between(50, 900))
    }
    await gate.start()
  }
  return world.finish({ kills: options.kills })
}

/** No room for a while: once until there is some again, once until it is killed. */
export const diskFull = async (options: Options): Promise<Report> => {
  const world = await createWorld({ ...options, env: HURRIED })
  const { gate, load } = world
  await sleep(2_000)
  gate.limitGrowth(64_000)
  const fullAt = Date.now()
  await until('it answers 503', () => gate.answers.has(503))
  await sleep(4_000)
  const before = load.acknowledged.size
  gate.limitGrowth(undefined)
  await until('it goes on by itself', () => load.acknowledged.size > before + options.contacts)
  gate.limitGrowth(64_000)
  await sleep(4_000)
  await gate.end('SIGKILL')
  await gate.start()
  return world.finish({ 'seconds without room': Math.round((Date.now() - fullAt) / 1000) })
}
