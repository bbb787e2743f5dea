/** Loads a contact with all data that a decision needs, in SQL. */

import type { Address } from '../../../../src/core/model/address.ts'
import type { Loaded, Store } from '../../../../src/ports/store.ts'
import { type Engine, placeholders } from '../engine.ts'
import type { Forgetful } from '../kept/forgotten.ts'
import { JOIN_ORIGINAL, MESSAGE_COLUMNS, type StoredMessage, toKnown } from '../originals.ts'
import {
  assemble,
  type Consents,
  type Found,
  type KeyedHash,
  lookupsFor,
  spellings,
  unclaimed,
} from '../person.ts'
import { type ContactRow, toLoaded } from '../rows.ts'

/** See `Journal`. */
export const createLoad =
  (engine: Engine, keyedHash: KeyedHash, forgetful: Forgetful): Store['load'] =>
  async (key) => {
    const { organisation } = key
    if ('addresses' in key) {
      // Beside the contact, since the commit that follows needs it; it is read once, so that this waits for nothing later.
      void forgetful.ask(organisation)
      return byAddresses(engine, keyedHash, organisation, key.addresses)
    }
    if ('message' in key) return byMessage(engine, organisation, 'id', key.message)
    if ('providerId' in key) return byMessage(engine, organisation, 'provider_id', key.providerId)
    const row = await remaining(engine, organisation, key.contact)
    return row && toLoaded(row)
  }

const byAddresses = async (
  engine: Engine,
  keyedHash: KeyedHash,
  organisation: string,
  addresses: readonly [Address, ...Address[]],
): Promise<Loaded> => {
  const identities = lookupsFor(addresses)
  const found = await engine.query<Found>(
    `SELECT alias.identity, contact.* FROM alias
      JOIN contact ON contact.organisation = alias.organisation AND contact.id = alias.contact
      WHERE alias.organisation = ? AND alias.identity IN (${placeholders(identities)})`,
    [organisation, ...identities],
  )
  const hashes = unclaimed(addresses, found)
    .flatMap(spellings)
    .flatMap((identity) => keyedHash.known(organisation, identity))
  const suppressed =
    hashes.length === 0
      ? []
      : await engine.query<{ consents: string }>(
          `SELECT consents FROM suppression
            WHERE organisation = ? AND hash IN (${placeholders(hashes)})`,
          [organisation, ...hashes],
        )
  const consents = suppressed.map((row): Consents => JSON.parse(row.consents))
  return assemble(organisation, addresses, found, consents)
}

const byMessage = async (
  engine: Engine,
  organisation: string,
  column: 'id' | 'provider_id',
  id: string,
): Promise<Loaded | undefined> => {
  const [row] = await engine.query<ContactRow & StoredMessage & { readonly message_id: string }>(
    `SELECT message.id AS message_id, ${MESSAGE_COLUMNS}, contact.* FROM message ${JOIN_ORIGINAL}
      JOIN contact ON contact.organisation = message.organisation AND contact.id = message.contact
      WHERE message.organisation = ? AND message.${column} = ?`,
    [organisation, id],
  )
  if (!row) return undefined
  return { ...toLoaded(row), ...toKnown(row, row.message_id) }
}

/** The contact with this id, or the one it was merged into. */
export const remaining = async (engine: Engine, organisation: string, contact: string) => {
  const [row] = await engine.query<ContactRow>(
    `SELECT * FROM contact WHERE organisation = ? AND id = COALESCE((
      SELECT merged_into FROM contact WHERE organisation = ? AND id = ?), ?)`,
    [organisation, organisation, contact, contact],
  )
  return row
}
