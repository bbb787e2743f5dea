/** Readers to whom a page is not what it is to most: magnified, from right to left, without motion. */

import type { Page } from 'playwright-core'

/** A window of 1280×1024 at 200 % has room for half of it. */
export const MAGNIFIED = { width: 640, height: 512 } as const

/** The pseudo-locale: every Latin word becomes Arabic letters of the same length and a bit more, from right to left. */
export const speakArabic = (page: Page): Promise<void> =>
  page.evaluate(`{
    document.documentElement.dir = 'rtl'
    document.documentElement.lang = 'ar'
    const letters = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'
    const inArabic = (text) => text.replace(/[a-z]+/gi, (word) =>
      [...word, ...word.slice(0, word.length / 3)].map((c) => letters[c.charCodeAt(0) % letters.length]).join(''))
    const say = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.shadowRoot) say(node.shadowRoot)
        if (node.hasAttribute?.('aria-label')) node.setAttribute('aria-label', inArabic(node.getAttribute('aria-label')))
        // What people and machines wrote stays as it is.
        if (node.nodeType !== 3 || node.parentElement?.closest('code, pre, script, style, bdi, time')) continue
        node.data = inArabic(node.data)
      }
    }
    say(document.body)
  }`)

/** The width that can be scrolled to, beyond the window's. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** What moves by itself, in the page and in its elements: animations that run or transitions that are declared. */
export const motions = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(`{
    const seconds = (text) => Math.max(...text.split(',').map(Number.parseFloat))
    const within = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])])
    const moving = within(document).filter((one) => {
      const { animationName, animationDuration, transitionDuration } = getComputedStyle(one)
      return (animationName !== 'none' && seconds(animationDuration) > 0) || seconds(transitionDuration) > 0
    })
    moving.map((one) => one.outerHTML.slice(0, 120))
  }`)
