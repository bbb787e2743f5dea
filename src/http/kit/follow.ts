/** Connects a request's effects by its id, in the log and in traces. */

import type { Context } from 'hono'
import type { Trace } from '../../core/model/message/effect.ts'
import type { Input } from '../../core/model/message/message.ts'
import type { Gateway, Handled } from '../../engine/gateway.ts'
import { inSpan } from '../../telemetry/trace.ts'
import { requestIdOf } from './answer.ts'

/**
 * The same gateway, whose inputs carry the request's trace. One line for each message that a request
 * or webhook brings: `send_accepted`, `send_held`, `send_refused` or `webhook_accepted`.
 */
export const following = (gateway: Gateway, trace: Trace, connection?: string): Gateway => ({
  ...gateway,
  handle: async (organisation, input, sender, also) => {
    const handled = await gateway.handle(organisation, { ...input, trace }, sender, also)
    const isSend = input.kind === 'outbound'
    if (handled && (isSend || connection !== undefined))
      gateway.log.info(isSend ? `send_${handled.verdict.status}` : 'webhook_accepted', {
        requestId: trace.request,
        connection,
        kind: input.kind,
        message: messageOf(input),
        providerId: 'providerId' in input ? input.providerId : undefined,
        contact: handled.contact,
        verdict: handled.verdict.status,
        reason: reasonOf(handled),
        status: input.kind === 'receipt' ? input.status : undefined,
        duplicate: handled.duplicate || undefined,
      })
    return handled
  },
})

/** Answers inside a span, below the caller's own where `goesOn`. */
export const inRequest = <T>(
  c: Context,
  name: string,
  answer: (trace: Trace) => Promise<T>,
  goesOn = true,
): Promise<T> => {
  const request = requestIdOf(c)
  const parent = goesOn ? c.req.header('traceparent') : undefined
  return inSpan(name, { parent, kind: 'server' }, ({ traceparent, set }) => {
    set(() => ({ 'postern.requestId': request }))
    return answer({ request, ...(traceparent !== undefined && { parent: traceparent }) })
  })
}

/** The message that it brings or is about; a receipt may know the provider's id alone. */
const messageOf = (input: Input): string | undefined => {
  if (input.kind === 'inbound' || input.kind === 'outbound') return input.id
  return 'message' in input && typeof input.message === 'string' ? input.message : undefined
}

const reasonOf = ({ verdict }: Handled): string | undefined =>
  verdict.status === 'accepted' ? undefined : verdict.reason
