import { HttpResponse, http } from 'msw'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTwilio } from '../../../../adapters/provider/twilio/index.ts'
import { ACCOUNT, startTwilio } from '../../../support/provider/twilio.ts'

const FILE = `${ACCOUNT.apiUrl}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages/MM1/Media/ME1`

let server: Awaited<ReturnType<typeof startTwilio>>
beforeAll(async () => {
  server = await startTwilio()
})
afterEach(() => {
  server.server.resetHandlers()
  server.state.requests = []
  server.state.waits = []
})
afterAll(() => server.close())

const media = (url: string) => server.provider.media({ url }, server.http)
const seen = () =>
  server.state.requests.map(({ url, headers }) => [
    new URL(url).hostname,
    headers.has('authorization'),
  ])
const picture = () => HttpResponse.text('picture', { headers: { 'content-type': 'image/png' } })
const redirects = (location: string) =>
  server.server.use(
    http.get(FILE, () => new HttpResponse(null, { status: 307, headers: { location } })),
  )

test('a file is streamed from the API with our credentials', async () => {
  server.server.use(http.get(FILE, picture))
  const response = await media(FILE)
  expect(await response.text()).toBe('picture')
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(seen()).toEqual([['api.twilio.com', true]])
})

test("an advertisement's picture at Meta's own host is fetched without our credentials", async () => {
  const ad = 'https://scontent.xx.fbcdn.net/v/1.jpg'
  server.server.use(http.get(ad, picture))
  expect(await (await media(ad)).text()).toBe('picture')
  expect(seen()).toEqual([['scontent.xx.fbcdn.net', false]])
  for (const other of [
    'http://scontent.xx.fbcdn.net/1',
    'https://evilfbcdn.net/1',
    'https://u:p@x.fbcdn.net/1',
  ])
    await expect(media(other)).rejects.toThrow('not a file of this account')
})

test.each([
  'https://mms.twiliocdn.com/AC1/file?Expires=1',
  'https://media.twiliocdn.com/AC1/file',
  'https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/file',
])('a redirect to %s is followed once, without our credentials', async (location) => {
  redirects(location)
  server.server.use(http.get(location.replace(/\?.*/, ''), picture))
  expect(await (await media(FILE)).text()).toBe('picture')
  expect(seen()).toEqual([
    ['api.twilio.com', true],
    [new URL(location).hostname, false],
  ])
})

test.each([
  'https://evil.example.com/file',
  'http://mms.twiliocdn.com/file',
  'https://mms.twiliocdn.com.evil.example.com/file',
  'https://eviltwiliocdn.com/file',
  'https://ec2-1-2-3-4.compute-1.amazonaws.com/file',
  'https://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
])('a redirect to %s is not followed', async (location) => {
  redirects(location)
  await expect(media(FILE)).rejects.toThrow('redirected to an unknown host')
  expect(server.state.requests).toHaveLength(1)
})

test.each([
  'https://evil.example.com/x',
  FILE.replace('api.twilio.com', 'api.twilio.com.evil.example.com'),
  FILE.replace('api.twilio.com', 'evil.twilio.com'),
  FILE.replace('api.twilio.com', 'api.twilio.com:8443'),
  FILE.replace('https://', 'https://u:p@'),
  FILE.replace('https://', 'http://'),
  FILE.replace(ACCOUNT.accountSid, `AC${'b2'.repeat(16)}`),
  `${ACCOUNT.apiUrl}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json`,
  FILE.replace('/Media/', '/Media/../../../Calls/'),
  'not a url',
])('%s is not asked for', async (url) => {
  await expect(media(url)).rejects.toThrow('not a file of this account')
  expect(server.state.requests).toEqual([])
})

test.each(['api.twilio.com', 'api.dublin.us1.twilio.com', 'api.us1.twilio.com'])(
  'a file that Twilio names at %s is requested from the configured edge',
  async (host) => {
    const edge = 'https://api.sydney.us1.twilio.com'
    const provider = createTwilio({
      ...ACCOUNT,
      apiUrl: edge,
      senders: [],
      wait: async () => {},
    })
    server.server.use(http.get(FILE.replace(ACCOUNT.apiUrl, edge), picture))
    const url = FILE.replace('api.twilio.com', host)
    expect(await (await provider.media({ url }, server.http)).text()).toBe('picture')
    expect(seen()).toEqual([['api.sydney.us1.twilio.com', true]])
  },
)

test('a file that isn’t there yet is requested again after 1 s and 3 s', async () => {
  let asked = 0
  server.server.use(
    http.get(FILE, () => (++asked < 3 ? new HttpResponse(null, { status: 404 }) : picture())),
  )
  expect(await (await media(FILE)).text()).toBe('picture')
  expect(server.state.waits).toEqual([1000, 3000])
})

test('a file that stays missing is a 404', async () => {
  server.server.use(http.get(FILE, () => new HttpResponse(null, { status: 404 })))
  expect((await media(FILE)).status).toBe(404)
  expect(server.state.requests).toHaveLength(3)
})
