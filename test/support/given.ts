/** One organisation, one contact, and a story, input by input. */

import { CAPABILITIES } from '../../adapters/provider/twilio/capabilities.ts'
import { type Decision, decide } from '../../src/core/decide.ts'
import type { Address } from '../../src/core/model/address.ts'
import { type Contact, newContact } from '../../src/core/model/contact.ts'
import type {
  Content,
  Inbound,
  Input,
  Message,
  Preference,
  Receipt,
  Received,
  TellType,
  Written,
} from '../../src/core/model/message/message.ts'
import type { Template } from '../../src/core/model/message/template.ts'
import type { Policy } from '../../src/core/model/policy/policy.ts'
import { type Rules, rulesSchema } from '../../src/core/model/policy/rules.ts'
import { languagesOfWords } from '../../src/core/reading/languages.ts'
import { createLexicon } from '../../src/core/reading/lexicon.ts'
import { LOCALES, localeFor, READING_LISTS, READING_VERSION } from '../../templates/index.ts'

export const SENDER: Address = 'whatsapp:+15550001111'
export const SMS_SENDER: Address = 'sms:+15550001111'
export const CONTACT: Address = 'whatsapp:+14155550100'
export const SMS_CONTACT: Address = 'sms:+14155550100'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** A Monday, 10:00 in New York. */
export const T0 = Date.UTC(2026, 10, 16, 15)

export const template = (changes: Partial<Template> = {}): Template => ({
  id: `HX-${changes.name ?? 'appointment'}-${changes.language ?? 'en'}`,
  name: 'appointment',
  language: 'en',
  category: 'utility',
  approval: 'approved',
  body: 'Your appointment is on {{1}}.',
  variables: ['1'],
  canOpenSession: true,
  ...changes,
})

export const OPT_IN = template({
  name: 'opt_in_request',
  body: 'Hello. {{1}} of {{2}} asks for your consent.',
  variables: ['1', '2'],
})

type Changes = Partial<Omit<Policy, 'rules' | 'sender' | 'limits'>> & {
  readonly rules?: Parameters<typeof rulesSchema.parse>[0] & object
  readonly sender?: Partial<Policy['sender']>
  readonly limits?: Partial<Policy['limits']>
}

const rulesWith = (rules: object = {}): Rules =>
  rulesSchema.parse({ optInTemplate: 'opt_in_request', ...rules })

const { flow } = localeFor('en')
const lexicon = createLexicon(READING_VERSION, READING_LISTS)
const languages = languagesOfWords(READING_LISTS)
const flows = Object.fromEntries(
  Object.entries(LOCALES).flatMap(([language, locale]) =>
    language === 'en' ? [] : [[language, locale.flow.wording]],
  ),
)

/** How words are read under these rules; one object for each, as in the gateway. */
const readingWith = (rules: Rules, locale = 'en'): Policy['reading'] => ({
  lexicon,
  locale,
  optIn: rules.optIn,
  keywords: rules.keywords,
  optOutPayloads: rules.keywords.optOutPayloads,
  stopMarketingPayloads: rules.keywords.stopMarketingPayloads,
})

export const policyWith = ({ rules, sender, limits, ...changes }: Changes = {}): Policy => ({
  rules: rulesWith(rules),
  enforcement: { general: 'enforce', byOrigin: {} },
  organisation: { id: 'acme', name: 'Acme Wealth', locale: 'en' },
  line: { id: 'advisory', name: 'Advisory', senders: [SENDER, SMS_SENDER] },
  otherLines: [],
  channels: [sender?.address?.startsWith('sms:') ? 'sms' : 'whatsapp'],
  sender: {
    address: SENDER,
    line: 'advisory',
    state: 'active',
    optOutHandling: sender?.address?.startsWith('sms:') ? 'provider' : 'gateway',
    ...sender,
  },
  alternatives: [],
  limits: {
    maxTextLength: 1600,
    maxMedia: 1,
    maxTemplateLength: 1024,
    sessionMarginMs: 0,
    ...limits,
  },
  providerKeywords: CAPABILITIES.sms.keywords,
  templates: [OPT_IN, template()],
  reading: readingWith(rulesWith(rules)),
  languages,
  flows,
  wording: { ...localeFor('en').refusals, flow: flow.wording },
  place: { country: 'US', region: 'US-NY', timeZones: ['America/New_York'] },
  ...changes,
})

export const smsPolicy = (changes: Changes = {}): Policy =>
  policyWith({
    wording: { ...localeFor('en').refusals, flow: flow.smsWording },
    ...changes,
    sender: { address: SMS_SENDER, ...changes.sender },
  })

