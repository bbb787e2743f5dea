/** Where the parts of a page are in the window. */

import type { Locator, Page } from 'playwright-core'

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
type Handle = NonNullable<Awaited<ReturnType<Locator['elementHandle']>>>

/** The elements by name: to find them by role looks through the whole page. */
export const elementsOf = (
  parts: Readonly<Record<string, Locator>>,
): Promise<readonly (readonly [string, Handle])[]> =>
  Promise.all(
    Object.entries(parts).map(async ([name, part]) => [name, await elementOf(part)] as const),
  )

const elementOf = async (part: Locator): Promise<Handle> => {
  const element = await part.elementHandle()
  if (!element) throw new Error(`${part} is not there`)
  return element
}

/** All in one go, so that the page is laid out once. */
export const boxesOf = async (
  page: Page,
  elements: readonly (readonly [string, Handle])[],
): Promise<readonly (readonly [string, Box])[]> => {
  const boxes = await page.evaluate(
    (all) =>
      all.map((one) => {
        const element = one as unknown as { getBoundingClientRect(): Box }
        const { x, y, width, height } = element.getBoundingClientRect()
        return { x, y, width, height }
      }),
    elements.map(([, element]) => element),
  )
  return elements.map(([name], i) => [name, boxes[i] as Box])
}

/** Which of them are not wholly inside the window, by name. */
export const outside = (page: Page, boxes: readonly (readonly [string, Box])[]) => {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const isIn = ({ x, y, width: own, height: tall }: Box) =>
    own > 0 && tall > 0 && x >= 0 && y >= 0 && x + own <= width && y + tall <= height
  const found = boxes.filter(([, box]) => !isIn(box))
  return found.map(([name, box]) => `${name} at ${width}×${height}: ${JSON.stringify(box)}`)
}
