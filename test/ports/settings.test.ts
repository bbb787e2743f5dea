import { describe, expect, it } from 'vitest'
import {
  crmAskedUntil,
  crmErasures,
  importProblems,
  importState,
  readSetting,
  type Setting,
  sandboxList,
  senderCondition,
  shownSender,
  templateList,
  writeSetting,
} from '../../src/ports/settings.ts'

const SENDER = 'whatsapp:+15550001111'
const STATE = {
  state: 'done',
  startedAt: 1,
  changedAt: 2,
  rows: 1,
  recorded: 1,
  refused: 0,
  invalid: 0,
  prefix: 'p',
  pages: 0,
} as const

const CASES: readonly (readonly [string, Setting<unknown>, unknown])[] = [
  ['a sender’s state', senderCondition('acme', SENDER) as Setting<unknown>, { state: 'inactive' }],
  ['what the CRM shows', shownSender('crm', SENDER) as Setting<unknown>, false],
  ['a time', crmAskedUntil('crm', SENDER) as Setting<unknown>, 1_700_000_000_000],
  ['records to erase', crmErasures('crm') as Setting<unknown>, ['1', '2']],
  ['an import', importState('acme', 'i') as Setting<unknown>, STATE],
  ['an import’s report', importProblems('acme', 'i', 0) as Setting<unknown>, [{ row: 1 }]],
  ['a phone', sandboxList('sandbox phone', SENDER) as Setting<unknown>, [{ id: 'a' }]],
  ['templates', templateList('acme', SENDER) as Setting<unknown>, []],
]

describe.each(CASES)('%s', (_name, setting, value) => {
  const stored = new Map<string, string>()
  const store = {
    setting: async (name: string) => stored.get(name),
    set: async (name: string, text: string) => void stored.set(name, text),
  }

  it('comes back as it was written', async () => {
    await writeSetting(store, setting, value)
    expect(await readSetting(store, setting)).toEqual(value)
  })

  it.each(['', '{"a":', 'null', '"text"'])('counts as missing when it is %j', async (text) => {
    stored.set(setting.name, text)
    expect(await readSetting(store, setting)).toBeUndefined()
  })
})
