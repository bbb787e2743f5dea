/** A client that keeps to no rules: bytes over a socket, at its own pace. */

import { connect } from 'node:net'

export type Ending = {
  /** The first line of what came back. */
  readonly status: string
  /** How many bytes the other side took. */
  readonly taken: number
}

/**
 * Sends `first`, then `more` again and again, at most every `everyMs`, until the other side closes
 * the connection.
 */
export const talk = (
  url: string,
  first: string | Uint8Array,
  more?: { readonly bytes: string | Uint8Array; readonly everyMs: number },
): Promise<Ending> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    let heard = ''
    let timer: NodeJS.Timeout | undefined
    const socket = connect(Number(port), hostname, () => {
      socket.write(first)
      const write = () =>
        !socket.destroyed && !socket.writableNeedDrain && socket.write(more?.bytes ?? '')
      if (more) timer = setInterval(write, more.everyMs)
    })
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
    })
    // A reset is an answer too.
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(timer)
      resolve({ status: heard.split('\r\n')[0] ?? '', taken: socket.bytesWritten })
    })
  })
