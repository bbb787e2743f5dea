/** The type and size of a file are requested from its URL before the message is judged. */

import { describe, expect, it } from 'vitest'
import { CAPABILITIES } from '../../adapters/provider/twilio/capabilities.ts'
import type { Directory } from '../../src/config/schema.ts'
import { contentRule } from '../../src/core/gate/rules/content.ts'
import type { Media, Outbound } from '../../src/core/model/message/message.ts'
import { createInspect } from '../../src/engine/files.ts'
import { HttpError } from '../../src/ports/errors.ts'
import type { Http, HttpRequest } from '../../src/ports/http.ts'
import { outbound, policyWith, smsPolicy, talking } from '../support/given.ts'

const URL_OF = 'https://crm.example.com/files/'

/** Addresses with their answers to HEAD: headers, or where they lead. */
const world = (
  answers: Readonly<Record<string, HeadersInit | number>>,
  files: Directory['files'] = { inspect: true, allowPrivate: false },
) => {
  const asked: HttpRequest[] = []
  let now = 0
  const answer = async (request: HttpRequest) => {
    asked.push(request)
    const found = answers[request.url]
    if (found === undefined) throw new HttpError('forbidden_address', false)
    const isRedirect = typeof found === 'object' && 'location' in found
    return {
      status: typeof found === 'number' ? found : isRedirect ? 302 : 200,
      headers: new Headers(typeof found === 'number' ? {} : found),
      body: new Uint8Array(),
    }
  }
  const http: Http = Object.assign(answer, { stream: () => Promise.reject(new Error()) })
  const inspect = createInspect({ directory: { files } as Directory, http, clock: () => now })
  const ask = async (...media: Media[]) => {
    const message = outbound({ content: { kind: 'media', media } })
    return (await inspect(message, 'acme-twilio')) as Outbound
  }
  const mediaOf = async (...media: Media[]) => {
    const { content } = await ask(...media)
    return content.kind === 'media' ? content.media : []
  }
  return { asked, ask, mediaOf, wait: (ms: number) => (now += ms) }
}

const JPEG = { 'content-type': 'image/jpeg', 'content-length': '1234' }

describe('the address of a file', () => {
  it('finds type and size within the message’s time limit', async () => {
    const { mediaOf, asked } = world({ [`${URL_OF}1`]: JPEG })
    expect(await mediaOf({ url: `${URL_OF}1` })).toEqual([
      { url: `${URL_OF}1`, contentType: 'image/jpeg', bytes: 1234 },
    ])
    expect(asked).toMatchObject([
      { method: 'HEAD', purpose: 'file', connection: 'acme-twilio', allowPrivate: false },
    ])
  })

  it('adds to the CRM’s data, and replaces none of it', async () => {
    const { mediaOf } = world({ [`${URL_OF}1`]: JPEG })
    expect(await mediaOf({ url: `${URL_OF}1`, contentType: 'image/png' })).toEqual([
      { url: `${URL_OF}1`, contentType: 'image/png', bytes: 1234 },
    ])
  })

  it('is requested once in five minutes', async () => {
    const { mediaOf, asked, wait } = world({ [`${URL_OF}1`]: JPEG })
    await mediaOf({ url: `${URL_OF}1` }, { url: `${URL_OF}1` })
    wait(299_999)
    await mediaOf({ url: `${URL_OF}1` })
    expect(asked).toHaveLength(1)
    wait(1)
    await mediaOf({ url: `${URL_OF}1` })
    expect(asked).toHaveLength(2)
  })

  it('may redirect, with the same check at each step', async () => {
    const { mediaOf, asked } = world({
      [`${URL_OF}1`]: { location: '/files/2' },
      [`${URL_OF}2`]: JPEG,
    })
    expect(await mediaOf({ url: `${URL_OF}1` })).toMatchObject([{ bytes: 1234 }])
    expect(asked.map(({ allowPrivate }) => allowPrivate)).toEqual([false, false])
    const endless = world({ [`${URL_OF}1`]: { location: `${URL_OF}1` } })
    expect(await endless.mediaOf({ url: `${URL_OF}1` })).toEqual([{ url: `${URL_OF}1` }])
    expect(endless.asked).toHaveLength(4)
  })

  it('without information leaves the file unchanged', async () => {
    const { mediaOf } = world({ [`${URL_OF}1`]: 405 })
    for (const url of [`${URL_OF}1`, 'https://10.0.0.1/x', 'ftp://x/1'])
      expect(await mediaOf({ url })).toEqual([{ url }])
    const zipped = world({ [`${URL_OF}1`]: { ...JPEG, 'content-encoding': 'gzip' } })
    expect(await zipped.mediaOf({ url: `${URL_OF}1` })).toEqual([
      { url: `${URL_OF}1`, contentType: 'image/jpeg' },
    ])
  })

  it('is not requested if configured', async () => {
    const { ask, asked } = world({ [`${URL_OF}1`]: JPEG }, { inspect: false, allowPrivate: false })
    await ask({ url: `${URL_OF}1` })
    expect(asked).toEqual([])
  })
})

