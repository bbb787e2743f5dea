/** The page for administrators is correct: its configuration and its table of commands work. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configSchema } from '../../../../adapters/crm/highlevel/config.ts'
import { highlevel } from '../../../../adapters/crm/highlevel/index.ts'
import { ed25519Key } from '../../../../adapters/kit/signature.ts'
import { createHlWorld } from '../../../support/crm/highlevel-world.ts'

const PAGE = readFileSync(new URL('../../../../docs/highlevel.md', import.meta.url), 'utf8')
const CONNECTION = JSON.parse(`{${/```json\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? ''}}`).hl as Record<
  string,
  unknown
>

test('the page’s connection is valid, and lists every field', () => {
  const { adapter, ...fields } = CONNECTION
  expect(adapter).toBe(highlevel.name)
  expect(configSchema.safeParse(fields).success).toBe(true)
  expect(ed25519Key(String(fields.publicKey))).toHaveLength(32)
  for (const field of Object.keys(configSchema.shape)) expect(PAGE).toContain(`\`${field}\``)
})

test('the first message: written on a phone, answered in HighLevel, /templates lists', async () => {
  const { crm, writes, post, sent, status } = await createHlWorld(
    {},
    { policy: { flow: 'disclaimer' } },
  )
  await writes('Good morning')
  expect(crm.conversations).toHaveLength(1)
  const { message, ...answer } = crm.types('How can we help?')
  await post(answer)
  await status(sent.at(-1)?.sid ?? '', 'delivered')
  expect(message.status).toBe('delivered')
  await post(crm.types('/templates'))
  expect(crm.notes.at(-1)?.body).toContain('/template appointment_reminder')
  expect(crm.violations).toEqual([])
})

test('every command in the table works', async () => {
  const commands = [...PAGE.matchAll(/`(\/[a-z]+)[^`]*`/g)].map(([, command = '']) => command)
  const { crm, writes, post } = await createHlWorld()
  await writes('Good morning')
  await writes('YES')
  for (const command of new Set(commands)) {
    const text = command === '/template' ? '/template appointment_reminder a | b | c' : command
    const { message, ...delivery } = crm.types(text)
    await post(delivery)
    expect([command, (message.error as { code?: string } | undefined)?.code]).not.toContain(
      'unknown_command',
    )
  }
  expect(commands.length).toBeGreaterThan(5)
})
