import { afterEach, describe, expect, it } from 'vitest'
import { type Like, openLike } from '../support/provider/like.ts'

const WHATSAPP = 'whatsapp:+15550001111'
const SMS = 'sms:+15550001111'
const PROVIDERS = [
  { like: 'twilio', sender: WHATSAPP, closed: '63016', at: 'api.twilio.com' },
  { like: 'meta', sender: WHATSAPP, closed: '131047', at: 'graph.facebook.com' },
  { like: 'twilio', sender: SMS, blocked: '21610', at: 'api.twilio.com' },
  { like: 'telnyx', sender: SMS, blocked: '40300', at: 'api.telnyx.com' },
]
const CHATS = PROVIDERS.filter(({ sender }) => sender === WHATSAPP)
const TEXTS = PROVIDERS.filter(({ sender }) => sender === SMS)

const MINUTE = 60_000

const opened: Like[] = []
const open = async (like: string, sender: string) => {
  const sandbox = await openLike(like, sender)
  opened.push(sandbox)
  return sandbox
}
afterEach(async () => {
  for (const sandbox of opened.splice(0)) await sandbox.close()
})

const customer = (sender: string, number = '+4915112345678') =>
  `${sender.slice(0, sender.indexOf(':'))}:${number}`

const statusesOf = async (sandbox: Like, id: string) =>
  (await sandbox.message(id)).history.map(({ status }: { status: string }) => status)

describe.each(PROVIDERS)('a sandbox like $like, at $sender', ({ like, sender, at }) => {
  it('accepts a customer’s signed webhook, and refuses it with one byte changed', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender)
    await sandbox.writes(contact, 'Grüße 👋')
    const [exchange] = await sandbox.exchanges(contact)
    expect(exchange).toMatchObject({ way: 'in', what: 'message', answer: { status: 200 } })
    const { url, headers, body } = exchange?.request ?? { url: '', headers: {}, body: '' }
    expect(url.startsWith(`${sandbox.publicUrl}/webhooks/sandbox-${like}`)).toBe(true)
    const target = `${sandbox.url}${url.slice(sandbox.publicUrl.length)}`
    const post = async (body: string) =>
      (await fetch(target, { method: 'POST', headers, body })).status
    expect(await post(body)).toBe(200)
    expect(await post(body.replace('15112345678', '15112345679'))).toBe(403)
    const events = await sandbox.events()
    expect(events[0]).toMatchObject({
      type: 'message.received',
      data: { contact: { address: contact }, message: { text: 'Grüße 👋' } },
    })
  })

  it('sends through the provider’s API, and gets each status', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender)
    await sandbox.agrees(contact)
    const { id } = await sandbox.sends(contact)
    expect(await statusesOf(sandbox, id)).toEqual(expect.arrayContaining(['sent', 'delivered']))
    expect((await sandbox.phone(contact)).at(-1)).toMatchObject({ id, text: 'Hello, Ana here' })
    const sent = (await sandbox.exchanges(contact)).filter(({ what }) => what === 'send').at(-1)
    expect(new URL(sent?.request.url ?? '').host).toBe(at)
    expect(sent).toMatchObject({ way: 'out', request: { method: 'POST' } })
  })

  it('links the CRM to a file from the customer', async () => {
    const sandbox = await open(like, sender)
    const media = [{ url: 'https://phone.example/photo.png', contentType: 'image/png' }]
    await sandbox.writes(customer(sender), '', { media })
    const [received] = await sandbox.events()
    const link = new URL(received?.data.message.media[0].url ?? '')
    const file = await fetch(`${sandbox.url}${link.pathname}`)
    expect(file.status).toBe(200)
    expect((await file.bytes()).subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'))
  })

  it('finds a message whose answer was lost, and doesn’t send it twice', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender, '+15557640800')
    await sandbox.writes(contact, 'Hello')
    for (let i = 0; i < 4; i++) await sandbox.advance(5 * MINUTE)
    await sandbox.writes(contact, 'YES')
    const { id } = await sandbox.sends(contact)
    for (let i = 0; i < 4; i++) await sandbox.advance(5 * MINUTE)
    expect(await sandbox.message(id)).toMatchObject({ status: 'delivered' })
    const texts = (await sandbox.phone(contact)).filter(({ text }) => text === 'Hello, Ana here')
    expect(texts).toHaveLength(1)
  })

  it('refuses an API request without its key', async () => {
    const sandbox = await open(like, sender)
    const path = `/sandbox/networks/sandbox-${like}/${at}/v2/messages`
    expect((await sandbox.call('POST', path, {})).status).toBe(401)
  })
})

