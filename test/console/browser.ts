/** The console as visitors meet it: they sign in, open pages and post forms. */

import { type Admin, sharedAdmin } from '../../src/config/admins.ts'
import { consoleOf } from '../../src/console/options.ts'
import type { Store } from '../../src/ports/store.ts'
import { createApp } from '../../src/runtime/app.ts'
import { createRig } from '../support/gateway.ts'

export const KEY = 'the key of the administrator'
export const KEYED = { admins: [sharedAdmin(KEY)] }
export const FORM = {
  'Content-Type': 'application/x-www-form-urlencoded',
  'Sec-Fetch-Site': 'same-origin',
}

type Wrap = (store: Store) => Store

/** A console over two organisations, and a browser that keeps its cookie. */
export const openConsole = (
  options: { readonly admins?: readonly Admin[]; readonly wrap?: Wrap } = {},
) => {
  const { admins = [], wrap = (store) => store } = options
  const rig = createRig({ wrap })
  const { gateway } = rig
  const app = createApp(gateway, consoleOf({ admins }))
  let cookie = ''
  const context = async (path: string, headers: object = {}) => {
    const answer = await app.request(`/console${path}`, { headers: { Cookie: cookie, ...headers } })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const post = async (
    path: string,
    body = '',
    headers: object = FORM,
    clientAddress = '192.0.2.1',
  ) => {
    const answer = await app.request(
      `/console${path}`,
      { method: 'POST', headers: { Cookie: cookie, ...headers }, body },
      { clientAddress },
    )
    await gateway.pump.drain()
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const signIn = async (key = KEY, name = '', address?: string) => {
    const form = new URLSearchParams({ ...(name && { name }), key })
    const answer = await post('/login', form.toString(), FORM, address)
    cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? cookie
    return answer
  }
  return { ...rig, app, context, post, signIn }
}

export const opened = async (options: Parameters<typeof openConsole>[0] = {}) => {
  const rig = openConsole({ ...KEYED, ...options })
  await rig.signIn()
  return rig
}

export const contact = (address: string) => `/contacts/${encodeURIComponent(address)}`
