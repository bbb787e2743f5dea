/** A network without a destination: records the requests and gives prepared answers. */

import type { EmulatedRequest } from '../../ports/crm-emulator.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../ports/http.ts'

/** Every request is answered 200, with `answer` as JSON. */
export const recordRequests = (
  answer: (request: HttpRequest) => object | undefined,
): { readonly http: Http; readonly written: readonly EmulatedRequest[] } => {
  const written: EmulatedRequest[] = []
  const http = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { method, url, headers = {}, body = '' } = request
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
    written.push({ method, url, headers, body: text })
    const said = answer(request)
    const bytes = new TextEncoder().encode(said === undefined ? '' : JSON.stringify(said))
    return { status: 200, headers: new Headers(), body: bytes }
  }
  return { http: Object.assign(http, { stream: async () => new Response() }), written }
}