describe('files to WhatsApp', () => {
  const { limits } = CAPABILITIES.whatsapp
  const judged = async (name: string, headers: HeadersInit, policy = policyWith({ limits })) => {
    const { ask } = world({ [`${URL_OF}${name}`]: headers })
    return contentRule(talking(), await ask({ url: `${URL_OF}${name}` }), policy)
  }
  const refused = { reason: 'content_invalid', problem: 'media_type' }

  it.each([
    ['photo', 'image/heic'],
    ['photo', 'image/heif'],
    ['logo', 'image/svg+xml'],
    ['setup', 'application/x-msdownload'],
    ['setup', 'application/vnd.microsoft.portable-executable'],
    ['clip', 'image/gif'],
    ['film', 'video/quicktime'],
    ['page', 'text/html; charset=utf-8'],
    ['setup.exe', 'application/octet-stream'],
    ['photo.HEIC', 'binary/octet-stream'],
    ['logo.svg', ''],
  ])('%s of type %s are refused', async (name, type) => {
    expect(await judged(name, type ? { 'content-type': type } : {})).toEqual(refused)
  })

  it.each([
    ['photo', 'image/jpeg'],
    ['sticker', 'image/webp'],
    ['film', 'video/mp4'],
    ['voice', 'audio/ogg; codecs=opus'],
    ['offer', 'application/pdf'],
    ['unknown', 'application/octet-stream'],
  ])('%s of type %s are carried', async (name, type) => {
    expect(await judged(name, { 'content-type': type })).toBeUndefined()
  })

  it('are refused above the size limit of their type', async () => {
    const large = (type: string, bytes: number) =>
      judged('file', { 'content-type': type, 'content-length': String(bytes) })
    const problem = (limit: number) => ({
      reason: 'content_invalid',
      problem: 'media_too_large',
      limit,
    })
    expect(await large('image/jpeg', 5_000_001)).toEqual(problem(5_000_000))
    expect(await large('image/webp', 100_001)).toEqual(problem(100_000))
    expect(await large('application/pdf', 16_000_001)).toEqual(problem(16_000_000))
    expect(await large('application/pdf', 16_000_000)).toBeUndefined()
  })

  it('by MMS share one limit', () => {
    const policy = smsPolicy({ limits: CAPABILITIES.sms.limits })
    const file = { url: `${URL_OF}1`, contentType: 'image/jpeg', bytes: 3_000_000 }
    const content = { kind: 'media', media: [file, file] } as const
    expect(contentRule(talking(), outbound({ content }), policy)).toMatchObject({
      problem: 'media_too_large',
      limit: 5_000_000,
    })
  })

  it('have no caption if the provider would drop it', async () => {
    const { ask } = world({ [`${URL_OF}1`]: { 'content-type': 'application/pdf' } })
    const asked = await ask({ url: `${URL_OF}1` })
    const content = { ...asked.content, text: 'The offer' } as Outbound['content']
    expect(contentRule(talking(), { ...asked, content }, policyWith({ limits }))).toMatchObject({
      problem: 'caption_not_supported',
    })
  })
})
