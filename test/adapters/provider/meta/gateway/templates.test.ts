import { expect, test } from 'vitest'
import {
  envelopeOf,
  messagesValue,
  metaJson,
  NOW,
  posted,
  SENDER,
} from '../../../../support/provider/meta.ts'
import { consents, rig, sends, text, useGateway, writes } from './rig.ts'

useGateway()

test('marketing stopped in the app only stops marketing', async () => {
  rig.state.templates = ['MARKETING', 'UTILITY'].map((category) => ({
    id: category,
    name: category.toLowerCase(),
    language: 'en',
    status: 'APPROVED',
    category,
    components: [{ type: 'BODY', text: 'Hello' }],
  }))
  const contact = 'whatsapp:+4915112345678'
  const value = messagesValue({
    contacts: undefined,
    user_preferences: [
      {
        wa_id: '4915112345678',
        category: 'marketing_messages',
        value: 'stop',
        timestamp: NOW / 1000,
      },
    ],
  })
  await consents()
  await rig.gateway.handle('acme', {
    kind: 'preference',
    id: 'consent-2',
    at: NOW - 1000,
    address: contact,
    source: 'crm',
    sender: SENDER,
    consent: { status: 'granted', channel: 'whatsapp', basis: 'form' },
    purpose: { name: 'marketing', status: 'granted', basis: 'form' },
  })
  const offers = (name: string) => sends({ to: contact, template: { name } })
  expect(await offers('marketing')).toMatchObject({ status: 202 })
  await rig.post(await posted(metaJson(envelopeOf({ field: 'user_preferences', value }))))
  expect(await offers('marketing')).toMatchObject({ body: { reason: 'marketing_not_allowed' } })
  expect(await offers('utility')).toMatchObject({ status: 202 })
})

test('a template that Meta has not approved is refused, in an open session too', async () => {
  const body = [{ type: 'BODY', text: 'Your order has left.' }]
  const one = { id: '71', name: 'order', language: 'en', status: 'PENDING', category: 'UTILITY' }
  rig.state.templates = [{ ...one, components: body }]
  await consents()
  await writes(text('Hello'))
  expect((await sends()).status).toBe(202)
  expect(await sends({ template: { name: 'order' } })).toMatchObject({
    status: 409,
    body: { reason: 'template_unavailable', approval: 'pending' },
  })
})

test('a template paused by Meta is refused at once', async () => {
  const one = (templateStatus: string) => ({
    id: '7001',
    name: 'order',
    language: 'en',
    status: templateStatus,
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hello' }],
  })
  rig.state.templates = [one('APPROVED')]
  await consents()
  expect(await sends({ template: { name: 'order' } })).toMatchObject({ status: 202 })
  rig.state.templates = [one('PAUSED')]
  const value = { event: 'PAUSED', message_template_name: 'order', message_template_language: 'en' }
  await rig.post(
    await posted(metaJson(envelopeOf({ field: 'message_template_status_update', value }))),
  )
  expect(await sends({ template: { name: 'order' } })).toMatchObject({
    body: { reason: 'template_unavailable', approval: 'paused' },
  })
})
