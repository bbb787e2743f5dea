/** Moving in: files of contacts, row by row, that may break off and go on. */

import { expect, test } from 'vitest'
import { ACME, createRig, MARIA, type Rig, ZEN } from '../../../support/gateway.ts'

const CSV = { 'Content-Type': 'text/csv' }
const LINES = { 'Content-Type': 'application/x-ndjson' }
const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }

const send = (rig: Rig, file: string, query = '', headers: object = CSV) =>
  rig.call('POST', `/v1/imports?id=one${query}`, file, headers)
const report = async (rig: Rig) => (await rig.call('GET', '/v1/imports/one/rows')).body.rows
const senderOf = async (rig: Rig, address: string) =>
  (await rig.call('GET', `/v1/contacts/${encodeURIComponent(address)}`)).body.senders[0]

test('contacts are imported with consent, proof and owner, and can be messaged', async () => {
  const rig = createRig()
  const file = [
    'address,status,basis,givenAt,wording,evidence,owner,line',
    `${MARIA},granted,web_form,2026-03-01,"Yes, ""write"" to me\nby WhatsApp",form 7,ana,advisory`,
    'whatsapp:+4915112345679,revoked,,,,,,',
  ].join('\r\n')
  const { status, body } = await send(rig, `\ufeff${file}\r\n`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ id: 'one', state: 'done', rows: 2, recorded: 2, refused: 0 })
  expect(await senderOf(rig, MARIA)).toMatchObject({
    owner: 'ana',
    consent: {
      status: 'granted',
      source: 'crm',
      basis: 'web_form',
      givenAt: '2026-03-01T00:00:00.000Z',
      wording: 'Yes, "write" to me\nby WhatsApp',
      evidence: 'form 7',
    },
  })
  expect(rig.events).toEqual([])
  const message = { ...hello, template: { name: 'reminder', variables: { 1: 'M', 2: 'N' } } }
  const { text: _, ...template } = message
  expect((await rig.call('POST', '/v1/messages', template)).body.status).toBe('accepted')
  const no = await rig.call('POST', '/v1/messages', { ...template, to: 'whatsapp:+4915112345679' })
  expect(no.body.reason).toBe('consent_revoked')
})

test('a list of opt-outs only needs numbers, in any common spelling', async () => {
  const rig = createRig()
  const file = 'address\n0151 12345678\n+49 (151) 1234-5679\n0049 151 12345670\nnobody\n'
  const { body } = await send(rig, file, '&status=revoked&channel=whatsapp&country=DE')
  expect(body).toMatchObject({ rows: 4, recorded: 3, invalid: 1 })
  for (const address of [MARIA, 'whatsapp:+4915112345679', 'whatsapp:+4915112345670'])
    expect(await senderOf(rig, address)).toMatchObject({ consent: { status: 'revoked' } })
  expect(await report(rig)).toEqual([
    { row: 4, status: 'invalid', errors: [{ field: 'address', problem: expect.any(String) }] },
  ])
})

test.each([
  ['a number', '+4915112345678\n+4915112345679\n'],
  ['one number without a line break', '+4915112345678'],
  ['a national number with brackets, after a BOM', '\ufeff(0151) 12345678\r\n+4915112345679\r\n'],
  ['quotes and spaces', ' "0151 1234-5678" \n"0151 1234-5679"\n'],
  ['two zeros', '0049 151 12345678\n'],
  ['an address', 'whatsapp:+4915112345678\n'],
  [
    'full-width digits',
    '\uff10\uff11\uff15\uff11\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\n',
  ],
  ['empty cells after it', '+4915112345678;;\n+4915112345679;;\n'],
])('a list of opt-outs without a header that begins with %s loses no number', async (_, file) => {
  const rig = createRig()
  const { body } = await send(rig, file, '&status=revoked&channel=whatsapp&country=DE')
  const rows = file.trim().split('\n').length
  expect(body).toMatchObject({ rows, recorded: rows, invalid: 0 })
  expect(await senderOf(rig, MARIA)).toMatchObject({ consent: { status: 'revoked' } })
})

test.each([
  ['a column of another name', 'phone\n+4915112345678\n'],
  ['two columns of another name', 'phone,status\n+4915112345678,revoked\n'],
  ['a number and its status', '+4915112345678,revoked\n+4915112345679,revoked\n'],
  ['a number twice', '+4915112345678,+4915112345678\n'],
  ['a number beside a name', 'address,+4915112345678\n+4915112345679,x\n'],
])('a file that begins with %s is refused, and the answer shows no number', async (_, file) => {
  const { status, body } = await send(createRig(), file, '&status=revoked&channel=whatsapp')
  expect(status).toBe(422)
  expect(body.errors).toEqual([
    { field: 'body', problem: expect.stringMatching(/^must begin with a header/) },
  ])
  expect(JSON.stringify(body)).not.toContain('49151')
})

