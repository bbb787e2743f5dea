/** The ways in which the gateway is treated badly. */

import { sleep } from './server.ts'
import { createWorld, type Options, type Report } from './world.ts'

/** The provider's list of the stand-in lags by half a second, so an absence may be believed early. */
const HURRIED = { POSTERN_LEASE_MS: '2000', POSTERN_ABSENCE_MS: '4000' }

/** SIGKILL at any moment, now and then before it listens. */
export const kill = async (options: Options & { readonly kills: number }): Promise<Report> => {
  const world = await createWorld({ ...options, lostWebhooks: true, env: HURRIED })
  const { gate, random } = world
  for (let kills = 0; kills < options.kills; kills++) {
    await sleep(random.between(20, 1_500))
    await gate.end('SIGKILL')
    if (random() < 0.1) {
      kills += 1
      await gate.stillbirth(random.between(50, 900))
    }
    await gate.start()
  }
  return world.finish({ kills: options.kills })
}