describe.each(CHATS)('WhatsApp like $like', ({ like, sender, closed }) => {
  it('shows a message as read when its customer writes again', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender)
    await sandbox.agrees(contact)
    const { id } = await sandbox.sends(contact)
    await sandbox.writes(contact, 'Thanks')
    expect(await sandbox.message(id)).toMatchObject({ status: 'read' })
  })

  it('delivers buttons, locations and reactions unchanged', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender)
    await sandbox.agrees(contact)
    const { id } = await sandbox.sends(contact)
    await sandbox.writes(contact, '', { button: { text: 'Monday', payload: 'mon' } })
    await sandbox.writes(contact, '', {
      location: { latitude: 52.5, longitude: 13.4, label: 'Home' },
    })
    await sandbox.writes(contact, '👍', { form: 'reaction', replyTo: id })
    const { providerId } = await sandbox.message(id)
    const received = (await sandbox.events())
      .filter(({ type }) => type === 'message.received')
      .map(({ data }) => data.message)
    expect(received.slice(-3)).toMatchObject([
      { button: { text: 'Monday', payload: 'mon' } },
      { location: { latitude: 52.5, longitude: 13.4, label: 'Home' } },
      { text: '👍', replyTo: { providerId } },
    ])
  })

  it('sends a template, filled in on the phone', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender)
    await sandbox.agrees(contact)
    await sandbox.advance(25 * 3_600_000)
    const variables = { '1': 'Frau Kurz', '2': 'Montag' }
    const template = { name: 'appointment_reminder', language: 'de', variables }
    const { id } = await sandbox.sends(contact, { template })
    expect(await sandbox.message(id)).toMatchObject({ status: 'delivered' })
    expect((await sandbox.phone(contact)).at(-1)).toMatchObject({
      template: 'appointment_reminder',
      text: 'Guten Tag Frau Kurz, wir freuen uns auf Ihren Termin am Montag.',
    })
  })

  it('reports a closed session by a status with the provider’s code', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender, '+15557663016')
    await sandbox.agrees(contact)
    const { id } = await sandbox.sends(contact)
    expect(await sandbox.message(id)).toMatchObject({ status: 'failed', code: closed })
  })
})

describe.each(TEXTS)('SMS like $like', ({ like, sender, blocked }) => {
  it('answers a STOP itself, blocks later messages, and unblocks with a START', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender)
    await sandbox.agrees(contact)
    const { replies } = await sandbox.writes(contact, 'STOP')
    expect(replies).toMatchObject([{ answered: 'stop' }])
    expect((await sandbox.events()).at(-1)).toMatchObject({ type: 'consent.revoked' })
    expect((await sandbox.writes(contact, 'START')).replies).toMatchObject([{ answered: 'start' }])
    const { id } = await sandbox.sends(contact)
    expect(await sandbox.message(id)).toMatchObject({ status: 'delivered' })
  })

  it('refuses messages to an opted-out number, with the provider’s code', async () => {
    const sandbox = await open(like, sender)
    const contact = customer(sender, '+15557621610')
    await sandbox.writes(contact, 'Hello')
    const [, asked] = await sandbox.events()
    expect(asked).toMatchObject({ type: 'consent.requested' })
    const failed = await sandbox.message(asked?.data.message.id ?? '')
    expect(failed).toMatchObject({ status: 'failed', code: blocked })
  })
})

describe('the simulated providers', () => {
  it('may differ between WhatsApp and SMS', async () => {
    const sandbox = await open('meta,telnyx', WHATSAPP)
    await sandbox.call('POST', '/sandbox/phone', { from: customer(SMS), to: SMS, text: 'Hi' })
    await sandbox.writes(customer(WHATSAPP), 'Hi')
    const [bySms] = await sandbox.exchanges(customer(SMS))
    const [byWhatsApp] = await sandbox.exchanges(customer(WHATSAPP))
    expect(bySms?.request.headers).toHaveProperty('telnyx-signature-ed25519')
    expect(byWhatsApp?.request.headers).toHaveProperty('x-hub-signature-256')
  })
})
