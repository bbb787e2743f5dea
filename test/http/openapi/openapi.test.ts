import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { REASONS } from '../../../src/http/kit/reasons.ts'
import { DOCUMENT, deviation, eventDeviation } from '../../support/documents/openapi.ts'
import { createRig } from '../../support/gateway.ts'

const SECTION_5 = [
  'POST /webhooks/{connection}/messages',
  'POST /webhooks/{connection}/status',
  'POST /webhooks/{connection}',
  'POST /v1/messages',
  'GET /v1/messages/{id}',
  'POST /v1/messages/{id}/cancel',
  'POST /v1/messages/{id}/resend',
  'POST /v1/messages/{id}/discard',
  'GET /v1/composer',
  'GET /v1/composer/events',
  'POST /v1/composer-tokens',
  'POST /v1/opt-in-requests',
  'GET /v1/contacts',
  'GET /v1/contacts/{address}',
  'PATCH /v1/contacts/{address}',
  'DELETE /v1/contacts/{address}',
  'GET /v1/contacts/{address}/messages',
  'GET /v1/contacts/{address}/journal',
  'PUT /v1/contacts/{address}/owners/{line}',
  'PUT /v1/contacts/{address}/consent',
  'GET /v1/senders',
  'PATCH /v1/senders/{address}',
  'GET /v1/templates',
  'GET /v1/dead-letters',
  'POST /v1/dead-letters/{id}/replay',
  'POST /v1/dead-letters/replay',
  'GET /media/{token}',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
]

test('the served document is valid OpenAPI 3.1', async () => {
  const { body } = await createRig().call('GET', '/openapi.json')
  const validator = new Validator()
  const result = await validator.validate(body)
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
  expect(validator.version).toBe('3.1')
  expect(body).toEqual(JSON.parse(JSON.stringify(DOCUMENT)))
})

test('every route is documented, and every reference resolves', () => {
  const documented = Object.entries(DOCUMENT.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(documented).toEqual(expect.arrayContaining(SECTION_5))
  const references = JSON.stringify(DOCUMENT).matchAll(/"#\/components\/schemas\/(\w+)"/g)
  for (const [, name] of references)
    expect(DOCUMENT.components.schemas, name).toHaveProperty(name as string)
  const ids = Object.values(DOCUMENT.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

test('a documented example is a working request', async () => {
  for (const [path, item] of Object.entries(DOCUMENT.paths))
    for (const [method, { requestBody }] of Object.entries(item)) {
      const example = requestBody?.content['application/json']?.example
      if (!example) continue
      const filled = path
        .replace(
          '{address}',
          path.includes('senders') ? 'whatsapp:+15550001111' : 'whatsapp:+15550102030',
        )
        .replace('{line}', 'advisory')
        .replace('{purpose}', 'marketing')
      const { status } = await createRig().call(method.toUpperCase(), filled, example)
      expect(status, `${method} ${path}`).toBeLessThan(300)
    }
})

test('operations have the names of a generated client’s methods', () => {
  const ids = Object.values(DOCUMENT.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  )
  for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z]+$/)
  expect(ids).toEqual(expect.arrayContaining(['sendMessage', 'listContacts', 'getContact']))
})

test('the licence and a contact are named', () => {
  expect(DOCUMENT.info).toMatchObject({
    license: { identifier: 'Apache-2.0' },
    contact: { name: 'Postern', url: 'https://gate.example.com/docs' },
  })
})

test.each(Object.entries(DOCUMENT.webhooks))('%s has a valid example', (type, item) => {
  const content = item.post.requestBody?.content['application/json']
  const example = content?.example as { readonly type: string; readonly data: object }
  expect(example.type).toBe(type)
  expect(content?.schema).toMatchObject({ $ref: expect.stringMatching(/Event$/) })
  expect(eventDeviation(example)).toBeUndefined()
  const more = { ...example, data: { ...example.data, extra: 1 } }
  expect(eventDeviation(more)).toContain(type)
})

test('the check in all other tests would notice a deviation', () => {
  expect(deviation('GET', '/v1/senders', 200, { senders: [] })).toBeUndefined()
  expect(deviation('GET', '/v1/senders', 200, { senders: [{}] })).toContain('GET /v1/senders 200')
  expect(deviation('GET', '/v1/senders', 418, {})).toContain('418 is not documented')
  expect(deviation('GET', '/v1/nothing', 200, {})).toContain('is not documented')
})

test('the index names every operation, event, schema and reason, and each has a page', async () => {
  const { app } = createRig()
  const response = await app.request('/docs')
  expect(response.headers.get('content-type')).toContain('text/html')
  const page = await response.text()
  for (const route of SECTION_5) {
    const [method = '', path = ''] = route.split(' ')
    expect(page.includes(`>${method}</b> <code>${path}</code>`), route).toBe(true)
  }
  for (const type of Object.keys(DOCUMENT.webhooks))
    expect(page.includes(`>EVENT</b> <code>${type}</code>`), type).toBe(true)
  for (const reason of Object.keys(REASONS))
    expect(page.includes(`id="reason-${reason}"`), reason).toBe(true)
  for (const name of Object.keys(DOCUMENT.components.schemas))
    expect(page.includes(`id="schema-${name}"`), name).toBe(true)
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g))
    expect(page.includes(`id="${target}"`), target).toBe(true)
  for (const [, path = ''] of page.matchAll(/href="(\/docs\/\w+)"/g)) {
    const own = await app.request(path)
    expect(own.status, path).toBe(200)
    for (const [, target] of (await own.text()).matchAll(/href="\.\.\/docs#([^"]+)"/g))
      expect(page.includes(`id="${target}"`), `${path}: ${target}`).toBe(true)
  }
})

