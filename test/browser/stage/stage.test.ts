/** The sandbox's first page: everything on one screen, stories that wait for their reader, a phone that can be tapped. */

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Story } from '../../../src/console/stage/stage-types.ts'
import { STORIES } from '../../../src/console/stage/stories.ts'
import { boxesOf, elementsOf, outside } from '../../support/browser/boxes.ts'
import { textsOf, violations } from '../../support/browser/browser.ts'
import { openTheatre, type Stage } from '../../support/browser/stage.ts'
import { describe, openForAll } from '../../support/browser/test.ts'

const theatre = openForAll(openTheatre)

/** Where the phone says who is typing. */
const STATUS = '.phone [role=status]'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1366, height: 768 },
] as const

/** The composer scrolls its own foot when there is no room: then the field is cut off. */
const isCut = (boxes: Awaited<ReturnType<typeof boxesOf>>) => {
  const { composer, 'agent’s field': field } = Object.fromEntries(boxes)
  return !composer || !field || field.y + field.height > composer.y + composer.height
}

const partsOf = ({ page, phone, desk, events, field }: Stage) => ({
  phone,
  desk,
  events,
  composer: page.locator('postern-composer'),
  'agent’s field': field,
  'customer’s field': phone.getByLabel('Write as the customer'),
})

const begin = async (page: Page, story: Story) => {
  await page.getByRole('button', { name: `Play ${story.name}: ${story.question}` }).click()
  return page.getByRole('region', { name: story.question, exact: true })
}

const [HELD] = STORIES as [Story]

describe('the first screen', () => {
  it.each(SIZES)('has phone, composer, events and stories at $width×$height', async (viewport) => {
    const stage = await theatre().openStage({ viewport })
    const parts = {
      ...partsOf(stage),
      stories: stage.page.getByRole('region', { name: 'Play a story' }),
    }
    expect(outside(stage.page, await boxesOf(stage.page, await elementsOf(parts)))).toEqual([])
    const plays = await stage.page.getByRole('button', { name: /^Play / }).all()
    const buttons = await elementsOf(Object.fromEntries(plays.entries()))
    expect(outside(stage.page, await boxesOf(stage.page, buttons))).toEqual([])
    await stage.close()
  })

  it.each(STORIES)('shows them at every step of “$name”', async (story) => {
    const stage = await theatre().openStage({ viewport: SIZES[0] })
    const { page, complaints } = stage
    const bar = await begin(page, story)
    for (const [i, { watch }] of story.steps.entries()) {
      if (i > 0) await page.keyboard.press('ArrowRight')
      await bar.getByRole('status').getByText(watch).waitFor()
      await stage.field.waitFor()
      const callout = page.locator('.pane .callout').getByText(watch)
      const elements = await elementsOf({ ...partsOf(stage), story: bar, callout })
      for (const viewport of SIZES) {
        await page.setViewportSize(viewport)
        const boxes = await boxesOf(page, elements)
        expect(outside(page, boxes)).toEqual([])
        expect(isCut(boxes)).toBe(false)
      }
    }
    await bar.getByText('That was the last step.').waitFor()
    expect(complaints).toEqual([])
    await stage.close()
  })
})

