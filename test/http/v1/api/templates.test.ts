import { expect, test } from 'vitest'
import { ACME, createRig, MARIA } from '../../../support/gateway.ts'
import { agreed, hello } from './rig.ts'

test('templates come with approval, variables and language', async () => {
  const rig = createRig()
  const { body } = await rig.call('GET', `/v1/templates?from=${ACME.whatsapp}`)
  expect(body.templates).toContainEqual({
    name: 'new_terms',
    language: 'en',
    category: 'utility',
    approval: 'pending',
    body: 'Our terms have changed.',
    variables: [],
    canOpenSession: true,
  })
})

test('a template is shown unchanged, and the opt-in template is marked', async () => {
  const rig = await agreed()
  const { body } = await rig.call('GET', `/v1/templates?from=${ACME.whatsapp}`)
  const named = (name: string) =>
    body.templates.find((template: { name: string }) => template.name === name)
  expect(named('opt_in_request')).toMatchObject({ reserved: true })
  expect(named('reminder')).not.toHaveProperty('reserved')
  expect(named('offer')).toEqual({
    name: 'offer',
    language: 'en',
    category: 'utility',
    approval: 'approved',
    body: 'Spring is here, {{1}}.',
    variables: ['1'],
    canOpenSession: true,
    type: 'whatsapp/card',
    types: { 'whatsapp/card': { body: 'Spring is here, {{1}}.', media: ['https://x.example/1'] } },
    samples: { 1: 'Maria' },
    buttons: [{ type: 'url', text: 'Shop', url: 'https://x.example/{{1}}' }],
    media: [{ url: 'https://x.example/1' }],
    createdAt: '2026-03-01T00:00:00.000Z',
    updatedAt: '2026-03-02T00:00:00.000Z',
  })
  const parties = `from=${ACME.whatsapp}&to=${MARIA}&agent=ana`.replaceAll('+', '%2B')
  const composer = await rig.call('GET', `/v1/composer?${parties}`)
  expect(composer.body.templates).toContainEqual(
    expect.objectContaining({
      name: 'offer',
      buttons: [{ type: 'url', text: 'Shop', url: 'https://x.example/{{1}}' }],
      media: [{ url: 'https://x.example/1' }],
    }),
  )
})

test('a template in another language than requested says so', async () => {
  const rig = await agreed()
  const send = async (language: string | undefined) => {
    const variables = { 1: 'Maria', 2: 'Monday' }
    const template = { name: 'reminder', variables, ...(language && { language }) }
    const { from, to, agent } = hello
    return (await rig.call('POST', '/v1/messages', { from, to, agent, template })).body
  }
  expect(await send('pt_BR')).toMatchObject({
    status: 'accepted',
    language: { asked: 'pt_BR', sent: 'en' },
  })
  for (const same of ['en', 'EN', undefined])
    expect(await send(same)).not.toHaveProperty('language')
})