test('an unknown operation leads back to all of them', async () => {
  const { app } = createRig()
  for (const path of ['/docs/noSuchOperation', '/docs/no-such.page']) {
    const page = await app.request(path, { headers: { Accept: 'text/html,*/*;q=0.8' } })
    expect(page.status, path).toBe(404)
    expect(await page.text()).toContain('<a href="/docs">All operations')
    const answer = await app.request(path)
    expect(answer.status, path).toBe(404)
    expect(answer.headers.get('Content-Type'), path).toBe('application/problem+json')
  }
})

test('an operation shows its request in four languages, an event its body', async () => {
  const { app } = createRig()
  const page = async (id: string) => (await app.request(`/docs/${id}`)).text()
  const send = await page('sendMessage')
  expect(send.match(/<summary>(\w+)</g)).toEqual(
    ['curl', 'Node', 'Python', 'PHP'].map((name) => `<summary>${name}<`),
  )
  expect(send).toContain('curl -X POST &#39;https://gate.example.com/v1/messages&#39;')
  expect(send).toContain('requests.request(')
  expect(send).not.toContain('id="try"')
  const received = await page('onMessageReceived')
  expect(received).toContain('&quot;type&quot;: &quot;message.received&quot;')
  const related = (text: string) => /<ul class="related">.*?<\/ul>/s.exec(text)?.[0]
  expect(related(send)).toContain('href="/docs/onMessageHeld"')
  expect(related(received)).toContain('href="/docs/receiveProviderMessage"')
})

test('the search finds paths, words and reasons, and shows the input as text', async () => {
  const { app } = createRig()
  const find = async (q: string) => (await app.request(`/docs?q=${encodeURIComponent(q)}`)).text()
  const found = await find('opt-in post')
  expect(found).toContain('/docs/requestOptIn')
  expect(found).not.toContain('/docs/listSenders')
  expect(await find('session_closed')).toContain('id="reason-session_closed"')
  const nothing = await find('<b>"nothing"</b>')
  expect(nothing).toContain('Nothing found.')
  expect(nothing).toContain('value="&lt;b&gt;&quot;nothing&quot;&lt;/b&gt;"')
})

test('the pages need no script and no other host, and their policy allows neither', async () => {
  for (const path of ['/docs', '/docs/sendMessage']) {
    const response = await createRig().app.request(path)
    const page = await response.text()
    expect(/<script|<img|<iframe|<style|\son\w+=|\sstyle=/i.exec(page)).toBeNull()
    expect(page.match(/<link .+?>/g)).toEqual(['<link rel="stylesheet" href="/docs/docs.css">'])
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
    expect(policy).toContain("style-src 'self'")
  }
  const style = await createRig().app.request('/docs/docs.css')
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(await style.text()).not.toMatch(/@import|url\(/i)
})
