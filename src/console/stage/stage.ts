/** The sandbox's first page: a customer's phone, and the composer of an agent beside it. */

import type { Hono } from 'hono'
import * as z from 'zod'
import { type Address, channelOf, factsOf, onChannel } from '../../core/model/address.ts'
import type { Gateway } from '../../engine/gateway.ts'
import { respond } from '../../http/kit/answer.ts'
import { invalid, ProblemError } from '../../http/kit/problem.ts'
import type { Raw, Route } from '../../http/kit/route.ts'
import { requestOptIn } from '../../http/v1/contacts/consent.ts'
import { changeOwner } from '../../http/v1/contacts/contacts.ts'
import { sendMessage } from '../../http/v1/messages/messages.ts'
import { changeSender } from '../../http/v1/senders.ts'
import { ownSender } from '../../http/v1/shared/lookup.ts'
import { addressSchema, parties, withPlus } from '../../http/v1/shared/schemas.ts'
import { settle } from '../../sandbox/emulation/routes.ts'
import { readJson } from '../../sandbox/routes.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { createComposerTokens } from '../../tokens/composer-token.ts'
import { isoTime, type Json } from '../../wire/events.ts'
import { html } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { callApi, type PageContext, pageContextOf } from '../kit/page-context.ts'
import type { CrmLine, Done, Setting, StageState } from './stage-types.ts'
import { STORIES } from './stories.ts'
import { serveWire, wireOf } from './wire.ts'

/** The most events and customers shown. */
const EVENTS = 40
const CUSTOMERS = 50
const FIRST_CUSTOMER = '+15557654321'

/** The stories need a channel with sessions. */
const hasSession = ({ address }: { readonly address: Address }) => factsOf(address).hasSession

/** The script does the rest: it polls the state every second and sends as any party. */
export const stagePage = async (context: PageContext, { loadForms }: Sandbox): Promise<View> => {
  const { organisation, query } = context
  const sender =
    organisation.senders.find(({ address }) => address === withPlus(query('from'))) ??
    organisation.senders[0]
  const from = sender?.address as Address
  const asked = addressSchema.safeParse(query('to'))
  const [known] = await customersOf(context, from)
  const to = asked.success
    ? asked.data
    : (known ?? (`${channelOf(from)}:${FIRST_CUSTOMER}` as Address))
  const setting: Setting = {
    parties: {
      from,
      to: onChannel(to, channelOf(from)) ?? to,
      agent: query('agent') || 'ana',
    },
    senders: organisation.senders.map(({ address, line }) => ({ address, line: line.name })),
    stories: STORIES,
    forms: (await loadForms?.())?.names ?? [],
    storySender: (organisation.senders.find(hasSession) ?? sender)?.address ?? from,
  }
  return {
    title: 'Phone and composer',
    scripts: ['/composer.js', '/console/stage.js'],
    body: html`<div class="intro"><h1>A phone and a composer</h1>
<p class="lead">You are the customer and the agent; only the gate between them is real.</p></div>
<div id="stage" data-setting="${JSON.stringify(setting)}"><p class="empty">This page needs JavaScript.</p></div>`,
  }
}

const actSchema = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('send'), ...parties, text: z.string() }),
  z.strictObject({
    does: z.literal('template'),
    ...parties,
    template: z.strictObject({
      name: z.string(),
      language: z.string(),
      variables: z.record(z.string(), z.string()),
    }),
  }),
  z.strictObject({ does: z.literal('ask'), ...parties }),
  z.strictObject({ does: z.literal('hand_over'), ...parties }),
  z.strictObject({ does: z.literal('activate'), ...parties, active: z.boolean() }),
])

