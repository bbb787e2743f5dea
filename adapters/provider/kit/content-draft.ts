/** Converts a content's text and buttons to and from a draft: https://www.twilio.com/docs/content/content-types-overview */

import type { DraftButton, TemplateDraft } from '../../../src/core/model/message/template-draft.ts'
import { isObject, type Json, textIn } from '../../kit/json.ts'

type DraftContent = Pick<TemplateDraft, 'header' | 'body' | 'footer' | 'buttons'>

/** Undefined when it has several types, or one with more than text and buttons. */
export const partsOfTypes = (types: unknown): DraftContent | undefined => {
  const entries = isObject(types) ? Object.entries(types) : []
  const [[type, fields] = []] = entries
  if (entries.length !== 1 || type === undefined || !isObject(fields) || !TYPES.has(type))
    return undefined
  if (Object.keys(fields).some((field) => !FIELDS.has(field))) return undefined
  const body = textIn(fields, 'body')
  const actions = Array.isArray(fields.actions) ? fields.actions : []
  const buttons = actions.map((action) => buttonOf(action))
  if (body === undefined || buttons.some((button) => button === undefined)) return undefined
  const [header, footer] = [textIn(fields, 'header_text'), textIn(fields, 'footer')]
  return {
    ...(header && { header }),
    body,
    ...(footer && { footer }),
    buttons: buttons.flatMap((button) => button ?? []),
  }
}

const TYPES: ReadonlySet<string> = new Set([
  ...['twilio/text', 'twilio/quick-reply', 'twilio/call-to-action', 'whatsapp/card'],
])
const FIELDS: ReadonlySet<string> = new Set(['body', 'header_text', 'footer', 'actions'])

const buttonOf = (action: unknown): DraftButton | undefined => {
  if (!isObject(action)) return undefined
  const [title, url, phone, id] = ['title', 'url', 'phone', 'id'].map((name) =>
    textIn(action, name),
  )
  if (title === undefined) return undefined
  const type = textIn(action, 'type')?.toUpperCase() ?? 'QUICK_REPLY'
  if (type === 'QUICK_REPLY')
    return { type: 'quick_reply', text: title, ...(id !== undefined && { payload: id }) }
  if (type === 'URL' && url !== undefined) return { type: 'url', text: title, url }
  if (type === 'PHONE_NUMBER' && phone !== undefined)
    return { type: 'phone_number', text: title, phone }
  return undefined
}

/** Twilio's content for a draft. */
export const templateBodyOf = (draft: TemplateDraft): Json => ({
  friendly_name: draft.name,
  language: draft.language,
  variables: draft.samples,
  types: typesOf(draft),
})

const typesOf = ({ header, body, footer, buttons }: TemplateDraft): Json => {
  const actions = buttons.map(actionOf)
  if (header !== undefined || footer !== undefined)
    return {
      'whatsapp/card': {
        ...(header !== undefined && { header_text: header }),
        body,
        ...(footer !== undefined && { footer }),
        ...(actions.length > 0 && { actions }),
      },
    }
  if (buttons.length === 0) return { 'twilio/text': { body } }
  const replies = buttons.filter(({ type }) => type === 'quick_reply').length
  if (replies === buttons.length) return { 'twilio/quick-reply': { body, actions } }
  return { [replies === 0 ? 'twilio/call-to-action' : 'whatsapp/card']: { body, actions } }
}

const actionOf = (button: DraftButton): Json => {
  const { text: title } = button
  switch (button.type) {
    case 'quick_reply':
      return { type: 'QUICK_REPLY', title, id: button.payload ?? title }
    case 'url':
      return { type: 'URL', title, url: button.url }
    case 'phone_number':
      return { type: 'PHONE_NUMBER', title, phone: button.phone }
    default:
      return button satisfies never
  }
}
