/** The state equals the fold of the journal: each entry, decided again, leads to the next. */

import { isDeepStrictEqual } from 'node:util'
import { CAPABILITIES } from '../../../adapters/provider/twilio/capabilities.ts'
import { type Consents, remains, restrict } from '../../../adapters/store/sql/person.ts'
import type { Directory, Sender } from '../../../src/config/schema.ts'
import { decide } from '../../../src/core/decide.ts'
import { type Address, identityOf, variantsOf } from '../../../src/core/model/address.ts'
import { type Contact, newContact } from '../../../src/core/model/contact.ts'
import { mergeContacts } from '../../../src/core/model/merge.ts'
import type { Input } from '../../../src/core/model/message/message.ts'
import type { Template } from '../../../src/core/model/message/template.ts'
import type { Policy } from '../../../src/core/model/policy/policy.ts'
import type { Policies } from '../../../src/engine/gateway.ts'
import { senderFor } from '../../../src/engine/handle/subject.ts'
import { createPolicies } from '../../../src/engine/policies/policies.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Provider } from '../../../src/ports/provider.ts'
import type { JournalEntry, Store } from '../../../src/ports/store.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { TEMPLATES } from '../far-sides/templates.ts'
import type { World } from '../world.ts'
import type { History } from './history.ts'

type Facts = { readonly state: string; readonly templates: readonly Template[] | undefined }
/** What a process may have known of each sender: the journal does not say it. */
type Knowledge = ReadonlyMap<Address, Facts>

/**
 * Folds every contact's journal with `decide`, for one of the policies that a process may have had
 * at the time, and compares each decision with the recorded one and the last state with the stored.
 */
