/** What can be found out about a configuration by asking the other sides. Sends no message. */

import type { Directory, Sender } from './config.ts'
import { channelOf } from './core/address.ts'
import type { Finding, Http, Provider } from './port.ts'
import type { Sides } from './sides.ts'

/** One finding after the other: each connection's own, then each sender's opt-in template. */
export async function* diagnose(
  { organisations }: Directory,
  { providers, crms }: Sides,
  http: Http,
): AsyncGenerator<Finding> {
  for (const side of [...Object.values(providers), ...Object.values(crms)])
    yield* await side.diagnose(http)
  for (const sender of organisations.flatMap(({ senders }) => senders)) {
    const provider = providers[sender.connection]
    const finding = provider && (await checkOptInTemplate(sender, provider, http))
    if (finding) yield finding
  }
}

const checkOptInTemplate = async (
  { address, rules }: Sender,
  provider: Provider,
  http: Http,
): Promise<Finding | undefined> => {
  if (channelOf(address) !== 'whatsapp' || rules.flow !== 'consent') return undefined
  const name = rules.optInTemplate
  const check = `${address}: the template ${name ?? '(none)'} carries the opt-in request`
  const advice = name
    ? await adviceOn(name, address, provider, http)
    : 'Name an approved UTILITY template as policy.optInTemplate, or only contacts who write first can be asked.'
  return advice === undefined ? { ok: true, check } : { ok: false, check, advice }
}

const adviceOn = async (
  name: string,
  sender: Sender['address'],
  provider: Provider,
  http: Http,
): Promise<string | undefined> => {
  try {
    const templates = await provider.templates(sender, http)
    const named = templates.filter((template) => template.name === name)
    const [first] = named
    if (!first) return 'The provider has no template of this name.'
    const approved = named.filter(({ approval }) => approval === 'approved')
    if (approved.length === 0) return `It is ${first.approval}; WhatsApp has to approve it first.`
    if (approved.some(({ category }) => category !== 'utility'))
      return `Its category is ${approved[0]?.category}; submit it again as UTILITY.`
    return undefined
  } catch (error) {
    return `The templates can't be read: ${error instanceof Error ? error.message : 'unknown'}`
  }
}
