/** A connection that looks like a provider: the real adapter, and the sandbox in the provider's place. */

import type { CreateOptions, ProviderAdapter } from '../../ports/adapter.ts'
import type { Http, HttpRequest } from '../../ports/http.ts'
import type { Provider } from '../../ports/provider.ts'
import { PICTURE } from '../samples.ts'
import { sandboxTemplates } from '../templates.ts'
import { createLookalike, type Lookalike, type World } from './lookalike.ts'

/** The part of the sandbox that a connection that plays a provider needs. */
export type LikeWorld = World & {
  /** By connection. */
  readonly lookalikes: Map<string, Lookalike>
}

/** The model's own adapter, with requests to its API led to the sandbox's own address. */
export const createLikeProvider = (
  options: CreateOptions,
  model: ProviderAdapter,
  world: LikeWorld,
): Provider => {
  const { connection, publicUrl, senders, clock } = options
  const mimic = model.mimic?.create({
    connection,
    publicUrl,
    senders: senders.map(({ address }) => address),
    templates: sandboxTemplates(),
    file: PICTURE,
  })
  if (!mimic) throw new Error(`the sandbox can't play ${model.name}`)
  const real = model.create({
    ...options,
    config: mimic.config,
    senders: senders.map((sender) => ({ ...sender, fields: mimic.senderFields(sender.address) })),
  })
  const lookalike = createLookalike({ connection, publicUrl, model, mimic, real, world, clock })
  world.lookalikes.set(connection, lookalike)

  const door = () => world.door.url ?? publicUrl
  const through = (http: Http): Http => {
    const led = (request: HttpRequest): HttpRequest => {
      const { host, pathname, search } = new URL(request.url)
      const url = `${door()}/sandbox/networks/${connection}/${host}${pathname}${search}`
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
      lookalike.during(order, http, () => real.deliver(order, through(http))),
    ...(find && { find: (order, http) => find(order, through(http)) }),
    ...(markRead && { markRead: (message, http) => markRead(message, through(http)) }),
    templates: (sender, http) => real.templates(sender, through(http)),
    missed: (sender, since, http) => real.missed(sender, since, through(http)),
    media: (media, http) => real.media(media, through(http)),
    diagnose: async () => [
      { ok: true, check: `${connection}: simulated phones that play ${model.name}` },
    ],
  }
}