describe('a story', () => {
  it('never advances by itself', async () => {
    const page = await theatre().browser.newPage()
    await page.clock.install()
    await page.goto(`${theatre().gateway.url}/console`)
    const bar = await begin(page, HELD)
    await bar.getByText('Step 1 of 3').waitFor()
    await page.clock.fastForward('10:00')
    await page.waitForResponse(/\/console\/stage\?/)
    expect(await bar.getByText('Step 1 of 3').count()).toBe(1)
    await page.close()
  })

  it('advances by Space and →, goes back by ← to the earlier state, and ignores keys while typing', async () => {
    const { page, phone, close } = await theatre().openStage()
    const bar = await begin(page, HELD)
    await bar.getByText('Step 1 of 3').waitFor()
    await page.keyboard.press('Space')
    await bar.getByText('Step 2 of 3').waitFor()
    await phone.getByText('Your papers are ready.').waitFor()
    await page.keyboard.press('ArrowLeft')
    await bar.getByText('Step 1 of 3').waitFor()
    await phone.getByText(/would like to message you/).waitFor()
    expect(await phone.getByText('Your papers are ready.').count()).toBe(0)

    const field = phone.getByLabel('Write as the customer')
    await field.pressSequentially('a b')
    await field.press('ArrowRight')
    expect(await field.inputValue()).toBe('a b')
    expect(await bar.getByText('Step 1 of 3').count()).toBe(1)
    await close()
  })

  it('stays still while paused, and marks each step’s changes', async () => {
    const { page, phone, close } = await theatre().openStage()
    const bar = await begin(page, HELD)
    await bar.getByText('Step 1 of 3').waitFor()
    await bar.getByRole('button', { name: 'Pause' }).click()
    expect(await bar.getByRole('button', { name: 'Next step' }).isDisabled()).toBe(true)
    await page.keyboard.press('ArrowRight')
    await bar.getByRole('button', { name: 'Resume' }).click()
    await bar.getByText('Step 1 of 3').waitFor()
    await bar.getByRole('button', { name: 'Next step' }).click()
    await bar.getByText('Step 2 of 3').waitFor()
    const fresh = phone.locator('.bubble.new')
    await fresh.filter({ hasText: 'Your papers are ready.' }).waitFor()
    expect(await fresh.filter({ hasText: 'would like to message you' }).count()).toBe(0)
    await close()
  })

  it('is accessible: passes axe during a story', async () => {
    const { page, close } = await theatre().openStage()
    const bar = await begin(page, HELD)
    await bar.getByText('Step 1 of 3').waitFor()
    await page.keyboard.press('Space')
    await bar.getByText('Step 2 of 3').waitFor()
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1366, 320]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: 768 })
        expect(await violations(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
    await close()
  })
})

describe('the page', () => {
  it('keeps the text typed in “Agent” while it refreshes', async () => {
    const { page, desk, close } = await theatre().openStage()
    const agent = desk.getByRole('textbox', { name: 'Agent' })
    await agent.fill('be')
    for (let i = 0; i < 2; i++) await page.waitForResponse(/\/console\/stage\?/)
    await agent.pressSequentially('n')
    expect(await agent.inputValue()).toBe('ben')
    await close()
  })

  it('shows no text field of a former agent while the next one signs in', async () => {
    const { page, desk, field, sits, close } = await theatre().openStage()
    let signIn = () => {}
    const signedIn = new Promise<void>((resolve) => {
      signIn = resolve
    })
    await page.route('**/console/stage/token', async (route) => {
      await signedIn
      await route.continue()
    })
    await sits('ben')
    await desk.getByText('Opening the composer…').waitFor()
    expect(await field.count()).toBe(0)
    signIn()
    await field.waitFor()
    expect(await desk.locator('postern-composer').getAttribute('agent')).toBe('ben')
    await close()
  })

  it('gives a new customer a number that nobody has', async () => {
    const { page, phone, desk, close } = await theatre().openStage()
    const customer = phone.getByRole('combobox', { name: 'Customer' })
    const before = await customer.inputValue()
    await phone.getByRole('button', { name: 'New customer' }).click()
    await expect.poll(() => customer.inputValue()).not.toBe(before)
    const to = await customer.inputValue()
    expect(new URL(page.url()).searchParams.get('to')).toBe(to)
    await desk.getByRole('region', { name: `Messages with ${to.replace(/^\w+:/, '')}` }).waitFor()
    await close()
  })

  it('shows the clock in local time, with the offset', async () => {
    const { page, close } = await theatre().openStage({
      timezoneId: 'Asia/Kolkata',
      locale: 'en-GB',
    })
    await page.getByText(/\d\d:\d\d GMT\+5:30/).waitFor()
    await close()
  })
})

