/** The notice of the disclaimer flow when the text that was to bring it never leaves. */

import { expect, it } from 'vitest'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'

it('the next text brings the notice, after which none does, and the API shows each as it was sent', async () => {
  const rig = createRig({ policy: { flow: 'disclaimer' } })
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  rig.sendOutcomes.push(
    { status: 'retry', code: '503' },
    { status: 'rejected', code: '21211' },
    { status: 'accepted', id: 'P-2' },
  )
  const send = async (text: string) => {
    const message = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text }
    const { body } = await rig.call('POST', '/v1/messages', message)
    await rig.gateway.pump.drain()
    return String(body.id)
  }
  const shown = async (id: string) => (await rig.gateway.store.message('acme', id))?.rendered
  const [first, second] = [await send('First'), await send('Second')]
  expect([await shown(first), await shown(second)]).toEqual([
    expect.stringMatching(/STOP.*\n\nFirst$/s),
    'Second',
  ])
  await rig.advance(60_000)
  await rig.gateway.pump.drain()
  const third = await send('Third')
  expect(rig.sent.map(({ message }) => message?.rendered)).toEqual([
    ...[0, 1].map(() => expect.stringMatching(/STOP.*\n\nFirst$/s)),
    expect.stringMatching(/STOP.*\n\nSecond$/s),
    'Third',
  ])
  expect(await shown(second)).toMatch(/STOP.*\n\nSecond$/s)
  expect(await shown(third)).toBe('Third')
  const { body } = await rig.call('GET', `/v1/contacts/${MARIA}/journal`)
  const inputs = body.entries.map(({ input }: { readonly input: object }) => input)
  expect(JSON.stringify(inputs)).not.toContain('Second')
})
