/**
 * Spans through OpenTelemetry's API. Without an SDK there are no spans and no cost.
 * https://opentelemetry.io/docs/specs/otel/trace/api/ · https://www.w3.org/TR/trace-context/
 */

import type { Attributes, SpanContext, Tracer } from '@opentelemetry/api'

export type SpanOptions = {
  /** The span it belongs under, as `traceparent` says it. */
  readonly parent?: string | undefined
  readonly kind?: 'server' | 'producer' | 'client' | 'internal'
  /** Ids and words, as in the log: no text of a message, no secret, no address. */
  readonly attributes?: () => Attributes
}

/** The current span, for child spans and other services; empty without an SDK. */
export type OpenSpan = {
  readonly traceparent?: string
  set(attributes: () => Attributes): void
}

const KINDS = {
  server: 'SERVER',
  producer: 'PRODUCER',
  client: 'CLIENT',
  internal: 'INTERNAL',
} as const

type Api = typeof import('@opentelemetry/api')

let api: Api | undefined

/** An SDK was registered: `node --import` did so before us. Its API puts itself there. */
export const isTraced = (): boolean => Symbol.for('opentelemetry.js.api.1') in globalThis

/** From then on spans are made, if an SDK listens. */
export const loadTracing = async (): Promise<void> => {
  api ??= await import('@opentelemetry/api')
}

const SILENT: OpenSpan = { set: () => {} }

/** Does the work inside a span of that name. */
export const inSpan = <T>(
  name: string,
  options: SpanOptions,
  work: (span: OpenSpan) => Promise<T>,
): Promise<T> => {
  const tracer = api && listeningTracer(api)
  // No promise of its own: most processes have no SDK, and a message passes through five of these.
  return api && tracer ? inOpenSpan(api, tracer, name, options, work) : work(SILENT)
}

const inOpenSpan = async <T>(
  { trace, ROOT_CONTEXT, SpanKind, SpanStatusCode }: Api,
  tracer: Tracer,
  name: string,
  { parent, kind = 'internal', attributes }: SpanOptions,
  work: (span: OpenSpan) => Promise<T>,
): Promise<T> => {
  const above = parent === undefined ? undefined : contextIn(parent)
  const context = above ? trace.setSpanContext(ROOT_CONTEXT, above) : ROOT_CONTEXT
  const options = { kind: SpanKind[KINDS[kind]], attributes: attributes?.() ?? {} }
  const span = tracer.startSpan(name, options, context)
  try {
    return await work({
      traceparent: traceparentOf(span.spanContext()),
      set: (more) => void span.setAttributes(more()),
    })
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error)?.name ?? 'unknown' })
    throw error
  } finally {
    span.end()
  }
}

/** Undefined while no SDK is registered, so that no span need be made. */
const listeningTracer = ({ trace, ProxyTracerProvider }: Api): Tracer | undefined => {
  const provider = trace.getTracerProvider()
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer('postern')
    : provider.getTracer('postern')
}

/** Version 00, and what later versions begin with. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/

const contextIn = (traceparent: string): SpanContext | undefined => {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? []
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true }
}

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
