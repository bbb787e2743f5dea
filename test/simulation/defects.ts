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
    from: 'const handled = await handle(organisation.id, atConnection(input, connection), sender)',
    to: 'const handled = undefined as any; void handle(organisation.id, atConnection(input, connection), sender).catch(() => {})',
  },
  {
    name: 'effects outside the batch',
    file: 'src/engine/handle/handle.ts',
    from: '    cache.replace(organisation.id, decision.contact, committed, ',
    to: `    const { version, hash } = committed
    await store.commit({ input: { ...known, id: known.id + ':effects' }, contact: decision.contact,
      version, hash, others: [], verdict: decision.verdict, effects: decision.effects, messages: [],
      recordedAt: clock(), provider: sender.connection, crms: organisation.crms })
    cache.replace(organisation.id, decision.contact, committed, `,
  },
  {
    name: 'dedupe removed',
    file: 'adapters/store/sql/schema.ts',
    from: 'PRIMARY KEY (organisation, contact, version),\n      UNIQUE (organisation, input_id)',
    to: 'PRIMARY KEY (organisation, contact, version)',
  },
  {
    name: 'stale versions committed',
    // The journal's primary key and its hash chain both refuse a stale version, so the change gets the current one.
    file: 'adapters/store/sql/commit.ts',
    from: 'const rows = rowsOf(change)',
    to: `const whose = [change.contact.organisation, change.contact.id]
    const [now] = await engine.query('SELECT version, hash FROM contact WHERE organisation = ? AND id = ?', whose)
    const rows = rowsOf({ ...change, ...(now ?? {}) })`,
  },
  {
    name: 'settle without the lease fence',
    file: 'adapters/store/sql/outbox/outbox.ts',
    from: ' AND seq = ? AND lease = ?',
    to: ' AND seq = ? AND ? IS NOT NULL',
  },
  {
    name: 'an interrupted attempt is not in doubt',
    file: 'adapters/store/sql/outbox/outbox.ts',
    from: 'CASE WHEN lease IS NULL THEN doubtful ELSE 1 END',
    to: 'doubtful',
  },
  {
    name: 'a lane lets tasks overtake',
    file: 'adapters/store/sql/outbox/insert.ts',
    from: '{LANE})`',
    to: '{LANE} AND 1 = 0)`',
  },
  {
    name: 'a new task is leased behind others of its lane',
    file: 'adapters/store/sql/outbox/insert.ts',
    from: 'row.rowLease && found?.length === 0',
    to: 'row.rowLease',
  },
  {
    name: 'retry of an unknown send',
    file: 'src/engine/attempt/look-up.ts',
    from: "return { status: 'retry', at, code, doubtful: true }",
    to: "return { status: 'retry', at, code, doubtful: false }",
  },
  {
    name: 'absence believed at once',
    file: 'src/engine/attempt/look-up.ts',
    from: 'if (clock() < doubtedAt + absenceMs)',
    to: 'if (false)',
  },
  {
    name: 'a provider without a list counts as absent',
    file: 'src/engine/attempt/look-up.ts',
    from: "const NO_FIND: Found = { status: 'undecided', code: 'no_list' }",
    to: "const NO_FIND: Found = { status: 'absent' } as any",
  },
  {
    name: 'a decision counts after the doubt has been settled',
    file: 'src/core/inputs/unsent.ts',
    from: '  if (!isAsked(known)) {\n    const objection',
    to: '  if (false) {\n    const objection',
  },
  {
    name: 'recheck before send removed',
    file: 'src/engine/attempt/send.ts',
    from: 'const { refusal, observed, rendered } = await lastCheck(attempt)',
    to: 'const { refusal, observed, rendered } = {} as any',
  },
  {
    name: 'an event that was not taken is settled',
    file: 'src/engine/attempt/notify.ts',
    from: 'return again(task, outcome)\n',
    to: "if (breaker.state(task.connection) !== 'closed') return DONE\n    return again(task, outcome)\n",
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
    from: "return { becomes: endOf(consent, flow), says: 'opt_out_confirmation' }",
    to: "if (consent.status !== 'granted') return {}\n  return { becomes: 'revoked', says: 'opt_out_confirmation' }",
  },
  {
    name: 'an old YES undoes a STOP',
    file: 'src/core/reading/flow.ts',
    from: '? words.at > consent.at',
    to: '? true',
  },
  {
    name: 'cool-down removed',
    file: 'src/core/wording/automatic.ts',
    from: 'return isWithinBudget && at >= last + cooldownMs',
    to: 'return isWithinBudget && last <= at + cooldownMs',
  },
  {
    name: 'an agent may ask again at once',
    file: 'src/core/gate/judge-opt-in.ts',
    from: 'requestedAt !== undefined && request.at < from',
    to: 'requestedAt !== undefined && request.at < 0',
  },
  {
    name: 'release without re-judging',
    file: 'src/core/inputs/held.ts',
    from: 'const verdict = judgeHeld(aheadOf(draft.contact, held), held, draft.at, policy)',
    to: "const verdict = { status: 'accepted' } as Verdict",
  },
  {
    name: 'ownership not looked at',
    file: 'src/core/gate/rules/index.ts',
    from: '  taken,\n  consent,',
    to: '  consent,',
  },
  {
    name: 'a failed pass moves the watermark',
    file: 'src/engine/periodic/reconcile.ts',
    from: "// Leave the mark where it was, so that the next pass covers this one's time as well.",
    to: 'await writeSetting(store, reconciledUntil(organisation, address), startedAt).catch(() => {})',
  },
  {
    name: 'idempotency keys not kept',
    file: 'src/http/kit/idempotency.ts',
    from: 'key, method, path, body }: Request): Keyed',
    to: 'key: _, method, path, body }: Request, key = crypto.randomUUID()): Keyed',
  },
]
