import { expect, it } from 'vitest'
import { contentRule } from '../../../../src/core/gate/rules/content.ts'
import type { Content, Media } from '../../../../src/core/model/message/message.ts'
import { agreed, outbound, policyWith, stranger, talking, text } from '../../../support/given.ts'

const ask = (content: Content, limits = {}, policy = policyWith({ limits })) =>
  contentRule(talking(), outbound({ content }), policy)

const file = (changes: Partial<Media> = {}): Media => ({
  url: 'https://crm.example.com/file',
  contentType: 'image/png',
  ...changes,
})
const media = (files: readonly Media[], words?: string): Content => ({
  kind: 'media',
  media: files,
  ...(words !== undefined && { text: words }),
})

it('allows a text up to the limit of the provider', () => {
  expect(ask(text('12345'), { maxTextLength: 5 })).toBeUndefined()
  expect(ask(media([file()], '12345'), { maxTextLength: 5 })).toBeUndefined()
})

it('says no to a longer one', () => {
  const tooLong = { reason: 'content_invalid', problem: 'text_too_long', limit: 4 }
  expect(ask(text('12345'), { maxTextLength: 4 })).toEqual(tooLong)
  expect(ask(media([file()], '12345'), { maxTextLength: 4 })).toEqual(tooLong)
})

it('counts the notice that goes before the first text', () => {
  const usual = policyWith()
  const flow = { ...usual.wording.flow, disclaimer: 'Notice' }
  const policy = policyWith({
    rules: { flow: 'disclaimer' },
    wording: { ...usual.wording, flow },
    limits: { maxTextLength: 12 },
  })
  const judge = (words: string, contact = stranger()) =>
    contentRule(contact, outbound({ content: text(words) }), policy)
  expect(judge('1234')).toBeUndefined()
  expect(judge('12345')).toEqual({
    reason: 'content_invalid',
    problem: 'text_too_long',
    limit: 4,
  })
  expect(judge('12345', agreed())).toBeUndefined()
})

it('says no to a message with nothing in it', () => {
  const empty = { reason: 'content_invalid', problem: 'empty' }
  expect(ask(text(''))).toEqual(empty)
  expect(ask(text(' \n '))).toEqual(empty)
  for (const unseen of ['\u200b', '\ufe0f', '\0', '\ud83d', '\u3164', '\u2800 '])
    expect(ask(text(unseen))).toEqual(empty)
  expect(ask(media([file()], ''))).toBeUndefined()
  expect(ask(media([]))).toEqual(empty)
  expect(ask(media([], 'words'))).toEqual(empty)
})

it('allows a file without words', () => {
  expect(ask(media([file()]))).toBeUndefined()
  expect(ask(media([file()], ''), { captionTypes: ['video/'] })).toBeUndefined()
})

it('says no to more files than the provider carries', () => {
  const files = [file(), file()]
  expect(ask(media(files), { maxMedia: 2 })).toBeUndefined()
  expect(ask(media(files), { maxMedia: 1 })).toEqual({
    reason: 'content_invalid',
    problem: 'too_many_media',
    limit: 1,
  })
})

it('says no to an address that is none on the web', () => {
  for (const url of [
    'ftp://x.example/f',
    'file:///etc/passwd',
    'https://',
    'x https://x.example/f',
    'nothing',
  ])
    expect(ask(media([file({ url })]))).toEqual({ reason: 'content_invalid', problem: 'media_url' })
  for (const url of ['http://x.example/f', 'HTTPS://x.example/f'])
    expect(ask(media([file({ url })]))).toBeUndefined()
})

it('says no to types that the provider does not carry, and leaves undeclared ones to it', () => {
  const limits = { mediaTypes: ['image/', 'application/pdf'] }
  expect(ask(media([file()]), limits)).toBeUndefined()
  expect(ask(media([{ url: 'https://crm.example.com/file' }]), limits)).toBeUndefined()
  expect(ask(media([file({ contentType: 'application/octet-stream' })]), limits)).toBeUndefined()
  expect(ask(media([file({ contentType: 'Image/PNG' })]), limits)).toBeUndefined()
  expect(ask(media([file({ contentType: 'video/mp4' })]), limits)).toEqual({
    reason: 'content_invalid',
    problem: 'media_type',
  })
})

it('says no to words under a file that can carry none', () => {
  const limits = { captionTypes: ['image/'] }
  const pdf = file({ contentType: 'application/pdf' })
  expect(ask(media([pdf]), limits)).toBeUndefined()
  expect(ask(media([file()], 'words'), limits)).toBeUndefined()
  expect(ask(media([pdf], 'words'), limits)).toEqual({
    reason: 'content_invalid',
    problem: 'caption_not_supported',
  })
})

it('stays quiet about templates', () => {
  const content = { kind: 'template', name: 'appointment', variables: {} } as const
  expect(ask(content, { maxTextLength: 0 })).toBeUndefined()
})
