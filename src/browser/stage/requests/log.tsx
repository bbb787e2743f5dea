/** A list that grows, scrolls by itself, and is read out as it grows. */

import type { ComponentChildren, RefObject } from 'preact'

export const Log = ({
  label,
  scroller,
  children,
}: {
  readonly label: string
  readonly scroller?: RefObject<HTMLDivElement | null>
  readonly children: ComponentChildren
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard
  <div ref={scroller ?? null} class="screen" role="log" aria-label={label} tabIndex={0}>
    <ol>{children}</ol>
  </div>
)
