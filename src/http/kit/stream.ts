/** Writes an answer while it is made. */

import type { Gateway } from '../../engine/gateway.ts'
import { errorMessage } from '../../ports/errors.ts'

/** Writes no faster than the client reads. A failure ends the stream early. */
export const streamOf = (
  { log }: Pick<Gateway, 'log'>,
  parts: AsyncGenerator<Uint8Array>,
): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      try {
        const { done, value } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        log.error('answer_cut_off', { error: errorMessage(error) })
        controller.error(error)
      }
    },
    cancel: async () => void (await parts.return(undefined)),
  })
