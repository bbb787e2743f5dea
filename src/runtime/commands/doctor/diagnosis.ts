/** Checks a configuration by asking the other sides. Sends no message. */

import type { Directory, Sender } from '../../../config/schema.ts'
import { factsOf } from '../../../core/model/address.ts'
import { chooseTemplate } from '../../../core/model/message/template.ts'
import { requestValues } from '../../../core/wording/opt-in.ts'
import { errorMessage } from '../../../ports/errors.ts'
import type { Http } from '../../../ports/http.ts'
import type { Provider } from '../../../ports/provider.ts'
import type { Finding } from '../../../ports/side.ts'
import { quietHoursLine } from '../../setup/banner.ts'
import type { Sides } from '../../sides.ts'
import { advised } from './advice.ts'

/** One finding after the other: each connection's own, then each sender's opt-in template. */
export async function* diagnose(
  directory: Directory,
  { providers, crms }: Sides,
  http: Http,
): AsyncGenerator<Finding> {
  yield { ok: true, check: `quiet hours: ${quietHoursLine(directory)}` }
  for (const side of [...Object.values(providers), ...Object.values(crms)])
    yield* (await side.diagnose(http)).map(advised)
  for (const sender of directory.organisations.flatMap(({ senders }) => senders)) {
    const provider = providers[sender.connection]
    const finding = provider && (await checkOptInTemplate(sender, provider, http))
    if (finding) yield finding
  }
}

/** Undefined where the sender needs none. */
export const checkOptInTemplate = async (
  { address, rules, line, organisation }: Sender,
  provider: Provider,
  http: Http,
): Promise<Finding | undefined> => {
  const { approvesTemplates } = factsOf(address)
  if (!approvesTemplates || rules.flow !== 'consent') return undefined
  const name = rules.optInTemplate
  const check = `${address}: the template ${name ?? '(none)'} is used for the opt-in request`
  const advice = name
    ? await adviceOn(name, address, line.locale ?? organisation.locale, provider, http)
    : 'Set policy.optInTemplate to an approved UTILITY template. Without one, only contacts who write first can be asked.'
  return advice === undefined ? { ok: true, check } : advised({ ok: false, check, advice })
}

const adviceOn = async (
  name: string,
  sender: Sender['address'],
  locale: string,
  provider: Provider,
  http: Http,
): Promise<string | undefined> => {
  try {
    const templates = await provider.templates(sender, http)
    if (!templates.some((template) => template.name === name))
      return 'The provider has no template of this name: create it there, or correct policy.optInTemplate.'
    const template = chooseTemplate(templates, name, undefined, locale)
    if (!template) return `It has several languages, but not ${locale}, the organisation's locale.`
    const { approval, category, variables } = template
    if (approval !== 'approved')
      return `It is ${approval}; ${factsOf(sender).label} has to approve it first.`
    if (category !== 'utility') return `Its category is ${category}; submit it again as UTILITY.`
    const filledIn = requestValues('', '', '')
    const unknown = variables.filter((variable) => !Object.hasOwn(filledIn, variable))
    if (unknown.length > 0)
      return `Its variable ${unknown.join(', ')} gets no value. It may have only 1 (agent), 2 (organisation) and 3 (purposes).`
    return undefined
  } catch (error) {
    return `The templates can't be read: ${errorMessage(error)}`
  }
}
