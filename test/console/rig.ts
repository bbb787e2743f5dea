/** A console in this process with an administrator signed in, for the tests of its pages. */

import { sharedAdmin } from '../../src/config/admins.ts'
import { consoleOf } from '../../src/console/options.ts'
import { createApp } from '../../src/runtime/app.ts'
import { createRig } from '../support/gateway.ts'

const KEY = 'the key of the administrator'

/** Signed in as `administrator`; `context` and `post` keep the cookie. */
export const openedConsole = async (options: Parameters<typeof createRig>[0] = {}) => {
  const rig = createRig(options)
  const { gateway } = rig
  const app = createApp(gateway, consoleOf({ admins: [sharedAdmin(KEY)] }))
  let cookie = ''
  const request = async (path: string, body?: object) => {
    const answer = await app.request(
      `/console${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: {
          Cookie: cookie,
          'Content-Type': 'application/x-www-form-urlencoded',
          'Sec-Fetch-Site': 'same-origin',
        },
        ...(body && { body: new URLSearchParams(body as Record<string, string>).toString() }),
      },
      { clientAddress: '192.0.2.1' },
    )
    await gateway.pump.drain()
    cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? cookie
    return answer
  }
  const signIn = () => request('/login', { key: KEY })
  await signIn()
  return {
    ...rig,
    /** A session lasts eight hours. */
    signIn,
    context: async (path: string) => (await request(path)).text(),
    look: (path: string) => request(path),
    post: async (path: string, body: object = {}) => {
      const answer = await request(path, body)
      return {
        status: answer.status,
        headers: answer.headers,
        text: await answer.text(),
      }
    },
  }
}

/** The path of a contact's page. */
export const pathOf = (address: string): string => `/contacts/${encodeURIComponent(address)}`
