/** Divides the free attempts among the waiting connections. Pure. */

export type Waiting = {
  readonly connection: string
  /** How many more of its attempts may start. */
  readonly room: number
  readonly underWay: number
}

export type Share = { readonly connection: string; readonly limit: number }

/**
 * One each in turn, until `free` are used up or no connection has room. Connections with fewer than
 * `reserved` in progress get those even if nothing is free, so that others can't shut them out.
 */
export const shareAttempts = (
  waiting: readonly Waiting[],
  { free, most, reserved }: { free: number; most: number; reserved: number },
): readonly Share[] => {
  const given = waiting.map(() => 0)
  let [left, allowed] = [free, most]
  for (let isMoving = true; isMoving && allowed > 0; ) {
    isMoving = false
    for (const [i, { room, underWay }] of waiting.entries()) {
      const own = given[i] ?? 0
      if (allowed <= 0 || own >= room) continue
      if (left <= 0 && underWay + own >= reserved) continue
      given[i] = own + 1
      left -= 1
      allowed -= 1
      isMoving = true
    }
  }
  return waiting.flatMap(({ connection }, i) => {
    const limit = given[i] ?? 0
    return limit > 0 ? [{ connection, limit }] : []
  })
}
