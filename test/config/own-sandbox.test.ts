/** The example of a sandbox of one's own, in the documentation. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readSettings } from '../../src/runtime/setup/settings.ts'

const [, section = ''] = readFileSync('docs/configuration.md', 'utf8').split('## Your own sandbox')
const [, example = ''] = /```json\n([\s\S]*?)```/.exec(section) ?? []
const read = (json: unknown) => readSettings(json, { ACME_API_KEY: 'acme' }, 'http://localhost:1')

test('the documented example starts a sandbox, with the key that the text names', async () => {
  const { sandbox, directory } = await read(JSON.parse(example))
  expect(sandbox).toBe(true)
  expect(directory.byApiKey('acme')?.id).toBe('acme')
})

test('it can’t start without publicUrl, as the text says', async () => {
  const { publicUrl: _, ...rest } = JSON.parse(example)
  await expect(read(rest)).rejects.toMatchObject({ problems: ['publicUrl: is missing'] })
})
