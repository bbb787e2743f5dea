/** The simulated world around one customer and agent, looked at every second. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Done, Parties, StageState, Step } from '../../console/stage/stage-types.ts'
import { act, emptySandbox, mintToken, readStage, type Seat } from './world.ts'

const LOOK_MS = 1_000

/** A step's result, and the items on the page before it. */
export type Performed = { readonly done: Done; readonly before: ReadonlySet<string> }

export const useWorld = (parties: Parties) => {
  const [state, setState] = useState<StageState>()
  const [minted, setMinted] = useState<{ readonly whom: Parties; readonly token: string }>()
  const [problem, setProblem] = useState('')
  const last = useRef<Promise<unknown>>(Promise.resolve())

  /** The current customer: answers about others come too late. */
  const present = useRef(parties)
  const see = useCallback(async (whom: Parties) => {
    const now = await readStage(whom)
    if (present.current === whom) setState((then) => (then && isSame(then, now) ? then : now))
    return now
  }, [])
  const renew = useCallback(async (whom: Parties) => {
    const token = await mintToken(whom)
    if (present.current === whom) setMinted({ whom, token })
  }, [])
  const report = useCallback((error: unknown) => setProblem(messageOf(error)), [])

  useEffect(() => {
    present.current = parties
    history.replaceState(null, '', `?${new URLSearchParams(parties)}`)
    renew(parties).catch(report)
    see(parties).catch(report)
    const looking = setInterval(() => {
      // A gateway that is being restarted is there again soon.
      if (!document.hidden) see(parties).catch(() => {})
    }, LOOK_MS)
    // The composer signals when its token expires, for example when the clock is moved.
    const renewing = () => void renew(parties).catch(report)
    addEventListener('postern-token-expiring', renewing)
    return () => {
      clearInterval(looking)
      removeEventListener('postern-token-expiring', renewing)
    }
  }, [parties, see, renew, report])

  /** One after the other: what is asked for in the meantime waits and isn't lost. */
  const inTurn = useCallback(
    <T>(run: () => Promise<T>): Promise<T | undefined> => {
      const turn = last.current.then(run).catch((error) => {
        report(error)
        return undefined
      })
      last.current = turn
      return turn
    },
    [report],
  )

  const perform = useCallback(
    (step: Step, whom: Parties): Promise<Performed | undefined> =>
      inTurn(async () => {
        setProblem('')
        const before = idsOf(await readStage(whom))
        const done = await act(step, whom)
        await see(whom)
        return { done, before }
      }),
    [see, inTurn],
  )

  /** The page starts over too: without a draft and with the first customer. */
  const reset = useCallback(
    () =>
      inTurn(async () => {
        await emptySandbox()
        sessionStorage.clear()
        location.assign(location.pathname)
      }),
    [inTurn],
  )

  // Nobody types into the composer of a former agent or customer.
  const seat: Seat | undefined =
    minted?.whom === parties ? { ...parties, token: minted.token } : undefined

  return { state, seat, problem, perform, reset }
}

export type World = ReturnType<typeof useWorld>

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Nothing to draw again for: the seconds aren't shown. */
const isSame = (then: StageState, now: StageState) =>
  JSON.stringify({ ...then, now: then.now.slice(0, 16) }) ===
  JSON.stringify({ ...now, now: now.now.slice(0, 16) })

const idsOf = ({ phone, events }: StageState): ReadonlySet<string> =>
  new Set([...phone, ...events].map(({ id }) => id))
