/** Notes in a thread: agents read them, the contact doesn't. */

import type { Http } from '../../../../src/ports/http.ts'
import { listOf, objectOf } from '../../../kit/json.ts'
import { idOf } from '../account/api.ts'
import type { Context } from '../context.ts'

export type Note = {
  readonly thread: string
  readonly text: string
  /** From the second attempt on, the note may exist already. */
  readonly attempt: number
  readonly since: number
}

/** HubSpot's clock may be a little behind ours. */
const SKEW_MS = 60_000

/** Writes a note, unless an earlier attempt with a lost answer did: a note can't carry our id. */
export const writeNote = async (
  context: Context,
  { thread, text, attempt, since }: Note,
  http: Http,
): Promise<void> => {
  if (text === '') return
  if (attempt > 1 && (await isWritten(context, thread, text, since, http))) return
  await context.api.call(
    {
      method: 'POST',
      path: `${context.paths.threads}/${thread}/messages`,
      json: { type: 'COMMENT', text, attachments: [] },
      purpose: 'note',
      // The thread was deleted: the note would have no readers.
      expect: [404],
    },
    http,
  )
}

const isWritten = async (
  { api, paths, config }: Context,
  thread: string,
  text: string,
  since: number,
  http: Http,
): Promise<boolean> => {
  const { json } = await api.call(
    {
      method: 'GET',
      path: `${paths.threads}/${thread}/messages`,
      purpose: 'note.find',
      expect: [404],
    },
    http,
  )
  return listOf(json.results).some((one) => {
    const { integrationAppId: app } = objectOf(one.client)
    const isOthers = app !== undefined && idOf(app) !== config.appId
    const isOlder = Date.parse(String(one.createdAt)) < since - SKEW_MS
    return one.type === 'COMMENT' && one.text === text && !isOthers && !isOlder
  })
}
