/** Deliberate defects, each of which the simulation must notice: proof that it can fail. */

export type Defect = {
  readonly name: string
  readonly file: string
  /** Must occur exactly once. */
  readonly from: string
  readonly to: string
}

/** The source text with the defect in it. */
export const patch = ({ name, from, to }: Defect, source: string): string => {
  if (source.split(from).length !== 2)
    throw new Error(`${name}: the text to patch is not there once`)
  return source.replace(from, () => to)
}

export const DEFECTS: readonly Defect[] = [
  {
    name: 'acknowledge before the commit',
    file: 'src/http/webhooks.ts',
    from: 'const handled = await gateway.handle(organisation.id, input)',
    to: 'const handled = undefined as any; void gateway.handle(organisation.id, input).catch(() => {})',
  },
  {
    name: 'effects outside the batch',
    file: 'src/engine/handle.ts',
    from: "    const duplicate = committed.status === 'duplicate'\n",
    to: `    const duplicate = committed.status === 'duplicate'
    if (committed.status === 'committed')
      await store.commit({ input: { ...told, id: told.id + ':effects' }, contact: decision.contact,
        version: committed.version, hash: committed.hash, others: [], verdict: decision.verdict,
        effects: decision.effects, messages: [], recordedAt: clock(), provider: sender.connection,
        crms: organisation.crms })
`,
  },
  {
    name: 'dedupe removed',
    file: 'adapters/store/memory/index.ts',
    from: 'if (verdict !== undefined) return',
    to: 'if (verdict === null) return',
  },
  {
    name: 'stale versions committed',
    file: 'adapters/store/memory/index.ts',
    from: "if (stale || taken) return { status: 'conflict' }",
    to: "if (taken) return { status: 'conflict' }",
  },
  {
    name: 'settle without the lease fence',
    file: 'adapters/store/memory/tasks.ts',
    from: '|| head.lease !== token) return false',
    to: ') return false',
  },
  {
    name: 'an interrupted attempt is not in doubt',
    file: 'adapters/store/memory/tasks.ts',
    from: 'if (head.lease !== undefined) head.doubtful = 1',
    to: '',
  },
  {
    name: 'a lane lets tasks overtake',
    file: 'adapters/store/memory/tasks.ts',
    from: '.flatMap(([head]) => head ?? [])',
    to: '.flatMap((lane) => lane.slice(0, 2))',
  },
  {
    name: 'retry of an unknown send',
    file: 'src/engine/pump.ts',
    from: "return { status: 'retry', at, code: outcome.code, doubtful: true }",
    to: "return { status: 'retry', at, code: outcome.code, doubtful: false }",
  },
  {
    name: 'absence believed at once',
    file: 'src/engine/pump.ts',
    from: 'if (clock() < doubtedAt + absenceMs)',
    to: 'if (false)',
  },
  {
    name: 'recheck before send removed',
    file: 'src/engine/pump.ts',
    from: 'await objection(task, message, sender)',
    to: '({} as any)',
  },
  {
    name: 'an event that was not taken is settled',
    file: 'src/engine/tell.ts',
    from: 'breaker.record(task.connection, false)\n',
    to: 'breaker.record(task.connection, false)\n    if (task.attempt > 1) return DONE\n',
  },
  {
    name: 'a 500 of the provider is repeated',
    file: 'adapters/provider/twilio/send.ts',
    from: "if (answer.status >= 500) return { status: 'unknown', code }",
    to: "if (answer.status >= 500) return { status: 'retry', code }",
  },
  {
    name: 'a timeout counts as not sent',
    file: 'adapters/provider/twilio/send.ts',
    from: "error.reached ? 'unknown' : 'retry'",
    to: "'retry'",
  },
  {
    name: 'webhook ids drawn at random',
    file: 'adapters/provider/twilio/inbound.ts',
    from: 'providerId: string): string =>',
    to: 'providerId: string): string => crypto.randomUUID() +',
  },
  {
    name: 'rank merge removed',
    file: 'src/core/inputs/receipt.ts',
    from: 'rankOf(next) > rankOf(current) ? next : current',
    to: 'next',
  },
  {
    name: 'a session lasts for ever',
    file: 'src/core/model/session.ts',
    from: 'return at < closesAt && !closedByProvider(session)',
    to: 'return !closedByProvider(session)',
  },
  {
    name: 'the word of the provider that a session is closed is ignored',
    file: 'src/core/model/session.ts',
    from: 'return at < closesAt && !closedByProvider(session)',
    to: 'return at < session.lastInboundAt + policy.rules.sessionMs - policy.limits.sessionMarginMs',
  },
  {
    name: 'STOP counts only after a YES',
    file: 'src/core/reading/flow.ts',
    from: "  const hadAgreed = consent.status === 'granted' || flow !== 'consent'\n",
    to: "  const hadAgreed = consent.status === 'granted'\n  if (!hadAgreed) return {}\n",
  },
  {
    name: 'an old YES undoes a STOP',
    file: 'src/core/reading/flow.ts',
    from: 'isNo(consent) ? words.at > consent.at',
    to: 'isNo(consent) ? true',
  },
  {
    name: 'cool-down removed',
    file: 'src/core/wording/automatic.ts',
    from: 'return isWithinBudget && at >= last + cooldownMs',
    to: 'return isWithinBudget && last <= at + cooldownMs',
  },
  {
    name: 'an agent may ask again at once',
    file: 'src/core/gate/judge.ts',
    from: 'requestedAt !== undefined && request.at < from',
    to: 'requestedAt !== undefined && request.at < 0',
  },
  {
    name: 'release without re-judging',
    file: 'src/core/inputs/held.ts',
    from: 'const verdict = judge(draft.contact, outbound, policy)',
    to: "const verdict = { status: 'accepted' } as Verdict",
  },
  {
    name: 'ownership not looked at',
    file: 'src/core/gate/rules/index.ts',
    from: '  takenRule,\n  consentRule,',
    to: '  consentRule,',
  },
  {
    name: 'a failed pass moves the watermark',
    file: 'src/engine/reconcile.ts',
    from: 'const reason = error instanceof Error',
    to: 'await store.set(setting, String(startedAt)).catch(() => {})\n        const reason = error instanceof Error',
  },
  {
    name: 'idempotency keys not kept',
    file: 'src/http/kit/idempotency.ts',
    from: 'if (keyed === undefined) return',
    to: 'if (keyed !== null) return',
  },
]