export const text = (words: string): Content => ({ kind: 'text', text: words })

export const outbound = (changes: Partial<Written> = {}): Written => ({
  kind: 'outbound',
  id: 'out',
  at: T0,
  sender: SENDER,
  to: CONTACT,
  agent: 'anna',
  content: text('Hello'),
  ...changes,
})

export const stranger = (changes: Partial<Contact> = {}): Contact => ({
  ...newContact('acme', 'c1', [CONTACT]),
  ...changes,
})

export const agreed = (changes: Partial<Contact> = {}): Contact =>
  stranger({
    consents: { 'whatsapp *': { status: 'granted', at: T0 - DAY, source: 'contact' } },
    ...changes,
  })

/** A contact that has agreed and wrote an hour ago. */
export const talking = (changes: Partial<Contact> = {}): Contact =>
  agreed({ sessions: { [SENDER]: { lastInboundAt: T0 - HOUR, address: CONTACT } }, ...changes })

export type Given = Decision & {
  /** What the contact reads of this. */
  readonly sent: readonly string[]
  readonly events: readonly TellType[]
  readonly detail: (type: TellType) => unknown
}

/** Plays a story. Each step decides one input on what the steps before have left. */
export const story = (initial: Policy = policyWith(), contact: Contact = stranger()) => {
  let policy = initial
  let now = T0
  let count = 0
  let present = contact
  const messages = new Map<string, Message>()
  const sms = () => policy.sender.address.startsWith('sms:')
  const address = () => (sms() ? SMS_CONTACT : CONTACT)

  const give = (input: Input): Given => {
    const decision = decide(present, input, policy)
    present = decision.contact
    for (const message of decision.messages) messages.set(message.id, message)
    const tells = decision.effects.filter((effect) => effect.kind === 'tell')
    return {
      ...decision,
      sent: decision.effects.flatMap((effect) =>
        effect.kind === 'send' ? [messages.get(effect.message)?.rendered ?? ''] : [],
      ),
      events: tells.map(({ type }) => type),
      detail: (type) => tells.find((one) => one.type === type)?.detail,
    }
  }
  const id = (kind: string) => `${kind}${++count}`

  return {
    give,
    contact: () => present,
    consent: () => Object.values(present.consents)[0],
    message: (name: string) => messages.get(name),
    now: () => now,
    wait: (ms: number) => {
      now += ms
    },
    change: (other: Policy) => {
      policy = other
    },
    writes: (words: string, changes: Partial<Inbound> & { received?: Partial<Received> } = {}) => {
      const { received, ...rest } = changes
      return give({
        kind: 'inbound',
        id: id('in'),
        at: now,
        sender: policy.sender.address,
        from: address(),
        aliases: [],
        providerId: `SM${count}`,
        message: { form: 'message', type: 'text', text: words, media: [], ...received },
        ...rest,
      })
    },
    sends: (content: string | Content = 'Hello', changes: Partial<Written> = {}) =>
      give(
        outbound({
          id: id('out'),
          at: now,
          sender: policy.sender.address,
          to: address(),
          content: typeof content === 'string' ? text(content) : content,
          ...changes,
        }),
      ),
    asks: (agent = 'anna', purposes?: readonly string[]) =>
      give({
        kind: 'opt_in_request',
        id: id('ask'),
        at: now,
        sender: policy.sender.address,
        to: address(),
        agent,
        ...(purposes && { purposes }),
      }),
    hears: (name: string, status: Receipt['status'], changes: Partial<Receipt> = {}) => {
      const known = messages.get(name)
      return give({
        kind: 'receipt',
        id: id('rec'),
        at: now,
        sender: policy.sender.address,
        status,
        ...(known && { known }),
        ...changes,
      })
    },
    records: (changes: Partial<Preference>) =>
      give({
        kind: 'preference',
        id: id('pref'),
        at: now,
        address: address(),
        source: 'crm',
        ...changes,
      }),
    hands: (agent: string | null, line = 'advisory') =>
      give({ kind: 'handover', id: id('hand'), at: now, address: address(), line, agent }),
    recalls: (message: string) => {
      const known = messages.get(message)
      return give({
        kind: 'recall',
        id: id('recall'),
        at: now,
        address: address(),
        message,
        ...(known && { known }),
      })
    },
    wakes: () => give({ kind: 'due', id: id('due'), at: now, contact: present.id }),
  }
}
