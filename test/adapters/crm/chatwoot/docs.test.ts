/** The page for administrators does what it says. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chatwoot } from '../../../../adapters/crm/chatwoot/index.ts'
import { openChatwoot } from '../../../support/crm/chatwoot-world.ts'
import { CUSTOMER, SMS, WHATSAPP } from '../../../support/world.ts'

const DOCS = readFileSync(new URL('../../../../docs/chatwoot.md', import.meta.url), 'utf8')
const [, EXAMPLE = ''] = /```json\n([\s\S]*?)```/.exec(DOCS) ?? []
const { cw } = JSON.parse(EXAMPLE).connections

test('its connection carries a first message both ways', async () => {
  expect(Object.keys(cw.inboxes)).toEqual([WHATSAPP, SMS])
  const world = await openChatwoot({ crm: cw })
  await world.writes('Hello')
  await world.writes('YES')
  await world.agent('Good morning')
  expect(world.chat.thread().map(({ content }) => content)).toContain('Hello')
  expect(world.sent.at(-1)).toMatchObject({ Body: 'Good morning', To: `whatsapp:${CUSTOMER}` })
})

test('its commands do what the table says', async () => {
  const world = await openChatwoot()
  await world.writes('Hello')
  await world.writes('YES')
  const commands = [...DOCS.matchAll(/^\| (`\/.*?`(?:, `\/\w+`)?) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)])
    .map(([, text = '']) => text.replace('\\|', '|').replace('Friday', 'Friday | 3 pm'))
  expect(commands).toHaveLength(6)
  for (const command of commands) {
    const { content_attributes } = await world.agent(command)
    if (command !== '/consent') expect(content_attributes.external_error, command).toBeUndefined()
  }
})

test('it names every field, with its default', () => {
  for (const name of Object.keys(chatwoot.config.shape)) expect(DOCS).toContain(name)
  const { adapter: _, ...config } = cw
  const defaults = chatwoot.config.parse(config) as Record<string, unknown>
  for (const [, name = '', value = ''] of DOCS.matchAll(/^\| `(\w+)` \|.*\| `?([^`|]*?)`? \|$/gm))
    if (value !== '') expect(String(defaults[name]), name).toBe(value)
})
