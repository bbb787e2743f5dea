/** Reads an agent's text in a CRM: words for the contact, or a command for the gate. */

import type { Address } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Content, Input, Media, Origin } from '../../../src/core/model/message/message.ts'

export type Command =
  | { readonly do: 'say'; readonly text: string }
  | {
      readonly do: 'template'
      readonly name: string
      readonly language?: string
      /** In the order of the template's variables. */
      readonly values: readonly string[]
    }
  | { readonly do: 'templates' | 'consent' | 'take' | 'release' | 'help' }
  | { readonly do: 'unknown'; readonly command: string }

/** A slash and a word begin a command; a slash and a space are text. */
const COMMAND = /^\s*\/(\S+)\s*([\s\S]*)$/
const TEMPLATE = /^([^\s:|]+)(?::([A-Za-z]{2,3}(?:[_-]\w{2,8})?))?(?:\s+([\s\S]*))?$/
const MAX_COMMAND = 40

/**
 * Reads the text of a message.
 *
 * @example parseCommand('/template appointment_reminder Pat | Friday')
 */
export const parseCommand = (text: string): Command => {
  const [, word, rest = ''] = COMMAND.exec(text) ?? []
  // Text for the contact stays as it is, except for the line end that editors add.
  if (word === undefined) return { do: 'say', text: text.replace(/\r?\n$/, '') }
  const command = word.toLowerCase()
  switch (command) {
    case 'template':
      return templateOf(rest) ?? { do: 'unknown', command: '/template' }
    case 'templates':
    case 'consent':
    case 'take':
    case 'release':
    case 'help':
      return rest === '' ? { do: command } : unknown(word)
    default:
      return unknown(word)
  }
}

const unknown = (word: string): Command => ({
  do: 'unknown',
  command: `/${word.slice(0, MAX_COMMAND)}`,
})

const templateOf = (rest: string): Command | undefined => {
  const [, name, language, values = ''] = TEMPLATE.exec(rest) ?? []
  if (name === undefined) return undefined
  return {
    do: 'template',
    name,
    ...(language !== undefined && { language }),
    values: values.trim() === '' ? [] : values.split('|').map((value) => value.trim()),
  }
}

/** Sender, recipient and agent of a command, and the connection that gets the answer. */
export type CommandContext = {
  /** The input's id, the same in each repeat of the webhook. */
  readonly id: string
  readonly at: Instant
  readonly sender: Address
  readonly to: Address
  readonly agent: string
  /** The sender's line. */
  readonly line: string
  readonly connection: string
  readonly media?: readonly Media[]
}

/** The gate's input for a command. */
export const inputOf = (command: Command, context: CommandContext): Input => {
  const { id, at, sender, to, agent, line, connection, media = [] } = context
  const origin: Origin = { connection, refusals: 'event' }
  const common = { id, at, sender, to, agent, origin }
  switch (command.do) {
    case 'say':
      return { kind: 'outbound', ...common, content: agentContent(command.text, media) }
    case 'template': {
      const { name, language, values } = command
      const content = { kind: 'template', name, variables: {}, values } as const
      return {
        kind: 'outbound',
        ...common,
        content: language === undefined ? content : { ...content, language },
      }
    }
    case 'consent':
      return { kind: 'opt_in_request', ...common }
    case 'take':
    case 'release':
      return {
        kind: 'handover',
        id,
        at,
        sender,
        address: to,
        line,
        agent: command.do === 'take' ? agent : null,
      }
    case 'templates':
      return { kind: 'inquiry', ...common, about: 'templates' }
    case 'help':
      return { kind: 'inquiry', ...common, about: 'help' }
    case 'unknown':
      return { kind: 'inquiry', ...common, about: 'help', command: command.command }
  }
}

const agentContent = (text: string, media: readonly Media[]): Content =>
  media.length === 0 ? { kind: 'text', text } : { kind: 'media', media, text }
