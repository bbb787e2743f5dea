/** A gateway with the sandbox, on a database of its own. */

import { join } from 'node:path'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import { createApp } from '../../src/runtime/app.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../src/sandbox/configuration.ts'
import { sandboxRoutes } from '../../src/sandbox/routes.ts'
import { openSandbox } from '../../src/sandbox/sandbox.ts'
import { buildGateway } from '../support/build.ts'
import { SMS, WHATSAPP } from '../support/configuration.ts'
import type { CrmEvent, Read } from '../support/documents/answers.ts'
import { createClient } from '../support/http.ts'
import { newFolder } from '../support/running.ts'

/** The sandbox in this process, on a database file of its own or of a sandbox before. */
export const openGateway = async (folder = newFolder()) => {
  const store = createSqliteStore({ path: join(folder, 'postern.db'), hashKey: 'key' })
  const sandbox = await openSandbox(store, () => 1_800_000_000_000)
  const gateway = buildGateway({ config: SANDBOX_CONFIG, env: SANDBOX_SECRETS, store, sandbox })
  const app = createApp(gateway, { sandbox: async () => sandboxRoutes(gateway, sandbox) })

  const client = createClient(app.request, 'sandbox')
  const call = (path: string, body?: object | string) =>
    client.call(body ? 'POST' : 'GET', path, body)
  const write = (from: string, text: string, to = from.startsWith('sms') ? SMS : WHATSAPP) =>
    call('/sandbox/phone', { from, to, text })
  return {
    folder,
    gateway,
    app,
    call,
    write,
    close: () => store.close(),
    advance: (advanceMs: number) => call('/sandbox/clock', { advanceMs }),
    phone: (address: string) => client.list<Read>(`/sandbox/phone/${address}`),
    events: () => client.list<CrmEvent>('/sandbox/crm/events'),
    /** Writes, is asked, agrees. */
    consents: async (contact: string) => {
      await write(contact, 'Hello')
      return write(contact, 'YES')
    },
    send: (to: string, content: object) =>
      call('/v1/messages', {
        from: to.startsWith('sms') ? SMS : WHATSAPP,
        to,
        agent: 'ana',
        ...content,
      }),
  }
}

export type Sandbox = Awaited<ReturnType<typeof openGateway>>

export const statusOf = async (sandbox: Sandbox, id: string) => {
  const { body } = await sandbox.call(`/v1/messages/${id}`)
  return { status: body.status, code: body.code, reason: body.reason }
}