test('a file never turns a no into a yes, and never takes a contact from an agent; the report says so', async () => {
  const rig = createRig()
  await rig.call('POST', '/v1/messages', hello)
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  await rig.writes('whatsapp:+4915112345679', ACME.whatsapp, 'STOP')
  await send(rig, 'address\nwhatsapp:+4915112345670\n', '&status=revoked')
  const rows = [
    { address: MARIA, owner: 'ben', line: 'advisory' },
    { address: 'whatsapp:+4915112345679', status: 'granted', basis: 'imported' },
    { address: 'whatsapp:+4915112345670', status: 'granted', basis: 'imported' },
    { address: ACME.whatsapp, status: 'revoked' },
    { address: MARIA, status: 'granted' },
    { address: MARIA, status: 'granted', basis: 'imported', mood: 'good' },
    { address: MARIA, status: 'granted', basis: 'imported', givenAt: '2031-01-01' },
    { address: MARIA, status: 'granted', basis: 'imported', from: ZEN.whatsapp },
  ].map((row) => JSON.stringify(row))
  const file = [...rows, 'not json'].join('\n')
  const { body } = await rig.call('POST', '/v1/imports?id=two', file, LINES)
  expect(body).toMatchObject({ rows: 9, recorded: 0, refused: 3, invalid: 6 })
  const read = async (query: string) =>
    (await rig.call('GET', `/v1/imports/two/rows?${query}`)).body
  const first = await read('limit=4')
  const rest = await read(`limit=9&cursor=${first.next}`)
  expect(rest.next).toBeUndefined()
  const all = [...first.rows, ...rest.rows]
  expect(all.map(({ reason, errors }) => reason ?? errors?.[0]?.field)).toEqual([
    'contact_taken',
    'consent_refused',
    'consent_revoked',
    'address',
    'basis',
    'mood',
    'givenAt',
    'from',
    'row',
  ])
  expect(JSON.stringify(all)).not.toContain('4915112345679')
})

test('an interrupted file continues where it stopped, and records nothing twice', async () => {
  const rig = createRig()
  const rows = Array.from(
    { length: 250 },
    (_, i) => `whatsapp:+49151${String(20_000_000 + i)},granted,contract\n`,
  )
  const header = 'address,status,basis\n'
  let sent = 0
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent === 120) return controller.error(new Error('the line broke'))
      controller.enqueue(new TextEncoder().encode(sent === 0 ? header : (rows[sent - 1] ?? '')))
      sent += 1
    },
  })
  const answer = await rig.app.request('https://gate.example.com/v1/imports?id=one', {
    method: 'POST',
    headers: { Authorization: `Bearer ${ACME.key}`, ...CSV },
    body: broken,
    duplex: 'half',
  } as RequestInit)
  expect(answer.status).toBe(400)
  const progress = await rig.call('GET', '/v1/imports/one')
  expect(progress.body).toMatchObject({ state: 'interrupted', rows: 100, recorded: 100 })
  const other = await send(rig, header + rows.toReversed().join(''))
  expect(other.body.errors).toEqual([{ field: 'id', problem: 'names an import of another file' }])
  const { body } = await send(rig, header + rows.join(''))
  expect(body).toMatchObject({ state: 'done', rows: 250, recorded: 250, invalid: 0 })
  expect((await send(rig, header + rows.join(''))).body).toEqual(body)
  const contact = encodeURIComponent('whatsapp:+4915120000007')
  const { entries } = (await rig.call('GET', `/v1/contacts/${contact}/journal`)).body
  expect(entries).toHaveLength(1)
  expect(entries[0].input).toMatchObject({ kind: 'preference', imported: { id: 'one' } })
})

test('the CRM is notified of each row if requested', async () => {
  const rig = createRig()
  await send(rig, `address,status,basis,owner\n${MARIA},granted,contract,ana\n`, '&events=true')
  expect(rig.events).toEqual(['consent.granted', 'contact.taken'])
})

test.each([
  ['a column that is there twice', 'address,address\n', CSV, 422, 'body'],
  ['quotes that do not end', 'address\n"x', CSV, 422, 'body'],
  ['a row without end', `address\n${'x'.repeat(40_000)}`, CSV, 422, 'body'],
  ['another type', '{}', { 'Content-Type': 'application/json' }, 415, undefined],
])('%s is refused by name', async (_, file, headers, status, field) => {
  const { status: answered, body } = await send(createRig(), file, '', headers)
  expect(answered).toBe(status)
  expect(body.errors?.[0]?.field).toBe(field)
})

test('a file in another encoding is refused, and another organisation sees no import', async () => {
  const rig = createRig()
  const latin = await rig.app.request('https://gate.example.com/v1/imports?id=one', {
    method: 'POST',
    headers: { Authorization: `Bearer ${ACME.key}`, ...CSV },
    body: new Uint8Array([0x61, 0xfc, 0x0a]),
  })
  expect(await latin.json()).toMatchObject({ errors: [{ problem: 'must be UTF-8' }] })
  await send(rig, `address,status\n${MARIA},revoked\n`)
  const zen = { Authorization: `Bearer ${ZEN.key}` }
  expect((await rig.call('GET', '/v1/imports/one', undefined, zen)).status).toBe(404)
  expect((await rig.call('GET', '/v1/imports/one/rows', undefined, zen)).status).toBe(404)
})