describe('a reset', () => {
  it('asks first, then deletes all customers, messages and events, and sets the clock to now', async () => {
    const { page, phone, events, writes, arrives, aDayLater, close } = await theatre().openStage()
    await writes('Hello')
    await arrives(/would like to message you/)
    await aDayLater()
    const aheadMs = async () => {
      const { now } = await (
        await fetch(
          `${theatre().gateway.url}/console/stage?${new URLSearchParams(new URL(page.url()).searchParams)}`,
        )
      ).json()
      return Date.parse(now) - Date.now()
    }
    await expect.poll(aheadMs).toBeGreaterThan(20 * 3_600_000)

    await page.getByRole('button', { name: 'Reset…' }).click()
    const question = page.getByRole('dialog', { name: 'Empty the sandbox?' })
    expect(await violations(page)).toEqual([])
    await question.getByRole('button', { name: 'Cancel' }).click()
    expect(await phone.getByRole('log').getByText('Hello', { exact: true }).count()).toBe(1)

    await page.getByRole('button', { name: 'Reset…' }).click()
    await question.getByRole('button', { name: 'Empty it' }).click()
    await phone.getByText('Nothing has arrived on this phone.').waitFor()
    await events.getByText('Nothing about this customer yet.').waitFor()
    expect(await phone.getByRole('combobox', { name: 'Customer' }).locator('option').count()).toBe(
      1,
    )
    expect(await aheadMs()).toBeLessThan(3_600_000)

    await writes('Once more')
    await arrives(/would like to message you/)
    await close()
  })
})

describe('the phone', () => {
  it('shows typing while an agent types and before an automatic answer', async () => {
    const { page, field, writes, sends, arrives, says, close } = await theatre().openStage()
    const status = page.locator(STATUS)
    const beforeAnswer = await textsOf(page, STATUS)
    await writes('Hello')
    await arrives(/would like to message you/)
    await expect.poll(beforeAnswer).toEqual(['is typing …', ''])
    await writes('YES')
    await says(/Free text for/)
    await expect.poll(() => status.textContent()).toBe('')
    const whileTyping = await textsOf(page, STATUS)
    await field.pressSequentially('Good mor')
    await expect.poll(whileTyping).toContain('is typing …')
    await sends('Good morning')
    await arrives('Good morning')
    await expect.poll(() => status.textContent()).toBe('')
    await close()
  })

  it('sends what the customer writes while the clock is still being moved', async () => {
    const { page, phone, close } = await theatre().openStage()
    let letClockGo = () => {}
    const held = new Promise<void>((resolve) => {
      letClockGo = resolve
    })
    await page.route('**/sandbox/clock', async (route) => {
      await held
      await route.continue()
    })
    const moving = page.waitForRequest('**/sandbox/clock')
    await page.getByRole('button', { name: '+1 h' }).click()
    await moving
    await phone.getByLabel('Write as the customer').fill('Are you there?')
    await phone.getByRole('button', { name: 'Send' }).click()
    letClockGo()
    await phone.getByRole('log').getByText('Are you there?').waitFor()
    await close()
  })

  it('gives the customer’s text back when it could not be sent', async () => {
    const { page, phone, close } = await theatre().openStage()
    await page.route('**/sandbox/phone', (route) => route.abort())
    const field = phone.getByLabel('Write as the customer')
    await field.fill('Are you there?')
    await phone.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('alert').filter({ hasText: 'The gateway did not answer.' }).waitFor()
    await expect.poll(() => field.inputValue()).toBe('Are you there?')
    await close()
  })

  it('offers samples, including files', async () => {
    const { phone, events, close } = await theatre().openStage()
    await phone.getByRole('button', { name: 'Photo' }).click()
    await phone.getByRole('log').getByText('Picture: photo.jpg').waitFor()
    await phone.getByRole('button', { name: 'Button' }).click()
    await phone.getByRole('log').getByText('Yes, call me').waitFor()
    await phone.getByRole('button', { name: 'YES' }).click()
    await events.getByText('consent.granted').waitFor()
    await close()
  })

  it('has tappable buttons, and the CRM gets the tap', async () => {
    const { page, phone, events, writes, close } = await theatre().openStage()
    await writes('Hello')
    await writes('YES')
    await events.getByText('consent.granted').waitFor()
    const { from, to } = Object.fromEntries(new URL(page.url()).searchParams)
    const buttons = [{ id: 'monday', title: 'On Monday' }]
    const answer = await fetch(`${theatre().gateway.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json' },
      body: JSON.stringify({
        from,
        to,
        agent: 'ana',
        text: 'When shall we meet?',
        interactive: { buttons },
      }),
    })
    expect(answer.status).toBe(202)
    await phone.getByRole('button', { name: 'On Monday' }).click()
    await events.getByText('On Monday').first().waitFor()
    await close()
  })
})
