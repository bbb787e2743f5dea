import { describe, expect, test } from 'vitest'
import { inputOf, parseCommand } from '../../../../adapters/crm/kit/commands.ts'

const WRITTEN = {
  id: 'i1',
  at: 1,
  sender: 'whatsapp:+15550001111',
  to: 'whatsapp:+15550102030',
  agent: 'ana',
  line: 'advisory',
  connection: 'cw',
} as const

describe('an agent’s text in a CRM', () => {
  test.each([
    ['Hello', { do: 'say', text: 'Hello' }],
    ['  two spaces before\n', { do: 'say', text: '  two spaces before' }],
    ['/ is a slash', { do: 'say', text: '/ is a slash' }],
    ['/', { do: 'say', text: '/' }],
    ['and/or', { do: 'say', text: 'and/or' }],
    ['/template x', { do: 'template', name: 'x', values: [] }],
    ['/Template x a | b c |d', { do: 'template', name: 'x', values: ['a', 'b c', 'd'] }],
    ['/template x:pt_BR a', { do: 'template', name: 'x', language: 'pt_BR', values: ['a'] }],
    ['/template x a | ', { do: 'template', name: 'x', values: ['a', ''] }],
    ['/template', { do: 'unknown', command: '/template' }],
    ['/templates\n', { do: 'templates' }],
    ['/consent', { do: 'consent' }],
    ['/take', { do: 'take' }],
    ['/release ', { do: 'release' }],
    ['/help', { do: 'help' }],
    ['/tempalte x', { do: 'unknown', command: '/tempalte' }],
    ['/take over', { do: 'unknown', command: '/take' }],
    ['//', { do: 'unknown', command: '//' }],
  ])('%j', (text, command) => {
    expect(parseCommand(text)).toEqual(command)
  })

  test.each([
    ['Hi', { kind: 'outbound', content: { kind: 'text', text: 'Hi' } }],
    ['/template x a', { kind: 'outbound', content: { kind: 'template', values: ['a'] } }],
    ['/consent', { kind: 'opt_in_request', origin: { connection: 'cw', refusals: 'event' } }],
    ['/take', { kind: 'handover', line: 'advisory', agent: 'ana' }],
    ['/release', { kind: 'handover', agent: null }],
    ['/templates', { kind: 'inquiry', about: 'templates' }],
    ['/nope', { kind: 'inquiry', about: 'help', command: '/nope' }],
  ])('%j becomes an input under the id of its webhook', (text, input) => {
    expect(inputOf(parseCommand(text), WRITTEN)).toMatchObject({ id: 'i1', ...input })
  })
})
