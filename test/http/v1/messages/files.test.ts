/** Files that agents upload: which are accepted, who can fetch them, and when they are deleted. */

import { expect, test } from 'vitest'
import type { Http } from '../../../../src/ports/http.ts'
import { ACME, createRig, MARIA, type Rig } from '../../../support/gateway.ts'

const DAY = 86_400_000
const PDF = '%PDF-1.7 a plan'

const upload = (rig: Rig, file: string, { type = 'application/pdf', name = 'Plan.pdf' } = {}) =>
  rig.call(
    'POST',
    `/v1/files?${new URLSearchParams({ from: ACME.whatsapp, to: MARIA, agent: 'ana', name })}`,
    file,
    { 'Content-Type': type },
  )

const fetchFile = (rig: Rig, url: string) => rig.app.request(new URL(url).pathname)

test('a file is uploaded, and can be fetched by its link, with its name', async () => {
  const rig = createRig()
  const { status, body } = await upload(rig, PDF, { name: 'Plan für Zoë.pdf' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ contentType: 'application/pdf', filename: 'Plan für Zoë.pdf' })
  const answer = await fetchFile(rig, body.url)
  expect(await answer.text()).toBe(PDF)
  expect(answer.headers.get('Content-Type')).toBe('application/pdf')
  expect(answer.headers.get('Content-Length')).toBe(String(PDF.length))
  expect(answer.headers.get('Content-Disposition')).toContain('attachment; filename="Plan f_r')
  expect(answer.headers.get('Content-Security-Policy')).toContain('sandbox')
  expect((await fetchFile(rig, `${body.url}x`)).status).toBe(404)
})

test('a file of several parts arrives complete', async () => {
  const rig = createRig()
  const file = 'a line of words\n'.repeat(150_000)
  const { body } = await upload(rig, file, { type: 'text/plain', name: 'words.txt' })
  expect(await (await fetchFile(rig, body.url)).text()).toBe(file)
})

test.each([
  ['a program', { type: 'text/html' }, PDF, 415],
  ['nothing', {}, '', 422],
  ['a file without a name', { name: ' ' }, PDF, 422],
])('%s is not taken', async (_, options, file, status) => {
  const rig = createRig()
  expect((await upload(rig, file, options)).status).toBe(status)
})

test('a file beyond the largest is not taken, and the answer says how large it may be', async () => {
  const answer = await upload(createRig(), 'x'.repeat(16 * 1024 * 1024 + 1))
  expect([answer.status, answer.body.detail]).toEqual([413, 'The body is larger than 16 MiB.'])
})

test('a file the sender can’t carry is refused with the reason a send would get', async () => {
  const rig = createRig({ limits: { mediaTypes: ['image/', 'application/pdf'] } })
  const { status, body } = await upload(rig, 'x', { type: 'text/calendar', name: 'a.ics' })
  expect(status).toBe(422)
  expect(body).toMatchObject({ reason: 'content_invalid', problem: 'media_type' })
  expect(body.detail).toMatch(/file|type/i)
})

test('a composer token only uploads for its own contact', async () => {
  const rig = createRig()
  const parties = { from: ACME.whatsapp, to: MARIA, agent: 'ana' }
  const { body } = await rig.call('POST', '/v1/composer-tokens', parties)
  const as = { Authorization: `Bearer ${body.token}`, 'Content-Type': 'application/pdf' }
  const path = (to: string) =>
    `/v1/files?${new URLSearchParams({ ...parties, to, name: 'Plan.pdf' })}`
  expect((await rig.call('POST', path(MARIA), PDF, as)).status).toBe(200)
  expect((await rig.call('POST', path('whatsapp:+4915112345600'), PDF, as)).status).toBe(403)
})

test('a file is deleted with its contact, and by itself after 30 days', async () => {
  const rig = createRig()
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  const theirs = (await upload(rig, PDF)).body.url
  await rig.call('DELETE', `/v1/contacts/${MARIA}`)
  expect((await fetchFile(rig, theirs)).status).toBe(404)
  const old = (await upload(rig, PDF)).body.url
  await rig.advance(30 * DAY)
  expect((await fetchFile(rig, old)).status).toBe(404)
})

test('a file for another spelling of the number is deleted with the contact too', async () => {
  const rig = createRig()
  await rig.writes('whatsapp:+525512345678', ACME.whatsapp, 'Hola')
  const to = 'whatsapp:+5215512345678'
  const query = new URLSearchParams({ from: ACME.whatsapp, to, agent: 'ana', name: 'Plan.pdf' })
  const { body } = await rig.call('POST', `/v1/files?${query}`, PDF, {
    'Content-Type': 'Application/PDF; name=x',
  })
  expect((await fetchFile(rig, body.url)).status).toBe(200)
  await rig.call('DELETE', '/v1/contacts/whatsapp:+525512345678')
  expect((await fetchFile(rig, body.url)).status).toBe(404)
})

test('an incomplete file is the client’s fault, and nothing is stored', async () => {
  const rig = createRig()
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('%PDF')),
    pull: (controller) => controller.error(new Error('gone')),
  })
  const query = new URLSearchParams({ from: ACME.whatsapp, to: MARIA, agent: 'ana', name: 'a.pdf' })
  const answer = await rig.app.request(`/v1/files?${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ACME.key}`, 'Content-Type': 'application/pdf' },
    body,
    duplex: 'half',
  } as RequestInit)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ reason: 'incomplete' })
  expect(await rig.gateway.store.fileBytes('acme')).toBe(0)
})

test('an uploaded file’s type is not requested again', async () => {
  const asked: string[] = []
  const http = Object.assign(
    async ({ url }: { readonly url: string }) => {
      asked.push(url)
      throw new Error('unreachable')
    },
    { stream: () => Promise.reject(new Error('unreachable')) },
  ) as unknown as Http
  const rig = createRig({ http })
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const send = async (media: object) =>
    rig.call('POST', '/v1/messages', {
      from: ACME.whatsapp,
      to: MARIA,
      agent: 'ana',
      media: [media],
    })
  expect((await send((await upload(rig, PDF)).body)).status).toBe(202)
  expect(asked).toEqual([])
  expect((await send({ url: 'https://cdn.example.com/a.pdf' })).status).toBe(202)
  expect(asked).toEqual(['https://cdn.example.com/a.pdf'])
})
