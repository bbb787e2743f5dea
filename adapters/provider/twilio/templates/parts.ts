/** Reads a content's other parts, besides text and variables: https://www.twilio.com/docs/content/content-types-overview */

import type {
  Template,
  TemplateButton,
  TemplateFile,
} from '../../../../src/core/model/message/template.ts'
import { isObject, type Json } from '../../../kit/json.ts'
import { text } from '../api.ts'

type Shown = Partial<
  Pick<
    Template,
    | 'type'
    | 'types'
    | 'samples'
    | 'buttons'
    | 'media'
    | 'createdAt'
    | 'updatedAt'
    | 'rejection'
    | 'allowsCategoryChange'
  >
>

/** The content's types, samples and dates unchanged, and the buttons and files of the type that is sent. */
export const shownOf = (content: Json, type: string, fields: Json, approval: Json): Shown => {
  const buttons = buttonsOf(fields)
  const media = templateFilesOf(fields)
  const samples = samplesOf(content)
  const createdAt = timeOf(content, 'date_created')
  const updatedAt = timeOf(content, 'date_updated')
  const rejection = text(approval, 'rejection_reason')
  return {
    ...(type !== '' && { type }),
    ...(isObject(content.types) && { types: content.types }),
    ...(samples && { samples }),
    ...(buttons.length > 0 && { buttons }),
    ...(media.length > 0 && { media }),
    ...(createdAt !== undefined && { createdAt }),
    ...(updatedAt !== undefined && { updatedAt }),
    ...(rejection && { rejection }),
    ...(typeof approval.allow_category_change === 'boolean' && {
      allowsCategoryChange: approval.allow_category_change,
    }),
  }
}

/** A card's own buttons, and those of each card in a carousel. */
const partsOf = (fields: Json): readonly Json[] => [fields, ...objectsIn(fields, 'cards')]

const objectsIn = (fields: Json, name: string): readonly Json[] => {
  const list = fields[name]
  return Array.isArray(list) ? list.filter(isObject) : []
}

const buttonsOf = (fields: Json): readonly TemplateButton[] => {
  const list = text(fields, 'button')
  return [
    ...partsOf(fields).flatMap((part) => objectsIn(part, 'actions').map(buttonOf)),
    ...(list === undefined ? [] : [{ type: 'list', text: list }]),
  ]
}

const buttonOf = (action: Json): TemplateButton => {
  const [url, phone] = [text(action, 'url'), text(action, 'phone')]
  return {
    type: (text(action, 'type') ?? 'quick_reply').toLowerCase(),
    text: text(action, 'title') ?? text(action, 'copy_code_text') ?? '',
    ...(url !== undefined && { url }),
    ...(phone !== undefined && { phone }),
  }
}

const templateFilesOf = (fields: Json): readonly TemplateFile[] =>
  partsOf(fields).flatMap(({ media }) =>
    (Array.isArray(media) ? media : [media]).flatMap((url) =>
      typeof url === 'string' && url !== '' ? { url } : [],
    ),
  )

/** By the variable's name. */
export const samplesOf = ({ variables }: Json): Readonly<Record<string, string>> | undefined => {
  if (!isObject(variables)) return undefined
  const samples = Object.entries(variables).flatMap(([name, sample]) =>
    typeof sample === 'string' ? [[name, sample] as const] : [],
  )
  return samples.length > 0 ? Object.fromEntries(samples) : undefined
}

const timeOf = (content: Json, name: string): number | undefined => {
  const at = Date.parse(text(content, name) ?? '')
  return Number.isNaN(at) ? undefined : at
}
