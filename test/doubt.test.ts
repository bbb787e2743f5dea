/** Sends whose attempt may have happened, at the moments when it is easiest to send them again. */

import { expect, test } from 'vitest'
import { createMemoryStore } from '../adapters/store/memory.ts'
import type { Store } from '../src/port.ts'
import { CONFIG, CUSTOMER, createWorld, WHATSAPP } from './support/world.ts'

const TO = `whatsapp:${CUSTOMER}`
const SID = `SM${'7'.repeat(32)}`

test('a look-up finds its own message, though a callback brought the id after the task was claimed', async () => {
  const inner = createMemoryStore({ hashKey: 'k' })
  let meanwhile: (() => Promise<unknown>) | undefined
  const claim: Store['claim'] = async (now, options) => {
    const tasks = await inner.claim(now, options)
    const act = meanwhile
    meanwhile = undefined
    await act?.()
    return tasks
  }
  const [organisation] = CONFIG.organisations
  const policy = { flow: 'disclaimer' }
  const world = await createWorld(
    { ...inner, claim },
    { ...CONFIG, organisations: [{ ...organisation, policy }] },
  )
  await world.writes('Hello')
  world.twilioAnswers.push(() => new Response(null, { status: 500 }))
  const hello = { from: WHATSAPP, to: TO, agent: 'ann', text: 'Good morning' }
  const { body } = await world.call('POST', '/v1/messages', hello)
  const message = String(body.id)
  await world.advance(30_000)
  const { rendered } = (await inner.message('acme', message)) ?? {}

  world.sent.push({ sid: SID, To: TO, From: WHATSAPP, Body: rendered ?? '' })
  meanwhile = () =>
    world.gateway.handle('acme', {
      kind: 'receipt',
      id: 'callback',
      at: world.now(),
      sender: WHATSAPP,
      message,
      providerId: SID,
      status: 'delivered',
    })
  await world.advance(100_000)
  expect(world.sent).toHaveLength(1)
  expect(await inner.message('acme', message)).toMatchObject({ status: 'delivered' })
})
