/** Puts together what a decision may know: rules, sender, templates, wording, place. */

import { LRUCache } from 'lru-cache'
import { flowFor } from '../../templates/flows.ts'
import { localeFor } from '../../templates/index.ts'
import { placeOf } from '../config/country.ts'
import type { Sender } from '../config/schema.ts'
import { type Address, channelOf } from '../core/model/address.ts'
import type { Place, Policy } from '../core/model/policy.ts'
import type { Template } from '../core/model/template.ts'
import type { Parts, Policies, SenderState } from './gateway.ts'

const TEMPLATES_MS = 5 * 60_000
/** What could not be read is asked for again after this. */
const AGAIN_MS = 10_000
/** An answer does not wait longer than this for the provider's list, but takes the last one known. */
const PATIENCE_MS = 3_000
/** Another process may have changed a sender: for so long we may not know it. */
const STATE_MS = 2_000

type Catalogue = {
  readonly at: number
  readonly reading: Promise<readonly Template[]>
  /** What is known meanwhile. */
  atHand: readonly Template[]
}

/** See `Policies`. */
export const createPolicies = (
  parts: Pick<Parts, 'directory' | 'store' | 'providers' | 'http' | 'clock' | 'log'>,
): Policies => {
  const { store, providers, http, clock, log } = parts
  const catalogues = new Map<Address, Catalogue>()
  const states = new Map<Address, { readonly at: number; readonly value: SenderState }>()
  const fixed = new Map<Address, ReturnType<typeof fixedPart>>()
  const places = new LRUCache<Address, Place>({ max: 20_000 })

  const catalogue = (sender: Sender): Catalogue => {
    const known = catalogues.get(sender.address)
    const now = clock()
    if (known && Math.abs(now - known.at) < TEMPLATES_MS) return known
    const fresh: Catalogue = { at: now, atHand: known?.atHand ?? [], reading: read(sender) }
    catalogues.set(sender.address, fresh)
    return fresh
  }

  /** A provider that does not answer must not empty the list: the last one stays. */
  const read = async (sender: Sender): Promise<readonly Template[]> => {
    const before = catalogues.get(sender.address)
    try {
      const templates = (await providers[sender.connection]?.templates(sender.address, http)) ?? []
      const now = catalogues.get(sender.address)
      if (now) now.atHand = templates
      return templates
    } catch (error) {
      const message = error instanceof Error ? error.message : 'unknown'
      log.warn('templates_unavailable', { connection: sender.connection, error: message })
      const now = catalogues.get(sender.address)
      if (now) catalogues.set(sender.address, { ...now, at: now.at - TEMPLATES_MS + AGAIN_MS })
      return before?.atHand ?? []
    }
  }

  const state = async (sender: Sender): Promise<SenderState> => {
    const known = states.get(sender.address)
    const now = clock()
    if (known && Math.abs(now - known.at) < STATE_MS) return known.value
    const stored = await store.setting(stateName(sender))
    const value = stored === 'inactive' || stored === 'restricted' ? stored : 'active'
    states.set(sender.address, { value, at: now })
    return value
  }

  const fixedPart = (sender: Sender) => {
    const { organisation, line, rules, enforcement } = sender
    const flow = flowFor(organisation.locale)
    const provider = providers[sender.connection]
    if (!provider) throw new Error(`no provider runs for the connection ${sender.connection}`)
    const { limits, keywords } = provider.capabilities(channelOf(sender.address))
    return {
      rules,
      enforcement,
      organisation: { id: organisation.id, name: organisation.name, locale: organisation.locale },
      line: { id: line.id, name: line.name },
      limits,
      providerKeywords: keywords,
      keywords: {
        optIn: [...flow.keywords.optIn, ...rules.keywords.optIn],
        optOut: [...flow.keywords.optOut, ...rules.keywords.optOut],
        decline: flow.keywords.decline,
        help: [...flow.keywords.help, ...rules.keywords.help],
      },
      wording: {
        ...localeFor(organisation.locale).refusals,
        flow: { ...flow.wording, ...rules.wording },
      },
    }
  }

  const alternatives = async (sender: Sender) => {
    const active = []
    for (const other of sender.line.senders) {
      if (other !== sender && (await state(other)) === 'active')
        active.push({ channel: channelOf(other.address), sender: other.address })
    }
    return active
  }

  return {
    policy: async (sender, contactAddress, templates = 'current'): Promise<Policy> => {
      const known = fixed.get(sender.address) ?? fixedPart(sender)
      fixed.set(sender.address, known)
      const list = catalogue(sender)
      return {
        ...known,
        sender: {
          address: sender.address,
          line: sender.line.id,
          state: await state(sender),
          optOutHandling: sender.optOutHandling,
        },
        alternatives: await alternatives(sender),
        templates: templates === 'at_hand' ? list.atHand : await soon(list),
        // Few decisions ask where the contact is, and finding out costs more than all the rest.
        get place() {
          return places.get(contactAddress) ?? remember(places, contactAddress)
        },
      }
    },
    templates: (sender) => soon(catalogue(sender)),
    refresh: (sender) => {
      const known = catalogues.get(sender.address)
      // What was known stays at hand, should the provider not answer now.
      if (known) catalogues.set(sender.address, { ...known, at: Number.NEGATIVE_INFINITY })
    },
    state,
    setState: async (sender, value) => {
      await store.set(stateName(sender), value)
      states.delete(sender.address)
    },
    senderOf: (organisation, line) => {
      const sender = organisation.senders.find((one) => !line || one.line.id === line)
      if (!sender) throw new Error(`no sender in ${organisation.id}`)
      return sender
    },
  }
}

const soon = async (list: Catalogue): Promise<readonly Template[]> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<readonly Template[]>((resolve) => {
    timer = setTimeout(() => resolve(list.atHand), PATIENCE_MS)
  })
  try {
    return await Promise.race([list.reading, patience])
  } finally {
    clearTimeout(timer)
  }
}

const stateName = (sender: Sender) => `sender-state ${sender.organisation.id} ${sender.address}`

const remember = (places: LRUCache<Address, Place>, address: Address): Place => {
  const place = placeOf(address)
  places.set(address, place)
  return place
}
