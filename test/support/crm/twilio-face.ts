/** A gateway that a CRM knows as Twilio: the world of the stories, behind a real server on this machine. */

import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import twilio from 'twilio'
import { onTestFinished } from 'vitest'
import type { Fetch } from '../../../src/net/http.ts'
import type { Store } from '../../../src/ports/store.ts'
import { createMemoryStore } from '../database/memory-store.ts'
import { listenLocally } from '../http.ts'
import { CUSTOMER, createWorld, type World } from '../world.ts'
import { ACCOUNT, ENV, type FaceChanges, faceConfig, TOKEN } from './twilio-face-config.ts'

export { ACCOUNT, KEY, SERVICE, TOKEN } from './twilio-face-config.ts'

type Options = FaceChanges & { readonly store?: Store; readonly elsewhere?: Fetch }

export const TO = `whatsapp:${CUSTOMER}`
export const SMS_FROM = '+15550001111'
export const MESSAGES = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`

export type Face = World & {
  readonly url: string
  readonly client: ReturnType<typeof twilio>
  /** A form posted as a client does that is no SDK. */
  post(
    form: string | Record<string, string>,
    headers?: Record<string, string>,
    path?: string,
  ): Promise<Raw>
  get(path: string, headers?: Record<string, string>): Promise<Raw>
  close(): Promise<void>
}

/** Members of all Twilio's answers at once. An answer that is no JSON is a string. */
export type TwilioBody = string &
  Resource & {
    readonly messages: Some<Resource>
    readonly contents: Some<Resource>
    readonly media_list: Some<Resource>
    readonly incoming_phone_numbers: Some<Resource>
    readonly meta: Readonly<Record<'next_page_url' | 'url', string>>
    readonly next_page_uri: string
    readonly previous_page_uri: string
  }

/** A test knows that there is one. */
type Some<T> = readonly T[] & { readonly 0: T }

type Resource = Readonly<
  Record<
    'sid' | 'status' | 'message' | 'body' | 'from' | 'to' | 'num_segments' | 'friendly_name',
    string
  >
> & {
  readonly code: number
  readonly subresource_uris: { readonly media: string }
}

export type Raw = {
  readonly status: number
  readonly headers: Headers
  readonly body: TwilioBody
}

export const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`

/** Starts it, with an account, an API key and a messaging service for the line. */
export const openFace = async ({
  face,
  policy,
  store,
  rateLimit,
  senders,
  elsewhere,
}: Options = {}): Promise<Face> => {
  const config = faceConfig({ face, policy, rateLimit, senders })
  const memory = store ?? createMemoryStore({ hashKey: 'key of the hashes' })
  const world = await createWorld(memory, config, elsewhere, ENV)
  const server = createAdaptorServer({ overrideGlobalObjects: false, fetch: world.app.fetch })
  const url = await listenLocally(server)
  const client = twilio(ACCOUNT, TOKEN)
  client.api.baseUrl = url
  client.content.baseUrl = url
  const authorization = basic(ACCOUNT, TOKEN)

  const request = async (path: string, init: RequestInit): Promise<Raw> => {
    const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    await world.gateway.pump.drain()
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text ? JSON.parse(text) : text,
    }
  }
  return {
    ...world,
    url,
    client,
    post: (form, headers = {}, path = MESSAGES) =>
      request(path, {
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
      }),
    get: (path, headers = {}) => request(path, { headers: { authorization, ...headers } }),
    close: async () => {
      server.close()
      ;(server as import('node:http').Server).closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Starts one for this test that sends without asking for consent first. */
export const openWithoutAsking = async (options: Options = {}): Promise<Face> => {
  const face = await openFace({ policy: { flow: 'disclaimer' }, ...options })
  onTestFinished(() => face.close())
  return face
}
