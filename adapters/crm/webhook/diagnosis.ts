/** Checks of `npm run doctor` for a CRM: it answers, and it verifies signatures. */

import type { Instant } from '../../../src/core/model/contact.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { HttpAnswer } from '../../../src/ports/http.ts'
import type { Finding } from '../../../src/ports/side.ts'
import { isoTime, type Json } from '../../../src/wire/events.ts'
import { createFind } from '../kit/finding.ts'

type Post = (event: Json, at: Instant | undefined) => Promise<HttpAnswer>

/**
 * Posts a `postern.ping` twice: without a signature, which must be refused, and with one, timed by the
 * clock in the CRM's first answer.
 */
export const diagnose = async (name: string, post: Post): Promise<readonly Finding[]> => {
  const finding = createFind(name)
  try {
    const unsigned = await post(ping(0), undefined)
    const findings = [
      finding('the CRM is reachable'),
      finding(
        'it rejects an unsigned event',
        isSuccess(unsigned) ? 'Anyone could post to it. Verify webhook-signature.' : undefined,
      ),
    ]
    const at = Date.parse(unsigned.headers.get('date') ?? '')
    if (Number.isNaN(at)) return findings
    const { status } = await post(ping(at), at)
    return [...findings, finding('it accepts a signed event', adviceOn(status))]
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return [finding('the CRM is reachable', TROUBLE[error.code])]
  }
}

const ping = (at: Instant): Json => ({ type: 'postern.ping', timestamp: isoTime(at), data: {} })

const isSuccess = ({ status }: HttpAnswer) => status >= 200 && status < 300

const adviceOn = (status: number): string | undefined => {
  if (status >= 200 && status < 300) return undefined
  if (status >= 300 && status < 400) return 'It redirects. Configure the address it redirects to.'
  if (status === 404 || status === 410) return 'Not found. Check the path of `url`.'
  if (status >= 500) return `It answered ${status}. Check its log.`
  return `It answered ${status}. Check that both sides have the same secret, and that it accepts unknown event types.`
}

const TROUBLE: Readonly<Record<HttpError['code'], string>> = {
  connect: 'No connection. Check host, port and certificate.',
  forbidden_address:
    'Only https to public addresses is allowed. For a private address, set "allowPrivate": true.',
  timeout: 'No answer in time.',
  reset: 'It closed the connection.',
  too_large: 'Its answer is too large. An empty one is enough.',
  busy: 'Too many requests to it are under way.',
  aborted: 'The attempt was aborted.',
}
