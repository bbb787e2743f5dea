import { type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { withTracing } from '../../src/engine/attempt/tracing.ts'
import type { Crm } from '../../src/ports/crm.ts'
import type { Http, HttpRequest } from '../../src/ports/http.ts'
import type { Provider } from '../../src/ports/provider.ts'
import type { Outcome } from '../../src/ports/side.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { loadTracing } from '../../src/telemetry/trace.ts'
import { ACME, createRig, MARIA, SIGNED } from '../support/gateway.ts'

type Line = Readonly<Record<string, unknown>>

const messageOf = (text: string) => ({ from: ACME.whatsapp, to: MARIA, agent: 'ana', text })

describe('one message can be followed in the log', () => {
  const linesOf = (log: readonly string[]): readonly Line[] => log.map((line) => JSON.parse(line))

  it('from the CRM’s request to the event with its result', async () => {
    const rig = createRig()
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    await rig.writes(MARIA, ACME.whatsapp, 'YES')
    const from = rig.log.length
    const answer = await rig.call('POST', '/v1/messages', messageOf('a word for Maria'), {
      'X-Request-Id': 'crm-4711',
    })
    expect(answer.headers.get('X-Request-Id')).toBe('crm-4711')
    const { id } = answer.body
    const lines = linesOf(rig.log.slice(from)).filter(
      ({ requestId, type }) => requestId === 'crm-4711' && type !== 'contact.taken',
    )
    expect(lines.map(({ event }) => event).sort()).toEqual(
      ['attempt', 'request', 'send_accepted', 'notify'].sort(),
    )
    for (const line of lines) {
      if (line.event === 'request') continue
      expect(line).toMatchObject({
        level: 'info',
        message: id,
        contact: expect.stringMatching(/^con_/),
      })
    }
    expect(lines.find(({ event }) => event === 'attempt')).toMatchObject({
      outcome: 'accepted',
      providerId: `P-${id}`,
      attempt: 1,
    })
    expect(lines.find(({ event }) => event === 'notify')).toMatchObject({
      type: 'message.sent',
      outcome: 'accepted',
    })
    expect(rig.log.join()).not.toMatch(/a word for|4915112345678/)
  })

  it('also when it waits for consent, or is refused', async () => {
    const rig = createRig()
    const held = await rig.call('POST', '/v1/messages', messageOf('Hello'), {
      'X-Request-Id': 'one',
    })
    await rig.writes(MARIA, ACME.whatsapp, 'STOP')
    await rig.call('POST', '/v1/messages', messageOf('Hello'), { 'X-Request-Id': 'two' })
    const sends = linesOf(rig.log).filter(({ event }) => String(event).startsWith('send_'))
    expect(sends).toMatchObject([
      { event: 'send_held', requestId: 'one', message: held.body.id, reason: 'consent_pending' },
      { event: 'send_refused', requestId: 'two', reason: 'consent_refused' },
    ])
  })

  it('from the webhook of a provider to the event, by the id of the message', async () => {
    const rig = createRig()
    await rig.writes(MARIA, ACME.whatsapp, 'a word for Acme')
    const lines = linesOf(rig.log)
    const webhook = lines.find(({ event }) => event === 'webhook_accepted')
    expect(webhook).toMatchObject({
      kind: 'inbound',
      providerId: expect.any(String),
      contact: expect.stringMatching(/^con_/),
      verdict: 'accepted',
    })
    const notified = lines.filter(({ event }) => event === 'notify')
    expect(notified).toContainEqual(
      expect.objectContaining({
        type: 'message.received',
        message: webhook?.message,
        requestId: webhook?.requestId,
      }),
    )
    expect(rig.log.join()).not.toMatch(/a word for|4915112345678/)
  })
})

type Recorded = {
  readonly name: string
  readonly parent: string | undefined
  readonly id: string
  attributes: Line
}

/** A listener of the smallest kind: what an SDK would export. */
const listen = () => {
  const spans: Recorded[] = []
  let made = 0
  const hex = (length: number) => (++made).toString(16).padStart(length, '0')
  const tracer = {
    startSpan: (name, options, context) => {
      const above = context && trace.getSpanContext(context)
      const own = { traceId: above?.traceId ?? hex(32), spanId: hex(16), traceFlags: 1 }
      const recorded: Recorded = {
        name,
        parent: above?.spanId,
        id: own.spanId,
        attributes: { ...options?.attributes, trace: own.traceId },
      }
      spans.push(recorded)
      return {
        spanContext: () => own,
        setAttributes: (more: Line) => {
          recorded.attributes = { ...recorded.attributes, ...more }
        },
        setStatus: ({ code }: { code: SpanStatusCode }) => {
          recorded.attributes = { ...recorded.attributes, failed: code === SpanStatusCode.ERROR }
        },
        end: () => {},
      } as unknown as Span
    },
  } as Tracer
  trace.setGlobalTracerProvider({ getTracer: () => tracer })
  return spans
}

describe('one message can be followed in traces', () => {
  beforeAll(loadTracing)
  afterEach(() => trace.disable())

  const CRM_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'

  it('from the span of the CRM, through decision, commit and attempt, to the event', async () => {
    const rig = createRig()
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    await rig.writes(MARIA, ACME.whatsapp, 'YES')
    const spans = listen()
    await rig.call('POST', '/v1/messages', messageOf('Hello'), {
      traceparent: `00-${CRM_TRACE}-00f067aa0ba902b7-01`,
    })
    const [request] = spans
    expect(request).toMatchObject({ name: 'POST /v1/messages', parent: '00f067aa0ba902b7' })
    expect(new Set(spans.map(({ attributes }) => attributes.trace))).toEqual(new Set([CRM_TRACE]))
    for (const name of ['decide', 'commit', 'attempt', 'notify'])
      expect(spans).toContainEqual(expect.objectContaining({ name, parent: request?.id }))
    expect(spans.find(({ name }) => name === 'attempt')?.attributes).toMatchObject({
      'postern.outcome': 'accepted',
    })
    expect(JSON.stringify(spans)).not.toMatch(/Hello|4915112345678/)
  })

  it('and no provider’s trace is continued', async () => {
    const rig = createRig()
    const spans = listen()
    await rig.app.request('/webhooks/acme-phone/messages', {
      method: 'POST',
      headers: { ...SIGNED, traceparent: `00-${CRM_TRACE}-00f067aa0ba902b7-01` },
      body: '[]',
    })
    expect(spans[0]).toMatchObject({ name: 'webhook', parent: undefined })
  })

  it('and the CRM gets the span, a provider doesn’t', async () => {
    const seen: unknown[] = []
    const http = Object.assign(
      async ({ connection, headers }: HttpRequest) => {
        seen.push([connection, headers])
        return { status: 200, headers: new Headers(), body: new Uint8Array() }
      },
      { stream: async () => new Response() },
    )
    const side = (connection: string) => ({
      deliver: async (_: unknown, given: Http): Promise<Outcome> => {
        await given({ method: 'POST', url: 'https://a.example', connection, purpose: 'test' })
        return { status: 'accepted', id: '1' }
      },
    })
    const { crms, providers } = withTracing({
      crms: { crm: side('crm') as unknown as Crm },
      providers: { phone: side('phone') as unknown as Provider },
      log: createLog({ level: 'silent', write: () => {} }),
      clock: Date.now,
    })
    const order = { contact: 'con_1', organisation: 'acme', at: 0, attempt: 1 }
    const trace = { request: 'r', parent: `00-${CRM_TRACE}-00f067aa0ba902b7-01` }
    const tell = { kind: 'tell', id: 'evt_1', type: 'message.sent', at: 0, address: MARIA, trace }
    const run = async () => {
      await crms.crm?.deliver({ ...order, effect: tell } as never, http)
      const send = { kind: 'send', id: 'snd_1', message: 'msg_1', trace }
      await providers.phone?.deliver({ ...order, effect: send } as never, http)
    }
    await run()
    expect(seen).toEqual([
      ['crm', undefined],
      ['phone', undefined],
    ])
    const spans = listen()
    await run()
    expect(seen.slice(2)).toEqual([
      ['crm', { traceparent: `00-${CRM_TRACE}-${spans[0]?.id}-01` }],
      ['phone', undefined],
    ])
  })
})

it('without an exporter the journal only keeps the request id', async () => {
  const rig = createRig()
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  const { body } = await rig.call('GET', `/v1/contacts/${MARIA}/journal`)
  expect(body.entries[0].input.trace).toEqual({ request: expect.stringMatching(/^req_/) })
})
