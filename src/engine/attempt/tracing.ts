/** Makes a message traceable: a log line and a span for each attempt. */

import type { Send, Tell } from '../../core/model/message/effect.ts'
import type { Crm } from '../../ports/crm.ts'
import type { Http } from '../../ports/http.ts'
import type { Provider } from '../../ports/provider.ts'
import type { Order, Outcome } from '../../ports/side.ts'
import type { LogFields } from '../../telemetry/log.ts'
import { inSpan, type OpenSpan } from '../../telemetry/trace.ts'
import type { Dependencies } from '../contracts.ts'

/** The same parts, with a log line and a span for each attempt of a side. */
export const withTracing = <P extends Pick<Dependencies, 'providers' | 'crms' | 'log' | 'clock'>>(
  parts: P,
): P => {
  const { providers, crms } = parts

  const attempt = async (
    { effect, attempt, contact }: Order<Send | Tell>,
    connection: string,
    deliver: (span: OpenSpan) => Promise<Outcome>,
  ): Promise<Outcome> => {
    const { trace } = effect
    const about = {
      connection,
      message: effect.message,
      contact,
      attempt,
      ...(effect.kind === 'tell' && { type: effect.type, id: effect.id }),
      requestId: trace?.request,
    }
    const startedAt = performance.now()
    return inSpan(
      effect.kind === 'send' ? 'attempt' : 'notify',
      { parent: trace?.parent, kind: 'client', attributes: () => attributesOf(about) },
      async (span) => {
        const outcome = await deliver(span)
        const ms = Math.round(performance.now() - startedAt)
        span.set(() => attributesOf({ outcome: outcome.status, code: outcome.code }))
        parts.log.info(effect.kind === 'send' ? 'attempt' : 'notify', {
          ...about,
          outcome: outcome.status,
          code: outcome.code,
          ...(outcome.status === 'accepted' && { providerId: outcome.id }),
          ms,
        })
        return outcome
      },
    )
  }

  const provider = (name: string, side: Provider): Provider => ({
    ...side,
    deliver: (order, http) => attempt(order, name, () => side.deliver(order, http)),
  })
  const crm = (name: string, side: Crm): Crm => ({
    ...side,
    deliver: (order, http) =>
      attempt(order, name, (span) => side.deliver(order, withTraceparent(http, span))),
  })
  return {
    ...parts,
    providers: mapped(providers, provider),
    crms: mapped(crms, crm),
  }
}

/** The CRM goes on with our trace; a provider gets no trace. */
const withTraceparent = (http: Http, { traceparent }: OpenSpan): Http => {
  if (traceparent === undefined) return http
  const add = (request: Parameters<Http>[0]) => ({
    ...request,
    headers: { ...request.headers, traceparent },
  })
  return Object.assign((request: Parameters<Http>[0]) => http(add(request)), {
    stream: (request: Parameters<Http>[0]) => http.stream(add(request)),
  })
}

const mapped = <T>(sides: Readonly<Record<string, T>>, map: (name: string, side: T) => T) =>
  Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, map(name, side)]))

/** Attributes named like the log's members, with our prefix. */
const attributesOf = (fields: LogFields) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[`postern.${name}`, value]],
    ),
  )
