/** The simulated world as the page's script reaches it. */

import type {
  CrmForm,
  CrmRequest,
  Done,
  Parties,
  StageState,
  Step,
} from '../../console/stage/stage-types.ts'
import { channelFacts, isChannel } from '../../core/model/channel.ts'

/** The composer's attributes: its parties and token. */
export type Seat = Parties & { readonly token: string }

const sent = async <T>(path: string, body: object): Promise<T> =>
  ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

const UNREACHABLE = 'The gateway did not answer.'

const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
  const response = await fetch(path, init).catch(() => {
    throw new Error(UNREACHABLE)
  })
  const body = await response.json()
  if (!response.ok) throw new Error(body.detail ?? UNREACHABLE)
  return body
}

/** The current state for one phone and one sender. */
export const readStage = async ({ from, to }: Parties): Promise<StageState> =>
  ask(`/console/stage?${new URLSearchParams({ from, to })}`)

/** An event as real CRMs would get it. */
export const readForms = async (id: string): Promise<readonly CrmForm[]> => {
  const { forms } = await ask<{ forms: readonly CrmForm[] }>(
    `/console/stage/request?${new URLSearchParams({ id })}`,
  )
  return forms
}

/** A request between the gateway and the provider. */
export const readExchange = async (id: string, to: string): Promise<readonly CrmForm[]> => {
  const { request, answer } = await ask<{
    request: CrmRequest
    answer: { readonly status: number; readonly body: string }
  }>(`/console/stage/exchange?${new URLSearchParams({ id, to })}`)
  const said = answer.body === '' ? '' : `\n\n${answer.body}`
  return [{ name: 'Request', requests: [request], answer: `HTTP ${answer.status}${said}` }]
}

/** A token for the composer; it ends when the clock has been moved far enough. */
export const mintToken = async (parties: Parties): Promise<string> => {
  const { token } = await sent<{ token: string }>('/console/stage/token', parties)
  return token
}

/** Removes every contact, message and event, and sets the clock. */
export const emptySandbox = async (): Promise<void> => {
  await sent('/sandbox/reset', {})
}

/** Does one step, as its customer, agent or administrator. */
export const act = async (step: Step, { from, to, agent }: Parties): Promise<Done> => {
  switch (step.does) {
    case 'write':
      await sent('/sandbox/phone', { from: to, to: from, text: step.text, ...step.with })
      return { status: 'done' }
    case 'wait':
      await sent('/sandbox/clock', { advanceMs: step.ms })
      return { status: 'done' }
    default: {
      const { watch: _, ...doing } = step
      return sent('/console/stage/act', { from, to, agent, ...doing })
    }
  }
}

/** An unused number. Without a 0 it is not one of those that misbehave on purpose. */
export const newCustomer = (channel: string): string => {
  const digits = crypto.getRandomValues(new Uint8Array(7)).map((byte) => (byte % 9) + 1)
  return `${channel}:+1555${digits.join('')}`
}

export const channelOf = (address: string): string => address.slice(0, address.indexOf(':'))

/** `whatsapp:+1555…` → `+1555…`. */
export const numberOf = (address: string): string => address.slice(address.indexOf(':') + 1)

/** The channel's name as people write it. */
export const labelOf = (channel: string): string =>
  isChannel(channel) ? channelFacts(channel).label : channel

/** Whether phones show buttons and “is typing” on this channel. */
export const isAppChannel = (channel: string): boolean =>
  isChannel(channel) && channelFacts(channel).hasSession
