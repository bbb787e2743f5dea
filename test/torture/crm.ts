/** A CRM that verifies and remembers every event, in order, and can be down in several ways. */

import { Webhook } from 'standardwebhooks'
import { CRM_SECRET } from '../support/configuration.ts'
import type { Random } from './random.ts'
import { sleep, startServer } from './server.ts'

export type CrmEvent = {
  readonly id: string
  readonly type: string
  readonly at: number
  readonly contact: string
  readonly message?: { readonly id: string; readonly text?: string }
  readonly status?: string
}

/** `hangs`: takes the event, and never says so. */
export type CrmManner = 'answers' | 'fails' | 'hangs'

export const startCrm = async (random: Random) => {
  /** Each event once, at its first arrival. */
  const events: CrmEvent[] = []
  const seen = new Set<string>()
  const badSignatures: string[] = []
  const counts = { repeats: 0, turnedAway: 0 }
  let manner: CrmManner = 'answers'
  const verifier = new Webhook(CRM_SECRET)

  const server = await startServer(async ({ headers, body }, response) => {
    const id = String(headers['webhook-id'])
    try {
      verifier.verify(body, headers as Record<string, string>)
    } catch {
      badSignatures.push(id)
      return response.writeHead(401).end()
    }
    if (manner === 'fails') {
      counts.turnedAway += 1
      return response.writeHead(500).end()
    }
    if (seen.has(id)) counts.repeats += 1
    else {
      const { type, data } = JSON.parse(body)
      const { contact, message, status } = data
      events.push({ id, type, at: Date.now(), contact: contact.id, message, status })
    }
    seen.add(id)
    if (manner === 'hangs') {
      counts.turnedAway += 1
      return undefined
    }
    await sleep(random.between(0, 15))
    return response.writeHead(204).end()
  })
  return {
    ...server,
    events,
    badSignatures,
    counts,
    behave: (next: CrmManner) => {
      manner = next
    },
  }
}

export type LocalCrm = Awaited<ReturnType<typeof startCrm>>
