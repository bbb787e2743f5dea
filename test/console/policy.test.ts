import { describe, expect, it } from 'vitest'
import { ACME, MARIA } from '../support/gateway.ts'
import { openedConsole } from './rig.ts'

const OTHER = 'whatsapp:+15550102032'
const message = (to: string) => ({ from: ACME.whatsapp, to, agent: 'ana', text: 'Good morning' })
const REPLAY = `/policy/replay?sender=${encodeURIComponent(ACME.whatsapp)}`

/** One who agreed and was written to, one who was not asked before. */
const busy = async () => {
  const rig = await openedConsole()
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  await rig.call('POST', '/v1/messages', message(MARIA))
  await rig.writes(OTHER, ACME.whatsapp, 'Hello')
  await rig.call('POST', '/v1/messages', message(OTHER))
  return rig
}

/** How often one outcome became another. */
const row = (page: string, before: string, after: string): number =>
  Number(
    new RegExp(`<th scope="row">${before}</th><td>${after}</td><td>(\\d+)`).exec(page)?.[1] ?? 0,
  )

describe('the policy', () => {
  it('is shown field by field, with the source of each', async () => {
    const { context } = await openedConsole({ policy: { ownership: { idleMs: 1_000 } } })
    const page = await context('/policy')
    const from = (field: string) =>
      new RegExp(
        `<code>${field}</code></th><td>[^]*?</td><td>([^<]+)`.replace('[^]', '[\\s\\S]'),
      ).exec(page)?.[1]
    expect(from('ownership\\.idleMs')).toBe('organisation')
    expect(from('ownership\\.exclusive')).toBe('default')
  })

  it('shows the texts for contacts', async () => {
    const { context } = await openedConsole()
    expect(await context('/policy')).toMatch(
      /opt in confirmation<\/figcaption><p class="bubble"><bdi[^>]*>[^<]*Acme Wealth/,
    )
  })
})

describe('what contacts read', () => {
  const textsOf = (page: string) =>
    [...page.matchAll(/<p class="bubble"><bdi[^>]*>([^<]*)/g)].map(([, words]) => words ?? '')

  it('is shown as it is sent, without the names of values', async () => {
    const { context } = await openedConsole()
    for (const sender of [ACME.whatsapp, ACME.sms]) {
      const texts = textsOf(await context(`/policy?sender=${encodeURIComponent(sender)}`))
      expect(texts).toHaveLength(7)
      expect(texts.join('\n')).not.toMatch(/[{}]/)
    }
  })

  it('names the other channels and whom to ask', async () => {
    const { context } = await openedConsole({
      policy: { disclosures: { support: 'Call 555 0100' } },
    })
    const texts = textsOf(await context('/policy')).join('\n')
    expect(texts).toContain('Questions? Call 555 0100.')
    expect(texts).toContain('SMS is not affected; reply STOP there.')
  })
})

describe('a replay', () => {
  it('shows the verdicts on agents’ messages, and writes nothing', async () => {
    const { post, call, sent, events } = await busy()
    const versions = async () => (await call('GET', `/v1/contacts/${MARIA}/journal`)).body.entries
    const [before, out, count] = [await versions(), sent.length, events.length]
    const { status, text } = await post(REPLAY, { policy: '{"flow": "recorded"}' })
    expect(status).toBe(200)
    expect(text).toContain('<strong>2</strong> <span>Messages and requests</span>')
    expect(
      row(text, 'consent pending', 'consent pending') + row(text, 'accepted', 'accepted'),
    ).toBe(1)
    expect(text).toContain('Decided differently')
    expect(await versions()).toEqual(before)
    expect([sent.length, events.length]).toEqual([out, count])
  })

  it('accepts the example in the form', async () => {
    const { context, post } = await busy()
    const [, example = ''] =
      /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(await context('/policy')) ?? []
    const { text } = await post(REPLAY, { policy: example.replaceAll('&quot;', '"') })
    expect(text).not.toContain('role="alert"')
  })

  it('changes nothing under the present policy', async () => {
    const { post } = await busy()
    const { text } = await post(REPLAY, { policy: '{}' })
    expect(text).toContain('<strong>0</strong> <span>Decided differently</span>')
    expect(row(text, 'accepted', 'accepted')).toBe(1)
    expect(row(text, 'consent pending', 'consent pending')).toBe(1)
  })

  it('leaves out messages older than a month', async () => {
    const { post, advance, signIn } = await busy()
    await advance(40 * 86_400_000)
    await signIn()
    const { text } = await post(REPLAY, { policy: '{}' })
    expect(text).toContain('No agent used this sender')
  })

  it.each([
    ['no JSON', '{', 'policy: must be JSON'],
    ['no object', '[]', 'policy: must be an object'],
    ['an unknown field', '{"quitHours": {}}', 'quitHours'],
    ['a wrong value', '{"flow": "maybe"}', 'flow'],
    ['a field given twice', '{"flow": "recorded", "flow": "consent"}', 'flow: is given twice'],
    ['an unknown purpose', '{"purpose": "billing"}', 'is not in purposes'],
  ])('refuses %s, and names it', async (_, policy, problem) => {
    const { post } = await openedConsole()
    const { text } = await post(REPLAY, { policy })
    expect(text).toContain('role="alert"')
    expect(text).toContain(problem)
  })
})
