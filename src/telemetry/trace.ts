/**
 * Spans by OpenTelemetry's API. Without an SDK that listens, nothing is made and nothing is paid.
 * https://opentelemetry.io/docs/specs/otel/trace/api/ · https://www.w3.org/TR/trace-context/
 */

import {
  type Attributes,
  trace as api,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api'

export type SpanOptions = {
  /** The span it belongs under, as `traceparent` says it. */
  readonly parent?: string | undefined
  readonly kind?: 'server' | 'producer' | 'client' | 'internal'
  /** Ids and words, as in the log: no text of a message, no secret, no address. */
  readonly attributes?: () => Attributes
}

/** The span at hand, for those below it and for other services; empty while nobody listens. */
export type OpenSpan = {
  readonly traceparent?: string
  set(attributes: () => Attributes): void
}

const KINDS = {
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
} as const

const SILENT: OpenSpan = { set: () => {} }

/** Does the work inside a span of that name. */
export const inSpan = async <T>(
  name: string,
  { parent, kind = 'internal', attributes }: SpanOptions,
  work: (span: OpenSpan) => Promise<T>,
): Promise<T> => {
  const tracer = listeningTracer()
  if (!tracer) return work(SILENT)
  const above = parent === undefined ? undefined : contextIn(parent)
  const context = above ? api.setSpanContext(ROOT_CONTEXT, above) : ROOT_CONTEXT
  const options = { kind: KINDS[kind], attributes: attributes?.() ?? {} }
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
const listeningTracer = (): Tracer | undefined => {
  const provider = api.getTracerProvider()
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
