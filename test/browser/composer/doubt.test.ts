import { expect } from 'vitest'
import { violations } from '../../support/browser/browser.ts'
import { type Composing, openDesk, WHATSAPP } from '../../support/browser/composer.ts'
import { describe, openForAll, test } from '../../support/browser/test.ts'

/** Longer than a message in doubt waits for its own status. */
const DOUBT_MS = 180_000

// Meta has no list in which a lost send could be looked up.
const desk = openForAll(() => openDesk({ POSTERN_LIKE: 'meta' }))

const TEXT = 'Your card has arrived'
const arrived = async (composer: Composing) =>
  (await composer.received()).filter(({ text }) => text.includes(TEXT)).length

/** Of the agent's message. */
const statusOf = async (to: string): Promise<string | undefined> => {
  const { messages } = await desk().call('GET', `/v1/contacts/${encodeURIComponent(to)}/messages`)
  return messages.find(({ text }: { text?: string }) => text?.includes(TEXT))?.status
}

/** An agent's message whose answer was lost: it never reached the provider. */
const lost = async (to: string): Promise<Composing> => {
  // Without an answer of the gateway's own, which would be lost as well.
  const consent = { status: 'granted', basis: 'web_form' }
  await desk().call('PUT', `/v1/contacts/${encodeURIComponent(to)}/consent`, consent)
  await desk().call('POST', '/sandbox/phone', { from: to, to: WHATSAPP, text: 'Hello' })
  const composer = await desk().compose({ to })
  await composer.field.fill(TEXT)
  await composer.button('Send').click()
  await expect.poll(() => statusOf(to)).toBe('unknown')
  await desk().advance(DOUBT_MS)
  await composer.button(`Send again: ${TEXT}`).waitFor()
  await composer.sees(/The message may have been sent/)
  expect(await arrived(composer)).toBe(0)
  return composer
}

describe('a message that may have been sent', () => {
  test('is sent again by a click, once', async () => {
    const composer = await lost('whatsapp:+15550140801')
    expect(await violations(composer.page)).toEqual([])
    const again = composer.button(`Send again: ${TEXT}`)
    await again.click()
    await again.waitFor({ state: 'detached' })
    await expect.poll(() => arrived(composer)).toBe(1)
    expect(await composer.button(`Mark as not sent: ${TEXT}`).count()).toBe(0)
    expect(composer.complaints).toEqual([])
    await composer.close()
  })

  test('is marked as not sent by a click, and stays so', async () => {
    const composer = await lost('whatsapp:+15550240801')
    const discard = composer.button(`Mark as not sent: ${TEXT}`)
    await discard.click()
    await discard.waitFor({ state: 'detached' })
    await composer.sees(/Not delivered/)
    await desk().advance(DOUBT_MS)
    expect(await composer.button(`Send again: ${TEXT}`).count()).toBe(0)
    expect(await arrived(composer)).toBe(0)
    expect(composer.complaints).toEqual([])
    await composer.close()
  })

  test('only shows its buttons to the agent who wrote it', async () => {
    const composer = await lost('whatsapp:+15550340801')
    const other = await desk().compose({ to: composer.to, agent: 'ben' })
    await other.sees(TEXT)
    await other.sees(/The message may have been sent/)
    expect(await other.button(`Send again: ${TEXT}`).count()).toBe(0)
    await other.close()
    await composer.close()
  })
})
