/** The requests between the simulated provider and the gateway, newest first. */

import type { StageState, WireLine } from '../../../console/stage/stage-types.ts'
import { fullTime, shortTime } from '../time.ts'
import { readExchange } from '../world.ts'
import { Log } from './log.tsx'
import { RawRequest } from './raw-request.tsx'

export type WireProps = {
  readonly wire: StageState['wire']
  readonly customer: string
}

export const Wire = ({ wire, customer }: WireProps) => {
  if (!wire) return null
  const provider = named(wire.like)
  return (
    <details class="wire">
      <summary>{`Between ${provider} and the gateway`}</summary>
      <Log label={`Requests between ${provider} and the gateway`}>
        {wire.lines.length === 0 && <li class="quiet">Nothing about this customer yet.</li>}
        {wire.lines.map((line) => (
          <li key={line.id} class="event">
            <Exchange line={line} provider={provider} customer={customer} />
          </li>
        ))}
      </Log>
    </details>
  )
}

const Exchange = ({
  line: { id, at, way, what, status },
  provider,
  customer,
}: {
  readonly line: WireLine
  readonly provider: string
  readonly customer: string
}) => (
  <RawRequest
    summary={
      <>
        <code>{way === 'in' ? `webhook: ${what}` : what}</code>
        <time class="quiet" dateTime={at} title={fullTime(at)}>
          {shortTime(at)}
        </time>
        <span>{`${way === 'in' ? `From ${provider}` : `To ${provider}`}, answered ${status}`}</span>
      </>
    }
    read={() => readExchange(id, customer)}
  />
)

const named = (like: string) => like.charAt(0).toUpperCase() + like.slice(1)
