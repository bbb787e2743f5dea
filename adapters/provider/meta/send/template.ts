/** A template and its values by component: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components */

import type { Content } from '../../../../src/core/model/message/message.ts'

type Part = Readonly<Record<string, unknown>>
type Values = Readonly<Record<string, string>>

/**
 * Each component numbers its values from 1, so the names of our variables tell them apart: `1` of the body,
 * `header.1`, `button.0.1`; `../templates.ts` makes them. A component without values is left out.
 */
export const templateOf = ({
  name,
  language,
  variables,
}: Extract<Content, { kind: 'template' }>): Part => {
  const components = [headerOf(variables), bodyOf(variables), ...buttonsOf(variables)]
  const filled = components.filter((component) => component !== undefined)
  return {
    name,
    language: { code: language ?? 'en', policy: 'deterministic' },
    ...(filled.length > 0 ? { components: filled } : {}),
  }
}

const headerOf = (values: Values): Part | undefined => {
  const header = below(values, 'header.')
  const kind = ['image', 'video', 'document'].find((name) => header[name] !== undefined)
  if (kind !== undefined) {
    const file = referenceOf(header[kind] ?? '')
    const named = kind === 'document' && header.filename ? { filename: header.filename } : {}
    return { type: 'header', parameters: [{ type: kind, [kind]: { ...file, ...named } }] }
  }
  const { latitude, longitude } = header
  if (latitude !== undefined && longitude !== undefined) {
    const location = { latitude, longitude, name: header.name, address: header.address }
    return { type: 'header', parameters: [{ type: 'location', location }] }
  }
  return textsOf('header', header)
}

/** A file's id at Meta, or its address. */
const referenceOf = (value: string): Part => (/^\d+$/.test(value) ? { id: value } : { link: value })

const bodyOf = (values: Values): Part | undefined => {
  const code = values[CODE]
  if (code !== undefined) return { type: 'body', parameters: [{ type: 'text', text: code }] }
  const own = Object.entries(values).filter(([name]) => !name.includes('.'))
  return textsOf('body', Object.fromEntries(own))
}

/** A code appears in the body and on the button that copies it. */
const CODE = 'otp.code'

const textsOf = (type: string, values: Values): Part | undefined => {
  const names = Object.keys(values)
  if (names.length === 0) return undefined
  // Meta goes by position, so the order in which values were given must not count; names are sent too.
  const isNamed = names.some((name) => !/^\d+$/.test(name))
  const ordered = isNamed ? names : names.sort((a, b) => Number(a) - Number(b))
  const parameters = ordered.map((name) => ({
    type: 'text',
    ...(isNamed ? { parameter_name: name } : {}),
    text: values[name],
  }))
  return { type, parameters }
}

const buttonsOf = (values: Values): readonly Part[] => {
  const code = values[CODE]
  if (code !== undefined) return [buttonOf('0', 'url', { type: 'text', text: code })]
  const buttons: Part[] = []
  for (const [name, value] of Object.entries(below(values, 'button.'))) {
    const [index = '', part = ''] = name.split('.')
    if (part === 'coupon_code')
      buttons.push(buttonOf(index, 'copy_code', { type: 'coupon_code', coupon_code: value }))
    else if (part === 'payload')
      buttons.push(buttonOf(index, 'quick_reply', { type: 'payload', payload: value }))
    else if (part === 'flow_token')
      buttons.push(buttonOf(index, 'flow', { type: 'action', action: { flow_token: value } }))
    // Meta appends it to the address unchanged.
    else buttons.push(buttonOf(index, 'url', { type: 'text', text: encodeURI(value) }))
  }
  return buttons
}

const buttonOf = (index: string, subType: string, parameter: Part): Part => ({
  type: 'button',
  sub_type: subType,
  index,
  parameters: [parameter],
})

const below = (values: Values, prefix: string): Values =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  )
