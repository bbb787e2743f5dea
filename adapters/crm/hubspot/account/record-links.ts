/** Links our contacts, threads and messages to HubSpot's. HubSpot finds or creates contacts by itself. */

import type { Address } from '../../../../src/core/model/address.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { LinkKey, Links } from '../../../../src/ports/store/links.ts'
import type { Paths } from '../paths.ts'
import { type Api, idOf } from './api.ts'

/** A contact's conversation with a sender. */
export type ThreadKey = {
  readonly organisation: string
  readonly contact: string
  readonly sender: Address
  readonly address: Address
}

type Kind = 'message' | 'thread' | 'contact' | 'person' | 'file' | 'assignee' | 'consent'

export type RecordLinks = {
  get(organisation: string, kind: Kind, ours: string): Promise<string | undefined>
  /** Our id of a HubSpot record. */
  ours(organisation: string, kind: Kind, theirs: string): Promise<string | undefined>
  /** Stores the link, replacing an earlier one. */
  put(
    about: Pick<ThreadKey, 'organisation' | 'contact'>,
    kind: Kind,
    ours: string,
    theirs: string,
  ): Promise<void>
  forget(organisation: string, kind: Kind, ours: string): Promise<void>
  /** The thread of a HubSpot message or of an answer. */
  linkThread(threadKey: ThreadKey, thread: string | undefined): Promise<void>
  /** HubSpot's contact, from the actor of an answer: `V-51`. */
  linkContact(threadKey: ThreadKey, actor: unknown): Promise<void>
  thread(
    threadKey: Pick<ThreadKey, 'organisation' | 'sender' | 'address'>,
  ): Promise<string | undefined>
  /** The conversation of a thread, if known. */
  partiesOf(organisation: string, thread: string): Promise<Parties | undefined>
  /** HubSpot's contact; asks the API if there is no link. */
  contactId(threadKey: ThreadKey, http: Http): Promise<string | undefined>
}

export type Parties = Pick<ThreadKey, 'sender' | 'address'>

export type RecordLinksOptions = {
  readonly connection: string
  readonly api: Api
  readonly paths: Paths
  readonly links: Links
}

/** The links of one account. */
export const createRecordLinks = ({
  connection,
  api,
  paths,
  links,
}: RecordLinksOptions): RecordLinks => {
  const keyOf = (organisation: string, kind: Kind): LinkKey => ({ organisation, connection, kind })

  const get: RecordLinks['get'] = (organisation, kind, ours) =>
    links.theirs({ ...keyOf(organisation, kind), ours })

  const forget: RecordLinks['forget'] = (organisation, kind, ours) =>
    links.unlink({ ...keyOf(organisation, kind), ours })

  const put: RecordLinks['put'] = async ({ organisation, contact }, kind, ours, theirs) => {
    const link = { ...keyOf(organisation, kind), ours, theirs, contact }
    if ((await links.link(link)) === theirs) return
    await links.unlink(link)
    await links.link(link)
  }

  const keepContact = async (threadKey: ThreadKey, id: string): Promise<void> => {
    await put(threadKey, 'contact', threadKey.address, id)
    await put(threadKey, 'person', threadKey.contact, id)
  }

  return {
    get,
    put,
    forget,
    ours: (organisation, kind, theirs) => links.ours({ ...keyOf(organisation, kind), theirs }),
    linkThread: async (threadKey, thread) => {
      if (thread !== undefined) await put(threadKey, 'thread', formatParties(threadKey), thread)
    },
    linkContact: async (threadKey, actor) => {
      const id = /^V-(\d{1,32})$/.exec(String(actor))?.[1]
      if (id !== undefined) await keepContact(threadKey, id)
    },
    thread: (threadKey) => get(threadKey.organisation, 'thread', formatParties(threadKey)),
    partiesOf: async (organisation, thread) => {
      const ours = await links.ours({ ...keyOf(organisation, 'thread'), theirs: thread })
      const [sender, address] = (ours?.split(' ') ?? []) as Address[]
      return sender && address ? { sender, address } : undefined
    },
    contactId: async (threadKey, http) => {
      const known = await get(threadKey.organisation, 'contact', threadKey.address)
      if (known !== undefined) return known
      const thread = await get(threadKey.organisation, 'thread', formatParties(threadKey))
      if (thread === undefined) return undefined
      const { json } = await api.call(
        {
          method: 'GET',
          path: `${paths.threads}/${thread}`,
          purpose: 'thread.read',
          expect: [404],
        },
        http,
      )
      const id = idOf(json.associatedContactId)
      if (id !== undefined) await keepContact(threadKey, id)
      return id
    },
  }
}

const formatParties = ({ sender, address }: Parties): string => `${sender} ${address}`
