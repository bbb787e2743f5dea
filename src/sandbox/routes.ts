/** The routes that only a sandbox has: be a customer, look over the CRM's shoulder, move the clock. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { channelOf } from '../core/model/address.ts'
import type { Inbound, Media } from '../core/model/message/message.ts'
import type { Gateway } from '../engine/gateway.ts'
import { respond } from '../http/kit/answer.ts'
import { parseJson, readBody } from '../http/kit/body.ts'
import { invalid, ProblemError } from '../http/kit/problem.ts'
import { parseAs } from '../http/kit/route.ts'
import { addressSchema } from '../http/v1/shared/schemas.ts'
import { serveNetworks, settle } from './emulation/routes.ts'
import type { PhoneMessage } from './phones.ts'
import type { Sandbox } from './sandbox.ts'

const MAX_BYTES = 64 * 1024
const YEAR_MS = 366 * 24 * 3_600_000

const mediaSchema = z.strictObject({
  url: z.url(),
  contentType: z.string().exactOptional(),
  filename: z.string().exactOptional(),
})
const phoneSchema = z
  .strictObject({
    from: addressSchema,
    to: addressSchema,
    text: z.string().max(4096).default(''),
    media: z.array(mediaSchema).max(10).default([]),
    /** A tapped button. `replyTo` is the message that it belongs to, or that is quoted. */
    button: z
      .strictObject({ text: z.string().min(1), payload: z.string().exactOptional() })
      .optional(),
    location: z
      .strictObject({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        label: z.string().exactOptional(),
        address: z.string().exactOptional(),
      })
      .optional(),
    list: z.strictObject({ id: z.string().min(1), title: z.string().exactOptional() }).optional(),
    replyTo: z.string().min(1).optional(),
    forwarded: z.enum(['once', 'often']).optional(),
    form: z.enum(['message', 'reaction', 'edit', 'revoke']).default('message'),
    aliases: z.array(addressSchema).max(3).default([]),
  })
  .refine(
    ({ text, media, button, list, location, form }) =>
      text !== '' || media.length > 0 || button || list || location || form === 'revoke',
    'needs a text, media, a button, a list or a location',
  )
const clockSchema = z.strictObject({ advanceMs: z.int().min(0).max(YEAR_MS) })

/** Answers only when nothing is left to do, so that the results are there. */
export const sandboxRoutes = (gateway: Gateway, sandbox: Sandbox) => {
  const { directory, handle, clock, http } = gateway
  const { phones, events } = sandbox
  const routes = new Hono()
  serveNetworks(routes, sandbox)

  routes.post('/phone', async (c) => {
    const body = await readJson(c, phoneSchema)
    const { from, to, media, aliases } = body
    const text = body.text || (body.button?.text ?? body.list?.title ?? '')
    const sender = directory.sender(to)
    if (!sender) throw invalid('to', 'is not a sender of this gateway')
    if (directory.sender(from)) throw invalid('from', 'is a sender, not a customer')
    if (channelOf(from) !== channelOf(to)) throw invalid('from', 'is on another channel than to')
    await settle(gateway, sandbox)
    const id = crypto.randomUUID()
    const at = clock()
    const { location } = body
    const added = { ...some(media), ...(location && { location }) }
    await phones.add(from, { id, direction: 'inbound', at, from, to, text, ...added })
    const emulated = sandbox.emulatedProviders.get(sender.connection)
    if (emulated) {
      const providerAnswers = sender.optOutHandling !== 'gateway'
      await emulated.write({ ...actOf(body, text), id, at, from, to, providerAnswers }, http)
    } else {
      const input: Inbound = {
        kind: 'inbound',
        id: `${sender.connection}:${id}`,
        at,
        sender: to,
        from,
        aliases,
        providerId: id,
        message: receivedOf(body, text),
      }
      await handle(sender.organisation.id, input, sender)
    }
    await settle(gateway, sandbox)
    const messages = await phones.messages(from)
    const replies = messages.slice(messages.findIndex((message) => message.id === id) + 1)
    return respond(c, {
      status: 202,
      body: { id, at: new Date(at).toISOString(), replies: replies.map(onWire) },
    })
  })

  routes.get('/phone/:address', async (c) => {
    const address = addressSchema.safeParse(c.req.param('address'))
    if (!address.success) throw invalid('address', 'is not an address')
    await settle(gateway, sandbox)
    const messages = await phones.messages(address.data)
    return respond(c, { status: 200, body: messages.map(onWire) })
  })

  routes.get('/crm/events', async (c) => {
    await settle(gateway, sandbox)
    return respond(c, { status: 200, body: await events.list() })
  })

  routes.post('/clock', async (c) => {
    const { advanceMs } = await readJson(c, clockSchema)
    await settle(gateway, sandbox)
    await sandbox.clock.advance(advanceMs)
    await settle(gateway, sandbox)
    return respond(c, { status: 200, body: { now: new Date(clock()).toISOString() } })
  })

  routes.post('/reset', (c) => reset(c, gateway, sandbox))

  return routes
}

/** Begins again, with every sender active. */
const reset = async (c: Context, gateway: Gateway, sandbox: Sandbox) => {
  const { directory, clock, policies } = gateway
  // Another site's page can't send this type without a preflight, so none can empty the sandbox.
  if (!/^application\/json\b/i.test(c.req.header('Content-Type') ?? ''))
    throw new ProblemError('unsupported_media_type', 'Send Content-Type: application/json.')
  await readJson(c, z.strictObject({}))
  await settle(gateway, sandbox)
  // The states of senders are known for a moment beside the database.
  for (const sender of directory.organisations.flatMap(({ senders }) => senders))
    await policies.setState(sender, 'active', { by: 'console' })
  await sandbox.reset()
  return respond(c, { status: 200, body: { now: new Date(clock()).toISOString() } })
}

type Body = z.output<typeof phoneSchema>

/** The customer's action for a simulated provider. */
const actOf = (
  { form, media, button, list, location, replyTo, forwarded, aliases }: Body,
  text: string,
) => ({
  form,
  text,
  media,
  aliases,
  ...(button && { button }),
  ...(list && { list }),
  ...(location && { location }),
  ...(replyTo && { replyTo }),
  ...(forwarded && { forwarded }),
})

const receivedOf = (
  { form, media, button, list, location, replyTo, forwarded }: Body,
  text: string,
): Inbound['message'] => ({
  form,
  type: typeOf(media.length > 0, button, list, location),
  text,
  media,
  ...(location && { location }),
  ...(button && { button }),
  ...(list && { list }),
  ...(replyTo && { replyTo: { providerId: `sandbox-${replyTo}` } }),
  ...(forwarded && { forwarded }),
})

const typeOf = (hasMedia: boolean, button: unknown, list: unknown, location: unknown): string => {
  if (hasMedia) return 'media'
  if (button) return 'button'
  if (list) return 'interactive'
  return location ? 'location' : 'text'
}

const some = (media: readonly Media[]) => (media.length > 0 ? { media } : {})

const onWire = ({ at, ...message }: PhoneMessage) => ({
  ...message,
  at: new Date(at).toISOString(),
})

/** A JSON body of the sandbox's own routes. Throws a problem. */
export const readJson = async <T extends z.ZodType>(
  c: Context,
  schema: T,
): Promise<z.output<T>> => {
  return parseAs(schema, parseJson(await readBody(c, MAX_BYTES)))
}
