/** A connection that looks like a provider: the real adapter, and the sandbox in the provider's place. */

import type { CreateOptions, ProviderAdapter } from '../../ports/adapter.ts'
import type { Http, HttpRequest } from '../../ports/http.ts'
import type { Provider } from '../../ports/provider.ts'
import { PICTURE } from '../samples.ts'
import { sandboxTemplates } from '../templates.ts'
import { createEmulatedProvider, type EmulatedProvider, type World } from './emulated-provider.ts'

/** The part of the sandbox that a connection that simulates a provider needs. */
export type EmulationWorld = World & {
  /** By connection. */
  readonly emulatedProviders: Map<string, EmulatedProvider>
}

/** The model's own adapter, with requests to its API led to the sandbox's own address. */
export const createEmulatedConnection = (
  options: CreateOptions,
  model: ProviderAdapter,
  world: EmulationWorld,
): Provider => {
  const { connection, publicUrl, senders, clock } = options
  const emulator = model.emulator?.create({
    connection,
    publicUrl,
    senders: senders.map(({ address }) => address),
    templates: sandboxTemplates(),
    file: PICTURE,
  })
  if (!emulator) throw new Error(`the sandbox can't simulate ${model.name}`)
  const real = model.create({
    ...options,
    config: emulator.config,
    senders: senders.map((sender) => ({
      ...sender,
      fields: emulator.senderFields(sender.address),
    })),
  })
  const emulated = createEmulatedProvider({
    connection,
    publicUrl,
    model,
    emulator,
    real,
    world,
    clock,
  })
  world.emulatedProviders.set(connection, emulated)

  const ownUrl = () => world.server.url ?? publicUrl
  const through = (http: Http): Http => {
    const led = (request: HttpRequest): HttpRequest => {
      const { host, pathname, search } = new URL(request.url)
      const url = `${ownUrl()}/sandbox/networks/${connection}/${host}${pathname}${search}`
      return { ...request, url, allowPrivate: true }
    }
    return Object.assign((request: HttpRequest) => http(led(request)), {
      stream: (request: HttpRequest) => http.stream(led(request)),
    })
  }
  // Filing templates and the doctor's checks need a real account.
  const { filing: _, find, markRead, ...rest } = real
  return {
    ...rest,
    deliver: (order, http) =>
      emulated.during(order, http, () => real.deliver(order, through(http))),
    ...(find && { find: (order, http) => find(order, through(http)) }),
    ...(markRead && { markRead: (message, http) => markRead(message, through(http)) }),
    templates: (sender, http) => real.templates(sender, through(http)),
    missed: (sender, since, http) => real.missed(sender, since, through(http)),
    media: (media, http) => real.media(media, through(http)),
    diagnose: async () => [
      { ok: true, check: `${connection}: simulated phones that behave like ${model.name}` },
    ],
  }
}
