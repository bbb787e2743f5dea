import { describe, expect, test } from 'vitest'
import { metaJson, NOW, posted, SENDER, WABA } from '../../../../support/provider/meta.ts'
import { consents, rig, sends, text, useGateway, writes } from './rig.ts'

useGateway()

test('a disabled account stops the sender until it is reinstated; our own deactivation stays', async () => {
  const account = async (state: string) =>
    rig.post(
      await posted(
        metaJson({
          entry: [
            {
              id: WABA,
              changes: [
                {
                  field: 'account_update',
                  value: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } },
                },
              ],
            },
          ],
        }),
      ),
    )
  const state = async () =>
    (await rig.call('GET', `/v1/senders`)).body.senders?.[0]?.state ?? 'not listed'
  await account('DISABLE')
  expect(await state()).toBe('restricted')
  await account('REINSTATE')
  expect(await state()).toBe('active')
  const sender = rig.gateway.directory.sender(SENDER)
  if (sender) await rig.gateway.policies.setState(sender, 'inactive', { by: 'crm' })
  await account('REINSTATE')
  expect(await state()).toBe('inactive')
})

describe('a restriction with an end', () => {
  const HOUR = 3_600_000
  const restricts = async (restriction_type: string, until: number) => {
    const value = {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [{ restriction_type, expiration: until / 1000 }],
    }
    await rig.post(
      await posted(
        metaJson({ entry: [{ id: WABA, changes: [{ field: 'account_update', value }] }] }),
      ),
    )
  }
  const sender = async () => (await rig.call('GET', '/v1/senders')).body.senders?.[0]

  test('on all messages makes them wait, and releases them when it ends', async () => {
    await consents()
    await writes(text('When can I come?', { id: 'wamid.IN1' }))
    await restricts('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', NOW + HOUR)
    expect(await sender()).toMatchObject({
      state: 'paused',
      until: new Date(NOW + HOUR).toISOString(),
      code: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING',
    })
    expect((await sends({ text: 'At four' })).body).toMatchObject({ status: 'held' })
    await rig.gateway.pump.drain()
    expect(rig.state.sends).toHaveLength(0)
    rig.clock.now = NOW + HOUR
    await rig.gateway.pump.drain()
    expect(rig.state.sends).toHaveLength(1)
    expect(await sender()).toMatchObject({ state: 'active' })
  })

  test('on first messages doesn’t affect answers within a session', async () => {
    await consents()
    await writes(text('When can I come?', { id: 'wamid.IN1' }))
    await restricts('RESTRICTED_BIZ_INITIATED_MESSAGING', NOW + 72 * HOUR)
    expect((await sends({ text: 'At four' })).body).toMatchObject({ status: 'accepted' })
    rig.state.templates = [
      {
        ...{ id: '1', name: 'order', language: 'en', status: 'APPROVED', category: 'UTILITY' },
        components: [{ type: 'BODY', text: 'Your order is here.' }],
      },
    ]
    rig.clock.now = NOW + 25 * HOUR
    const { body } = await sends({ template: { name: 'order' } })
    expect(body).toMatchObject({ status: 'held' })
    expect(rig.state.sends).toHaveLength(1)
    rig.clock.now = NOW + 72 * HOUR
    await rig.gateway.pump.drain()
    expect(rig.state.sends.at(-1)).toMatchObject({ type: 'template' })
  })

  test('ends at once when Meta shortens or lifts it', async () => {
    await restricts('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', NOW + 72 * HOUR)
    await restricts('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', NOW - HOUR)
    expect(await sender()).toMatchObject({ state: 'active' })
  })
})
