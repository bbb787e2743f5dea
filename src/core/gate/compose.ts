/** The composer's state: asks the gate, without sending, what an agent may send to a contact right now. */

import { consentOf, doubtOf } from '../model/consent.ts'
import type { ConsentStatus, Contact, Instant, PurposeConsent } from '../model/contact.ts'
import type { Content } from '../model/message/message.ts'
import type { Template } from '../model/message/template.ts'
import { ownerOf } from '../model/owner.ts'
import { isObserved } from '../model/policy/enforcement.ts'
import type { Policy } from '../model/policy/policy.ts'
import { MARKETING, purposeConsentOf } from '../model/purpose.ts'
import { sessionOf } from '../model/session.ts'
import type { Verdict } from '../model/verdict.ts'
import { noticeFor } from '../wording/render.ts'
import { judge } from './judge.ts'
import { judgeOptIn } from './judge-opt-in.ts'
import { refuse } from './refuse.ts'
import type { OutboundContext } from './rule.ts'
import { lacksConsent } from './rules/consent.ts'
import { usableTemplates } from './rules/template.ts'
import { isNoticeAhead } from './waits/queue.ts'

export type Composer = {
  readonly session: { readonly state: 'open' | 'closed'; readonly closesAt?: Instant }
  readonly consent: {
    readonly status: ConsentStatus
    readonly at?: Instant
    readonly doubt?: { readonly message: string; readonly words?: string; readonly at: Instant }
  }
  /** Whether the contact wants marketing. */
  readonly marketing:
    | Pick<PurposeConsent, 'status' | 'at' | 'source'>
    | { readonly status: 'unasked' }
  readonly owner: string | null
  readonly text: Verdict
  readonly template: Verdict
  readonly optInRequest: Verdict
  /** The notice that the next text would begin with. */
  readonly notice?: string
  /** The text, template and request verdicts for this contact now. */
  readonly templates: readonly Template[]
}

/** Asks every rule about a text, a template and an opt-in request. */
export const compose = (contact: Contact, context: OutboundContext, policy: Policy): Composer => {
  const judgeContent = (content: Content): Verdict => {
    const verdict = judge(contact, { kind: 'outbound', id: '', ...context, content }, policy)
    if (verdict.status !== 'held' || verdict.reason !== 'consent_pending') return verdict
    // No request has been sent yet, and no message waits.
    const isUnasked = consentOf(contact, policy).status === 'unasked'
    const key = isUnasked ? 'consent_pending_unasked' : undefined
    return refuse(verdict, contact, context, policy, verdict.remedies, key)
  }
  const judged = usableTemplates(contact, context, policy).map((template) => ({
    template,
    verdict: judgeContent(sampleOf(template)),
  }))
  const usable = judged.filter(({ verdict }) => verdict.status !== 'refused')
  const best = usable.find(({ verdict }) => isFree(verdict)) ?? usable[0] ?? judged[0]
  // In observe mode every template passes, so one verdict is enough.
  const spare = isObserved(policy) ? policy.templates[0] : undefined
  const session = sessionOf(contact, policy, context.at)
  const { status, at } = consentOf(contact, policy)
  const text = judgeContent(TEXT)
  const isNoticed = text.status === 'held' && isNoticeAhead(contact, text.until, policy)
  const notice =
    text.status === 'refused' || isNoticed
      ? undefined
      : noticeFor(contact, { kind: 'outbound', id: '', ...context, content: TEXT }, policy)
  return {
    session:
      session.state === 'open' && session.closesAt !== undefined
        ? { state: 'open', closesAt: session.closesAt }
        : { state: session.state },
    consent: { status, ...(status !== 'unasked' && { at }), ...doubtFor(contact, context, policy) },
    marketing: marketingOf(contact, policy),
    owner: ownerOf(contact, policy.line.id, policy, context.at)?.agent ?? null,
    text,
    template: best?.verdict ?? judgeContent(spare ? sampleOf(spare) : NO_TEMPLATE),
    optInRequest: judgeOptIn(contact, context, policy),
    ...(notice !== undefined && { notice }),
    templates: usable.map(({ template }) => template),
  }
}

const marketingOf = (contact: Contact, policy: Policy): Composer['marketing'] => {
  const purposeConsent = purposeConsentOf(contact, MARKETING, policy)
  return purposeConsent
    ? { status: purposeConsent.status, at: purposeConsent.at, source: purposeConsent.source }
    : { status: 'unasked' }
}

/** Without consent the CRM may not read the contact's words yet. */
const doubtFor = (contact: Contact, context: OutboundContext, policy: Policy) => {
  const doubt = doubtOf(contact, policy)
  if (!doubt) return {}
  const { message, words, at } = doubt
  const isHidden =
    policy.rules.withholdUnconsented &&
    !isObserved(policy) &&
    lacksConsent(contact, context, policy) !== undefined
  return { doubt: { message, at, ...(!isHidden && { words }) } }
}

const isFree = (verdict: Verdict) => verdict.status === 'accepted' && !verdict.observed

const TEXT: Content = { kind: 'text', text: '…' }

const NO_TEMPLATE: Content = { kind: 'template', name: '', variables: {} }

const sampleOf = ({ name, language, variables }: Template): Content => ({
  kind: 'template',
  name,
  language,
  variables: Object.fromEntries(variables.map((variable) => [variable, '…'])),
})