export const checkFold = async (
  world: World,
  history: History,
  store: Store,
  directory: Directory,
): Promise<void> => {
  const journals = new Map<string, readonly JournalEntry[]>()
  for (const id of history.snapshots.keys()) {
    const { items } = await store.journal('acme', id, { limit: 100_000 })
    for (const entry of items)
      journals.set(entry.contact, [...(journals.get(entry.contact) ?? []), entry])
  }
  for (const [id, entries] of journals)
    journals.set(id, [...new Map(entries.map((entry) => [entry.version, entry])).values()])
  const refold = createFold(history, directory, journals)
  for (const id of history.snapshots.keys()) {
    if (history.mergedInto.has(id)) continue
    const stored = plain((await store.load({ organisation: 'acme', contact: id }))?.contact)
    const isIn = (folded: readonly Contact[]) =>
      folded.some((contact) => isDeepStrictEqual(plain(contact), stored))
    // All that may have been known is tried only where the likeliest does not lead there.
    if (!isIn(await refold(id, 'likely')) && !isIn(await refold(id, 'all')))
      world.fail('the state equals the fold of the journal', id)
  }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

/**
 * Two that know different things may say and write the same, and yet leave the contact in different
 * states; so a fold has as many ends as there are.
 */
const createFold = (
  history: History,
  directory: Directory,
  journals: ReadonlyMap<string, readonly JournalEntry[]>,
) => {
  const senders = directory.organisations[0]?.senders ?? []
  const known = knowledges(senders, history)
  let likely = known[0] as Knowledge
  const policies = policiesOf(directory, () => likely)

  const step = async (
    contact: Contact,
    entry: JournalEntry,
    tried: 'likely' | 'all',
  ): Promise<readonly Contact[]> => {
    const ends: Contact[] = []
    for (const knowledge of [likely, ...known]) {
      likely = knowledge
      const policy = await policyOf(policies, directory, contact, entry.input)
      const decision = decide(contact, entry.input, policy)
      const { verdict, effects, messages } = decision
      if (!isDeepStrictEqual(plain({ verdict, effects, messages }), recorded(entry))) continue
      ends.push(plain(decision.contact) as Contact)
      if (tried === 'likely') break
    }
    return ends
  }

  const fold = async (id: string, tried: 'likely' | 'all'): Promise<readonly Contact[]> => {
    let contacts: readonly Contact[] = [newContact('acme', id, [])]
    for (const entry of journals.get(id) ?? []) {
      if (entry.mergedInto !== undefined) break
      let others: readonly (readonly Contact[])[] = [[]]
      for (const other of absorbedBy(journals, entry)) {
        const ends = await fold(other, tried)
        others = others.flatMap((before) => ends.map((end) => [...before, end]))
      }
      const next = new Map<string, Contact>()
      for (const contact of contacts) {
        const addresses = [...new Set([...contact.addresses, ...addressesOf(entry.input)])]
        for (const absorbed of others)
          for (const consents of lentTo(history, entry, addresses, contact.consents)) {
            const merged = mergeContacts({ ...contact, addresses, consents }, absorbed)
            const ends = await step(merged, entry, tried)
            for (const end of ends) next.set(JSON.stringify(end), end)
            if (ends.length > 0 && tried === 'likely') break
          }
      }
      contacts = [...next.values()]
    }
    return contacts
  }
  return fold
}

/**
 * The contact's consents with the no of what may be another spelling of its number, which belongs to
 * another contact: as it was at the time, or a little before, or not yet there. The likeliest first.
 */
const lentTo = (
  { snapshots }: History,
  { contact, version }: JournalEntry,
  addresses: readonly Address[],
  own: Consents,
): readonly Consents[] => {
  const committedAt = snapshots.get(contact)?.find((one) => one.version === version)?.at ?? 0
  const variants = new Set(addresses.map(identityOf).flatMap(variantsOf))
  const lenders = [...snapshots].filter(
    ([id, [first]]) =>
      id !== contact && first?.contact.addresses.some((one) => variants.has(identityOf(one))),
  )
  const lent = lenders
    .flatMap(([, states]) => states.filter(({ at }) => at <= committedAt))
    .sort((a, b) => b.at - a.at)
    .map((state) => remains(state.contact.consents))
    .map((no) => (no === undefined ? own : restrict(own, no)))
  const distinct = new Map([...lent, own].map((consents) => [JSON.stringify(consents), consents]))
  return [...distinct.values()]
}

/** Without the trace, which is added to what was decided. */
const recorded = ({ verdict, effects, messages }: JournalEntry) => ({
  verdict,
  effects: effects.map((effect) => ({ ...effect, trace: undefined })).map(plain),
  messages,
})

/** The contacts that end in this entry, oldest first. */
const absorbedBy = (
  journals: ReadonlyMap<string, readonly JournalEntry[]>,
  entry: JournalEntry,
): readonly string[] =>
  [...journals]
    .filter(([, entries]) => {
      const last = entries.at(-1)
      return last?.mergedInto === entry.contact && last.input.id === entry.input.id
    })
    .sort(([a, one], [b, other]) => {
      const [at, otherAt] = [one[0]?.recordedAt ?? 0, other[0]?.recordedAt ?? 0]
      return at - otherAt || (a < b ? -1 : 1)
    })
    .map(([id]) => id)

const addressesOf = (input: Input): readonly Address[] => {
  switch (input.kind) {
    case 'inbound':
      return [input.from, ...input.aliases]
    case 'outbound':
    case 'opt_in_request':
      return [input.to]
    case 'handover':
    case 'preference':
    case 'recall':
      return [input.address]
    default:
      return []
  }
}

/** Every combination of states that senders have had and of templates read or not read yet. */
const knowledges = (senders: readonly Sender[], history: History): readonly Knowledge[] =>
  senders.reduce<Knowledge[]>(
    (all, { address }) => {
      const states = [...(history.senderStates.get(address) ?? ['active'])]
      const facts = states.flatMap((state) => [
        { state, templates: TEMPLATES },
        { state, templates: undefined },
      ])
      return facts.flatMap((one) => all.map((knowledge) => new Map(knowledge).set(address, one)))
    },
    [new Map()],
  )

const policiesOf = (directory: Directory, knowledge: () => Knowledge): Pick<Policies, 'policy'> => {
  let now = 0
  const capabilities: Provider['capabilities'] = (channel) => CAPABILITIES[channel]
  const provider = { capabilities } as unknown as Provider
  const policies = createPolicies({
    directory,
    store: {
      setting: async (name: string) => knowledge().get(name.split(' ')[2] as Address)?.state,
    } as Store,
    providers: { 'acme-twilio': provider },
    http: Object.assign(() => Promise.reject(new HttpError('connect', false)), {
      stream: () => Promise.reject(new HttpError('connect', false)),
    }),
    // Every question comes so late that nothing is remembered from the one before.
    clock: () => (now += 3_600_000),
    log: createLog({ level: 'silent', write: () => {} }),
  })
  return {
    policy: async (sender, address) => {
      const { templatesUnknown: _, ...policy } = await policies.policy(sender, address, 'at_hand')
      const templates = knowledge().get(sender.address)?.templates
      return templates
        ? { ...policy, templates }
        : { ...policy, templates: [], templatesUnknown: true }
    },
  }
}

/** The policy that the gateway decides with: see `handle`. */
const policyOf = async (
  policies: Pick<Policies, 'policy'>,
  directory: Directory,
  contact: Contact,
  input: Input,
): Promise<Policy> => {
  const [organisation] = directory.organisations
  const sender = organisation && senderFor(directory, organisation, input, contact)
  if (!sender) throw new Error(`no sender for an input of the kind ${input.kind}`)
  const address = contact.addresses[0] as Address
  const elsewhere: Record<Address, Policy> = {}
  const others = [
    ...contact.held.map((held) => held.message.sender),
    ...(Object.keys(contact.sessions) as Address[]),
  ]
  for (const other of others) {
    const found = directory.sender(other)
    if (other !== sender.address && found) elsewhere[other] = await policies.policy(found, address)
  }
  const own = await policies.policy(sender, address)
  return { ...own, elsewhere }
}