/** The routes for the page's script. */
export const serveStage = (app: Hono, gateway: Gateway, sandbox: Sandbox): void => {
  app.get('/stage', async (c) => {
    const context = pageContextOf(c, gateway)
    const [from, to] = [read(context.query('from')), read(context.query('to'))]
    return respond(c, { status: 200, body: await stateOf(context, sandbox, from, to) })
  })

  serveWire(app, gateway, sandbox)

  app.post('/stage/act', async (c) => {
    const context = pageContextOf(c, gateway)
    const done = await carryOut(context, await readJson(c, actSchema))
    await settle(gateway, sandbox)
    return respond(c, { status: 200, body: done })
  })

  app.post('/stage/token', async (c) => {
    const { organisation } = pageContextOf(c, gateway)
    const asked = await readJson(c, z.strictObject(parties))
    const tokens = createComposerTokens(gateway.secret)
    const { token } = tokens.make({ organisation: organisation.id, ...asked }, gateway.clock())
    return respond(c, { status: 200, body: { token } })
  })
}

type Act = z.output<typeof actSchema>

/** Actions here use the same routes as a CRM's requests. */
const carryOut = (context: PageContext, act: Act): Promise<Done> => {
  const { gateway, organisation } = context
  const { from, to, agent } = act
  const run = (route: Route, raw: Partial<Raw>) => doneOf(callApi(context, route, doneSchema, raw))
  const line = gateway.directory.sender(from)?.line ?? organisation.lines[0]
  switch (act.does) {
    case 'send':
      return run(sendMessage, { body: { from, to, agent, text: act.text } })
    case 'template':
      return run(sendMessage, { body: { from, to, agent, template: act.template } })
    case 'ask':
      return run(requestOptIn, { body: { from, to, agent } })
    case 'hand_over':
      return run(changeOwner, { params: { address: to, line: line?.id }, body: { agent } })
    case 'activate':
      return run(changeSender, { params: { address: from }, body: { active: act.active } })
  }
}

const doneSchema = z.object({ status: z.string(), sentence: z.string() }).partial().optional()

/** A refusal is a result to show, not an error. */
const doneOf = async (answer: Promise<z.output<typeof doneSchema>>): Promise<Done> => {
  try {
    const { status = 'done', sentence } = (await answer) ?? {}
    return { status, ...(sentence && { sentence }) }
  } catch (error) {
    if (error instanceof ProblemError) return { status: 'refused', sentence: error.message }
    throw error
  }
}

const stateOf = async (
  context: PageContext,
  sandbox: Sandbox,
  from: Address,
  to: Address,
): Promise<StageState> => {
  const { gateway, caller } = context
  const { phones, events } = sandbox
  await settle(gateway, sandbox)
  const sender = ownSender(caller, from)
  const [phone, received, customers, { state }] = await Promise.all([
    phones.messages(to),
    events.list(),
    customersOf(context, from),
    gateway.policies.condition(sender),
  ])
  return {
    now: isoTime(gateway.clock()),
    phone: phone.map((message) => ({ ...message, at: isoTime(message.at) })),
    events: received
      .map(crmLine)
      .filter(({ about }) => about === to)
      .slice(-EVENTS)
      .reverse(),
    customers,
    isActive: state === 'active',
    ...(await wireOf(sandbox, sender.connection, to)),
  }
}

/** Their addresses on the sender's channel, latest first. */
const customersOf = async ({ gateway, organisation }: PageContext, from: Address) => {
  const { items } = await gateway.store.contacts(organisation.id, { limit: CUSTOMERS })
  return items.flatMap(({ addresses }) =>
    addresses.slice(0, 1).flatMap((address) => onChannel(address, channelOf(from)) ?? []),
  )
}

type EventData = {
  readonly contact?: { readonly address?: string }
  readonly message?: { readonly text?: string; readonly status?: string }
}

const crmLine = ({ id, type, timestamp, data }: Json & { id: string; type: string }): CrmLine => {
  const { contact, message } = data as EventData
  const text = type === 'message.status' ? message?.status : message?.text
  return { id, type, at: String(timestamp), about: contact?.address ?? '', text: text ?? '' }
}

const read = (text: string): Address => {
  const parsed = addressSchema.safeParse(text)
  if (parsed.success) return parsed.data
  throw invalid('address', 'is not an address')
}
