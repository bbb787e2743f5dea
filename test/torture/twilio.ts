/** Twilio's REST API: keeps its own record of every message, and can fail on either side of taking one. */

import type { ServerResponse } from 'node:http'
import { ACCOUNT } from '../support/configuration.ts'
import type { Random } from './random.ts'
import { answerJson, sleep, startServer } from './server.ts'

export type Recorded = {
  readonly sid: string
  readonly direction: 'inbound' | 'outbound-api'
  readonly from: string
  readonly to: string
  readonly body: string
  readonly statusCallback?: string
  readonly at: number
}

/** `loses`: never takes it, never answers. `hangs`: takes it, never answers. `breaks`: takes it, hangs up. */
export type TwilioManner = 'answers' | 'loses' | 'hangs' | 'breaks' | 'fails'

/** A message shows up in the list so long after it was taken. */
const LIST_LAG_MS = 500
const PAGE = 1_000

export const startTwilio = async (random: Random) => {
  const record: Recorded[] = []
  const counts = { lookUps: 0, hung: 0 }
  let mannerOf: () => TwilioManner = () => 'answers'
  let onSent = (_sent: Recorded) => {}

  const take = (message: Omit<Recorded, 'sid' | 'at'>): Recorded => {
    const sid = `SM${(record.length + 1).toString(16).padStart(32, '0')}`
    const taken = { ...message, sid, at: Date.now() }
    record.push(taken)
    return taken
  }

  const create = async (form: URLSearchParams, response: ServerResponse) => {
    const manner = mannerOf()
    await sleep(random.between(0, 30))
    if (manner !== 'answers') counts.hung += 1
    if (manner === 'loses') return
    const sent = take({
      direction: 'outbound-api',
      from: form.get('From') ?? '',
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      statusCallback: form.get('StatusCallback') ?? '',
    })
    onSent(sent)
    await sleep(random.between(0, 30))
    if (manner === 'breaks') response.destroy()
    if (manner === 'fails') answerJson(response, 500, { code: 20500 })
    if (manner === 'answers') answerJson(response, 201, toJson(sent))
  }

  /** By its filters, newest first, page by page. */
  const list = (search: URLSearchParams) => {
    const day = Date.parse(search.get('DateSent>') ?? '1970-01-01')
    const [from, to, page] = [search.get('From'), search.get('To'), Number(search.get('Page') ?? 0)]
    const found = record
      .filter((one) => one.at >= day && one.at <= Date.now() - LIST_LAG_MS)
      .filter((one) => (from === null || one.from === from) && (to === null || one.to === to))
      .reverse()
    const next = new URLSearchParams(search)
    next.set('Page', String(page + 1))
    return {
      messages: found.slice(page * PAGE, (page + 1) * PAGE).map(toJson),
      next_page_uri: found.length > (page + 1) * PAGE ? `${MESSAGES}?${next}` : null,
    }
  }

  const server = await startServer(({ method, url, body }, response) => {
    if (url.pathname.endsWith('/ContentAndApprovals'))
      return answerJson(response, 200, { contents: [], meta: { next_page_url: null } })
    if (method === 'POST') return create(new URLSearchParams(body), response)
    if (url.searchParams.has('From')) counts.lookUps += 1
    return answerJson(response, 200, list(url.searchParams))
  })
  return {
    ...server,
    record,
    counts,
    take,
    /** How the next sends are answered; asked for each one. */
    behave: (next: () => TwilioManner) => {
      mannerOf = next
    },
    whenSent: (call: (sent: Recorded) => void) => {
      onSent = call
    },
  }
}

export type LocalTwilio = Awaited<ReturnType<typeof startTwilio>>

const MESSAGES = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`

const toJson = ({ sid, direction, from, to, body, at }: Recorded) => ({
  sid,
  status: direction === 'inbound' ? 'received' : 'queued',
  direction,
  from,
  to,
  body,
  num_media: '0',
  // Whole seconds, as there.
  date_created: new Date(at).toUTCString(),
  date_sent: new Date(at).toUTCString(),
})
