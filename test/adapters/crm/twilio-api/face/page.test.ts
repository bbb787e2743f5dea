/** What a client that is used to Twilio would notice: filters and pages. */

import { describe, expect, it } from 'vitest'
import { MESSAGES, type TwilioBody } from '../../../../support/crm/twilio-face.ts'
import { face, open, SMS } from './rig.ts'

describe('a filter or a page that can’t be read', () => {
  it.each([
    ['DateSent', '2026-11-31'],
    ['DateSent', '2026-02-30T09:00:00Z'],
    ['DateSent>', '2027-02-29'],
    ['DateSent<', '2026-11-24T25:00:00Z'],
    ['DateSent', '2026'],
    ['DateSent', 'Nov 24, 2026'],
    ['DateSent<', '2026-11-24T09:00:00'],
    ['From', 'nobody'],
    ['PageSize', 'many'],
    ['PageSize', '1.5'],
    ['Page', '-1'],
    ['PageToken', 'x'],
  ])('is refused, never an empty or another list: %s=%s', async (name, value) => {
    await open()
    const { status, body } = await face.get(`${MESSAGES}?${new URLSearchParams({ [name]: value })}`)
    expect([status, body.code]).toEqual([400, 20001])
    expect(body.message).toMatch(new RegExp(`^${name} `))
  })

  it('is refused where it is given twice', async () => {
    await open()
    const { body } = await face.get(`${MESSAGES}?DateSent=2026-11-24&DateSent=2026-11-25`)
    expect(body).toMatchObject({ code: 20001, message: 'DateSent is given more than once.' })
  })

  it.each(['2026-11-24', '2026-11-24T09:00:00Z', '2026-11-24T10:00:00+01:00'])(
    'is not %s',
    async (value) => {
      await open()
      await face.post(SMS)
      const { body } = await face.get(`${MESSAGES}?${new URLSearchParams({ DateSent: value })}`)
      expect(body.messages).toHaveLength(1)
    },
  )
})

describe('a filter of numbers, accounts or files', () => {
  const numbers = MESSAGES.replace('Messages', 'IncomingPhoneNumbers')

  it.each([
    ['PhoneNumber=555000', 1],
    ['PhoneNumber=%2B1+(555)+***-1111', 1],
    ['PhoneNumber=555*9', 0],
    ['FriendlyName=Advisory', 1],
    ['FriendlyName=Plants', 0],
    ['Beta=true', 0],
    ['Beta=false', 1],
    ['Origin=hosted', 0],
  ])('finds numbers: %s', async (query, count) => {
    await open()
    expect((await face.get(`${numbers}?${query}`)).body.incoming_phone_numbers).toHaveLength(count)
  })

  it.each([
    ['FriendlyName=Acme+Wealth', 1],
    ['FriendlyName=Zen', 0],
    ['Status=closed', 0],
  ])('finds accounts: %s', async (query, count) => {
    await open()
    const { body } = await face.get(`/2010-04-01/Accounts.json?${query}`)
    expect(body).toMatchObject({ accounts: { length: count } })
  })

  it.each([
    ['Accounts', 'Status=foo', 'Status must be active or suspended or closed.'],
    ['IncomingPhoneNumbers', 'Origin=foo', 'Origin must be twilio or hosted.'],
    ['IncomingPhoneNumbers', 'Beta=yes', 'Beta must be true or false.'],
  ])('is refused for a value that it doesn’t have: %s, %s', async (list, query, message) => {
    await open()
    const path = list === 'Accounts' ? '/2010-04-01/Accounts.json' : numbers
    const { status, body } = await face.get(`${path}?${query}`)
    expect([status, body.code, body.message]).toEqual([400, 20001, message])
  })

  it('is refused where it can’t be read, or isn’t supported', async () => {
    await open()
    const letters = await face.get(`${numbers}?PhoneNumber=CALLME`)
    expect(letters.body).toMatchObject({
      code: 20001,
      message: expect.stringMatching(/^PhoneNumber /),
    })
    const { sid } = (await face.post(SMS)).body
    const path = MESSAGES.replace('.json', `/${sid}/Media.json`)
    const files = await face.get(`${path}?${encodeURIComponent('DateCreated>')}=2026-11-24`)
    expect(files.body).toMatchObject({
      code: 20001,
      message: expect.stringMatching(/^DateCreated /),
    })
  })
})

describe('a page', () => {
  const list = (query: string) => face.get(`${MESSAGES}?${query}`)

  it('names its start and end, and links to its neighbours', async () => {
    await open()
    for (const Body of ['a', 'b', 'c', 'd', 'e']) {
      await face.post({ ...SMS, Body })
      await face.advance(1000)
    }
    const all = (await list('')).body.messages.map(({ sid }: { sid: string }) => sid)
    expect((await list('')).body).toMatchObject({
      start: 0,
      end: 4,
      previous_page_uri: null,
      next_page_uri: null,
    })
    const sids = ({ messages }: TwilioBody) => messages.map(({ sid }) => sid)
    const one = (await list('PageSize=2')).body
    const two = (await face.get(one.next_page_uri)).body
    const three = (await face.get(two.next_page_uri)).body
    expect(one).toMatchObject({ start: 0, end: 1, page: 0, previous_page_uri: null })
    expect(two).toMatchObject({ start: 2, end: 3, page: 1 })
    expect(three).toMatchObject({ start: 4, end: 4, page: 2, next_page_uri: null })
    expect([one, two, three].flatMap(sids)).toEqual(all)
    const back = (await face.get(three.previous_page_uri)).body
    expect(back).toMatchObject({ start: 2, end: 3, page: 1, messages: two.messages })
    const first = (await face.get(back.previous_page_uri)).body
    expect(first).toMatchObject({ start: 0, page: 0, messages: one.messages })
    expect(first.previous_page_uri).toBeNull()
    expect(sids((await face.get(back.next_page_uri)).body)).toEqual(sids(three))
  })

  it('needs its token: a client that only counts up reaches the end', async () => {
    await open()
    await face.post(SMS)
    for (const path of [MESSAGES, MESSAGES.replace('Messages', 'IncomingPhoneNumbers')]) {
      const { status, body } = await face.get(`${path}?Page=1&PageSize=1`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ next_page_uri: null, page: 1 })
      expect(body.messages ?? body.incoming_phone_numbers).toEqual([])
    }
  })

  it('can be paged backwards by the real client', async () => {
    await open()
    for (const Body of ['a', 'b', 'c']) await face.post({ ...SMS, Body })
    const first = await face.client.messages.page({ pageSize: 2 })
    const second = await first.nextPage()
    const again = await second?.previousPage()
    expect(again?.instances.map(({ sid }) => sid)).toEqual(first.instances.map(({ sid }) => sid))
  })
})
