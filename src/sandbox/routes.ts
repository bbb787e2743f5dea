/** The routes that only a sandbox has: be a customer, look over the CRM's shoulder, move the clock. */

import { Hono } from 'hono'
import * as z from 'zod'
import { channelOf } from '../core/model/address.ts'
import type { Inbound, Media } from '../core/model/message/message.ts'
import type { Gateway } from '../engine/gateway.ts'
import { respond } from '../http/kit/answer.ts'
import { readBody } from '../http/kit/body.ts'
import { invalid, ProblemError } from '../http/kit/problem.ts'
import { addressSchema } from '../http/v1/shared/schemas.ts'
import type { PhoneMessage } from './provider.ts'
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
    /** A tapped button or list row; the message whose it is, or which is quoted; and so on. */
    button: z
      .strictObject({ text: z.string().min(1), payload: z.string().exactOptional() })
      .optional(),
    list: z.strictObject({ id: z.string().min(1), title: z.string().exactOptional() }).optional(),
    replyTo: z.string().min(1).optional(),
    forwarded: z.enum(['once', 'often']).optional(),
    form: z.enum(['message', 'reaction', 'edit', 'revoke']).default('message'),
    aliases: z.array(addressSchema).max(3).default([]),
  })
  .refine(
    ({ text, media, button, list }) => text !== '' || media.length > 0 || button || list,
    'a text, media, a button or a list is required',
  )
const clockSchema = z.strictObject({ advanceMs: z.int().min(0).max(YEAR_MS) })

/** Answers only when nothing is left to do, so that what one looks at next is there. */
export const sandboxRoutes = ({ directory, handle, pump, clock }: Gateway, sandbox: Sandbox) => {
  const { phones, events } = sandbox
  const routes = new Hono()

  routes.post('/phone', async (c) => {
    const body = await readJson(c.req.raw, phoneSchema)
    const { from, to, media, aliases } = body
    const text = body.text || (body.button?.text ?? body.list?.title ?? '')
    const sender = directory.sender(to)
    if (!sender) throw invalid('to', 'is not a sender of this gateway')
    if (directory.sender(from)) throw invalid('from', 'is one of our own senders, not a customer')
    if (channelOf(from) !== channelOf(to)) throw invalid('from', 'is on another channel than to')
    await pump.drain()
    const id = crypto.randomUUID()
    const at = clock()
    await phones.add(from, { id, direction: 'inbound', at, from, to, text, ...some(media) })
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
    await pump.drain()
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
    await pump.drain()
    const messages = await phones.messages(address.data)
    return respond(c, { status: 200, body: messages.map(onWire) })
  })

  routes.get('/crm/events', async (c) => {
    await pump.drain()
    return respond(c, { status: 200, body: await events.list() })
  })

  routes.post('/clock', async (c) => {
    const { advanceMs } = await readJson(c.req.raw, clockSchema)
    await pump.drain()
    await sandbox.clock.advance(advanceMs)
    await pump.drain()
    return respond(c, { status: 200, body: { now: new Date(clock()).toISOString() } })
  })

  return routes
}

const receivedOf = (
  { form, media, button, list, replyTo, forwarded }: z.output<typeof phoneSchema>,
  text: string,
): Inbound['message'] => ({
  form,
  type: media.length > 0 ? 'media' : button ? 'button' : list ? 'interactive' : 'text',
  text,
  media,
  ...(button && { button }),
  ...(list && { list }),
  ...(replyTo && { replyTo: { providerId: `sandbox-${replyTo}` } }),
  ...(forwarded && { forwarded }),
})

const some = (media: readonly Media[]) => (media.length > 0 ? { media } : {})

const onWire = ({ at, ...message }: PhoneMessage) => ({
  ...message,
  at: new Date(at).toISOString(),
})

/** A JSON body of the sandbox's own routes. Throws what is wrong with it. */
export const readJson = async <T extends z.ZodType>(
  request: Request,
  schema: T,
): Promise<z.output<T>> => {
  const text = new TextDecoder().decode(await readBody(request, MAX_BYTES))
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new ProblemError('not_json', 'The body is not JSON.')
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(issue?.path.join('.') || 'body', issue?.message ?? 'is wrong')
}