test.each([
  ['spaces and capitals', ' Address , STATUS ,basis,OWNER'],
  ['quotes after a BOM', '\ufeff"Address"," Status ",basis, "owner" '],
  ['semicolons', 'ADDRESS;STATUS;BASIS;Owner'],
])('a header with %s names the columns all the same', async (_, header) => {
  const rig = createRig()
  const row = [MARIA, 'granted', 'contract', 'ana'].join(header.includes(';') ? ';' : ',')
  expect((await send(rig, `${header}\n${row}\n`)).body).toMatchObject({ recorded: 1, invalid: 0 })
  expect(await senderOf(rig, MARIA)).toMatchObject({
    owner: 'ana',
    consent: { status: 'granted', basis: 'contract' },
  })
})

test('a column of two words is found in any case, and one written in two ways is there twice', async () => {
  const rig = createRig()
  const file = `address,status,basis,GIVENAT\n${MARIA},granted,contract,2026-03-01\n`
  expect((await send(rig, file)).body).toMatchObject({ recorded: 1 })
  const { body } = await send(createRig(), `Status,address,status\nrevoked,${MARIA},revoked\n`)
  expect(body.errors).toEqual([{ field: 'body', problem: 'has the column status twice' }])
})

test('a country by its name is one problem', async () => {
  const { status, body } = await send(createRig(), 'address\n', '&country=Germany')
  expect(status).toBe(422)
  expect(body.errors).toEqual([
    { field: 'country', problem: 'is not an ISO 3166 country such as DE' },
  ])
})

test('a number with marks of direction, as an address book copies it, is recorded', async () => {
  const rig = createRig()
  const file = 'address\n\u202a+49 151 12345678\u202c\n'
  const { body } = await send(rig, file, '&status=revoked&channel=whatsapp')
  expect(body).toMatchObject({ recorded: 1, invalid: 0 })
  expect(await senderOf(rig, MARIA)).toMatchObject({ consent: { status: 'revoked' } })
})

test('empty columns at the end, as a spreadsheet leaves them, change nothing', async () => {
  const rig = createRig()
  const file = `address;status;;\n${MARIA};revoked;;\nsms:+4915112345678;revoked;x;\n`
  expect((await send(rig, file)).body).toMatchObject({ rows: 2, recorded: 1, invalid: 1 })
  expect((await report(rig))[0]).toMatchObject({ row: 2, errors: [{ field: 'row' }] })
})

test('a year of two digits is refused as the time of a consent', async () => {
  const rig = createRig()
  await send(rig, `address,status,givenAt\n${MARIA},revoked,0026-03-01\n`)
  const problem = { field: 'givenAt', problem: 'is before 1970' }
  expect((await report(rig))[0].errors).toEqual([problem])
  const body = { status: 'revoked', givenAt: '0026-03-01T00:00:00Z' }
  const recorded = await rig.call('PUT', `/v1/contacts/${MARIA}/consent`, body)
  expect(recorded.body.errors).toEqual([problem])
})

test('a line with a field twice is not recorded, and the report names the field', async () => {
  const rig = createRig()
  const file = `{"address":"${MARIA}","status":"granted","status":"revoked"}\n`
  expect((await send(rig, file, '', LINES)).body).toMatchObject({ recorded: 0, invalid: 1 })
  expect(await report(rig)).toEqual([
    { row: 1, status: 'invalid', errors: [{ field: 'status', problem: 'is given twice' }] },
  ])
})

test.each([
  ['a number', { address: MARIA, status: 'revoked', '+4915112345679': 'revoked' }],
  ['a person', { Maria: '+4915112345679' }],
  ['a person and a number', { address: MARIA, status: 'revoked', 'Maria 4915112345679': 1 }],
])(
  'a line with %s for a field’s name is not recorded, and the report doesn’t show it',
  async (_, line) => {
    const rig = createRig()
    const text = JSON.stringify(line)
    const twice = text.replace(/}$/, `,${text.slice(1)}`)
    expect((await send(rig, `${text}\n${twice}\n`, '', LINES)).body).toMatchObject({ invalid: 2 })
    const rows = JSON.stringify(await report(rig))
    expect(rows).toContain('has a field that is not one of the columns')
    expect(rows).not.toMatch(/4915112345679|Maria/)
  },
)

test('a line with a misspelt field is not recorded, and the report names the field', async () => {
  const rig = createRig()
  await send(rig, JSON.stringify({ address: MARIA, status: 'revoked', Owner: 'ana' }), '', LINES)
  expect((await report(rig))[0].errors).toEqual([
    { field: 'Owner', problem: 'is not a field of this request' },
  ])
})
