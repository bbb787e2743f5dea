/** The contract by which the sandbox shows what a CRM would get for an event, without that CRM. */

import type { Address } from '../core/model/address.ts'
import type { Tell } from '../core/model/message/message.ts'
import type { HttpRequest } from './http.ts'

/** The sandbox's own values, which people may use to check a signature. */
export type SandboxFacts = {
  readonly sender: Address
  readonly webhookSecret: string
  readonly account: { readonly sid: string; readonly token: string }
}

/** An event as it stands on the wire, with its id. */
export type EmulatedEvent = { readonly id: string } & Readonly<Record<string, unknown>>

/** A request as it is shown: with all headers, so that it can be sent again. */
export type EmulatedRequest = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A CRM that knows every record and accepts every request. */
export type CrmEmulator = {
  /** Its name on pages. */
  readonly title: string
  /** The configuration of its connection, complete. */
  config(facts: SandboxFacts): Readonly<Record<string, unknown>>
  /** Its ids of our records, by kind. */
  readonly ids?: Readonly<Record<string, string>>
  /** The body of an answer, where the adapter reads one. */
  answer?(request: HttpRequest, event: Tell): object
  /** The address that a message names for its statuses. */
  readonly callback?: string
  /** The request, where nothing but the event is needed: it can be shown after a restart too. */
  requestOf?(event: EmulatedEvent, facts: Omit<SandboxFacts, 'sender'>): EmulatedRequest
}
