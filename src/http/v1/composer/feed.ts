/** Server-sent events that only signal that something about a contact has changed. */

import type { Sender } from '../../../config/schema.ts'
import type { Address } from '../../../core/model/address.ts'
import type { Notices } from '../../../engine/notices.ts'
import { errorMessage } from '../../../ports/errors.ts'
import { isoTime } from '../../../wire/events.ts'
import { ProblemError } from '../../kit/problem.ts'
import type { Caller } from '../../kit/route.ts'
import { contactAt } from '../shared/lookup.ts'

/**
 * `changed` at the start and whenever the contact or the sender is not as it was, `beat` to show that
 * the line is alive and what time it is, `end` when the caller's token ends or the process stops.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export const openFeed = async (
  caller: Caller,
  notices: Notices,
  sender: Sender,
  to: Address,
): Promise<ReadableStream<Uint8Array>> => {
  const { gateway, organisation, grant } = caller
  const { clock, policies, log } = gateway
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let seen = ''
  let checking = false
  let again = false

  const write = (event: string) => {
    const data = JSON.stringify({ at: isoTime(clock()) })
    controller?.enqueue(encoder.encode(`event: ${event}\ndata: ${data}\n\n`))
  }
  const end = () => {
    if (!controller) return
    write('end')
    controller.close()
    stop()
  }
  const check = async (event?: 'beat') => {
    if (grant && clock() >= grant.expiresAt) return end()
    const { contact, version } = await contactAt(caller, to)
    const now = `${contact.id} ${version} ${JSON.stringify(await policies.condition(sender))}`
    if (now === seen) return event && write(event)
    seen = now
    write('changed')
  }
  /** One check at a time; a notice that arrives meanwhile triggers another one. */
  const checkSoon = async (event?: 'beat') => {
    again = checking
    if (checking) return
    checking = true
    try {
      await check(event)
      while (again) {
        again = false
        await check()
      }
    } catch (error) {
      log.warn('feed_failed', { error: errorMessage(error) })
      end()
    } finally {
      checking = false
    }
  }

  const { contact } = await contactAt(caller, to)
  const unlisten = notices.listen(organisation.id, contact.id, {
    changed: () => void checkSoon(),
    closed: end,
  })
  if (!unlisten)
    throw new ProblemError('rate_limited', 'Too many open streams for this contact.', {
      headers: { 'Retry-After': '60' },
    })
  const stop = () => {
    clearInterval(timer)
    unlisten()
    controller = undefined
  }
  const timer = setInterval(() => void checkSoon('beat'), notices.pollMs)
  return new ReadableStream({
    start: (opened) => {
      controller = opened
      void checkSoon()
    },
    cancel: stop,
  })
}
