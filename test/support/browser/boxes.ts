/** Where the parts of a page are in the window. */

import type { Locator, Page } from 'playwright-core'

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
type Parts = Readonly<Record<string, Locator>>

/** All in one go, so that the page is laid out once. */
export const boxesOf = async (
  page: Page,
  parts: Parts,
): Promise<readonly (readonly [string, Box])[]> => {
  const handles = await Promise.all(Object.values(parts).map((part) => part.elementHandle()))
  const boxes = await page.evaluate(
    (all) =>
      all.map((one) => {
        const element = one as unknown as { getBoundingClientRect(): Box }
        const { x, y, width, height } = element.getBoundingClientRect()
        return { x, y, width, height }
      }),
    handles,
  )
  return Object.keys(parts).map((name, i) => [name, boxes[i] as Box])
}

/** Which of them are not wholly inside the window, by name. */
export const outside = async (page: Page, parts: Parts) => {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const boxes = await boxesOf(page, parts)
  const isIn = ({ x, y, width: own, height: tall }: Box) =>
    own > 0 && tall > 0 && x >= 0 && y >= 0 && x + own <= width && y + tall <= height
  const found = boxes.filter(([, box]) => !isIn(box))
  return found.map(([name, box]) => `${name} at ${width}×${height}: ${JSON.stringify(box)}`)
}
