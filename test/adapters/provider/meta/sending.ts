/** What is sent to Meta. */

import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Content, Message } from '../../../../src/core/model/message/message.ts'
import { CONTACT, type Json, NOW, SENDER, startMeta } from '../../../support/provider/meta.ts'
import { sendOrder } from '../../../support/provider/order.ts'

export let meta: Awaited<ReturnType<typeof startMeta>>

const parties = { sender: SENDER, contact: CONTACT, now: NOW }
export const deliver = (content: Content, more: Partial<Message> = {}, attempt = 1) =>
  meta.provider.deliver({ ...sendOrder(parties, { content, ...more }), attempt }, meta.http)
/** What Meta was sent. */
export const sent = async (content: Content, more: Partial<Message> = {}) => {
  await deliver(content, more)
  return meta.state.sends.at(-1) as Json
}
export const TEXT: Content = { kind: 'text', text: 'Hello' }

/** The tests of a file share a Meta, which answers each as at first. */
export const useMeta = () => {
  beforeAll(async () => {
    meta = await startMeta()
  })
  afterAll(() => meta.close())
  beforeEach(() => {
    meta.state.answer = undefined
    meta.state.sends.length = 0
  })
}
