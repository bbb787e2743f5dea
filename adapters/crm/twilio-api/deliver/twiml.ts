/** TwiML, a CRM's answer to an inbound message: https://www.twilio.com/docs/messaging/twiml */

import { SaxesParser } from 'saxes'

/** One `<Message>` as written; `callback` is its `action` or `statusCallback`. */
export type TwimlMessage = {
  readonly to?: string | undefined
  readonly from?: string | undefined
  readonly callback?: string | undefined
  readonly body: string
  readonly media: readonly string[]
}

export type Twiml = {
  readonly messages: readonly TwimlMessage[]
  /** The names of ignored elements; their content is dropped. */
  readonly ignored: readonly string[]
}

/** Twilio's own limit of replies to one message within 30 seconds (error 14107). */
const MAX_MESSAGES = 15
const MAX_IGNORED = 8
const MAX_NAME = 40

/** Reads only documents that are well-formed to the end. */
export const parseTwiml = (text: string): Twiml => {
  // Many PHP pages start with an empty line.
  const document = text.trimStart()
  if (document === '') return { messages: [], ignored: [] }
  try {
    return read(document)
  } catch {
    return { messages: [], ignored: ['not TwiML'] }
  }
}

type Draft = TwimlMessage & { text: string; body: string; media: string[] }

/** Throws when the text is not well-formed or not a `<Response>`. */
const read = (document: string): Twiml => {
  const drafts: Draft[] = []
  const ignored = new Set<string>()
  const path: string[] = []
  const place = () => (path.length > 3 ? '' : path.join('/'))
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new Error('a document type')
  })
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name)
    const here = place()
    if (path.length === 1 && name !== 'Response') throw new Error('not a response')
    if (here === MESSAGE) drafts.push(draftOf(attributes))
    else if (here === MEDIA) drafts.at(-1)?.media.push('')
    else if (here !== BODY && path.length > 1) ignored.add(name.slice(0, MAX_NAME))
  })
  parser.on('closetag', () => {
    path.pop()
  })
  const addText = (words: string) => {
    const draft = drafts.at(-1)
    const here = place()
    if (!draft) return
    if (here === MESSAGE) draft.text += words
    else if (here === BODY) draft.body += words
    else if (here === MEDIA) draft.media.push(`${draft.media.pop() ?? ''}${words}`)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(document).close()

  const messages = drafts.map(messageOf)
  const spoken = messages.filter(({ body, media }) => body !== '' || media.length > 0)
  if (spoken.length < messages.length) ignored.add('an empty Message')
  if (spoken.length > MAX_MESSAGES) ignored.add(`more than ${MAX_MESSAGES} Messages`)
  return { messages: spoken.slice(0, MAX_MESSAGES), ignored: [...ignored].slice(0, MAX_IGNORED) }
}

const MESSAGE = 'Response/Message'
const BODY = 'Response/Message/Body'
const MEDIA = 'Response/Message/Media'

const draftOf = (attributes: Readonly<Record<string, string>>): Draft => ({
  to: attributes.to?.trim() || undefined,
  from: attributes.from?.trim() || undefined,
  callback: attributes.action?.trim() || attributes.statusCallback?.trim() || undefined,
  text: '',
  body: '',
  media: [],
})

const messageOf = ({ text, body, media, ...rest }: Draft): TwimlMessage => ({
  ...rest,
  body: body.trim() || text.trim(),
  media: media.map((url) => url.trim()).filter((url) => url !== ''),
})
