/** `npm run templates` against a server that keeps what it is sent. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runTemplates } from '../../../src/runtime/commands/templates/run.ts'
import { LOCALES } from '../../../templates/index.ts'
import { configOf, SECRETS, TWILIO, WHATSAPP } from '../../support/configuration.ts'
import { CONNECTION, SECRETS as META_SECRETS } from '../../support/provider/meta.ts'
import { startDesk } from '../../support/provider/template-desk.ts'
import { newFolder } from '../../support/running.ts'

let desk: Awaited<ReturnType<typeof startDesk>>
let folder: string
beforeEach(async () => {
  desk = await startDesk()
  folder = newFolder()
  const here = { allowPrivate: true }
  const config = configOf({
    connections: {
      tw: { ...TWILIO, ...here, apiUrl: desk.url, contentUrl: desk.url },
      me: { ...CONNECTION, ...here, graphUrl: desk.url },
    },
    senders: [WHATSAPP, { address: 'whatsapp:+15550002222', connection: 'me', phoneNumberId: '1' }],
  })
  writeFileSync(join(folder, 'postern.config.json'), JSON.stringify(config))
})
afterEach(() => {
  desk.close()
})

const run = async (...args: readonly string[]) => {
  const lines: string[] = []
  const found = await runTemplates(inFolder(args), {
    env: {
      POSTERN_CONFIG: join(folder, 'postern.config.json'),
      ...SECRETS,
      ...META_SECRETS,
      TWILIO_AUTH_TOKEN: 'canary-token-0123456789abcdef0123456789',
    },
    print: (line) => lines.push(line),
  }).catch((error: Error) => error)
  const err = found instanceof Error ? found.message : ''
  const out = lines.join('\n').replaceAll(`${folder}/`, '')
  expect(out + err).not.toContain('canary')
  return { code: found === true ? 0 : 1, out, err }
}

const inFolder = (args: readonly string[]) =>
  args.map((arg, i) => (args[i - 1] === '--dir' ? join(folder, arg) : arg))

const ORDER = {
  friendly_name: 'order_ready',
  language: 'en_US',
  category: 'UTILITY',
  variables: { 1: 'Ana', 2: '4711', 3: 'a1' },
  types: {
    'whatsapp/card': {
      header_text: 'Order {{2}}',
      body: 'Hello {{1}}, your order is ready to collect.',
      actions: [{ type: 'URL', title: 'Track it', url: 'https://acme.example.com/{{3}}' }],
    },
  },
}

const writeOwn = (template: object, name = 'order_ready') => {
  mkdirSync(join(folder, 'own/en'), { recursive: true })
  writeFileSync(join(folder, 'own/en', `${name}.json`), JSON.stringify(template))
}

const changed = (body: string) => ({
  ...ORDER,
  types: { 'whatsapp/card': { ...ORDER.types['whatsapp/card'], body } },
})

test('a push shows its plan, runs it with --yes, and then has nothing left to do', async () => {
  const dry = await run('push')
  expect(dry.out).toContain('+ tw: opt_in_request (pt_BR): would be created and submitted')
  expect(dry.out).toContain('Nothing was sent')
  expect(desk.state.writes).toEqual([])
  expect(existsSync(join(folder, 'postern.templates.json'))).toBe(false)

  expect(await run('push', '--yes')).toMatchObject({ code: 0 })
  const languages = Object.keys(LOCALES).length
  expect(desk.state.contents).toHaveLength(languages)
  expect(desk.state.contents[0]).toMatchObject({
    friendly_name: 'opt_in_request',
    approval_requests: { name: 'opt_in_request', category: 'UTILITY', status: 'received' },
  })
  expect(desk.state.templates).toHaveLength(languages)
  expect(desk.state.templates.find(({ language }) => language === 'en')).toMatchObject({
    name: 'opt_in_request',
    category: 'UTILITY',
    components: [
      { type: 'BODY', example: { body_text: [['Anna Smith', 'Acme Wealth', 'your account']] } },
    ],
  })
  const writes = desk.state.writes.length
  const again = await run('push', '--yes')
  expect(again.out).toContain('✓ me: opt_in_request (de): the same (pending)')
  expect(again.code).toBe(0)
  expect(desk.state.writes).toHaveLength(writes)
})

test('each part has its provider’s numbering of variables', async () => {
  writeOwn(ORDER)
  await run('push', '--dir', 'own', '--yes')
  expect(desk.state.contents[0]).toMatchObject({ types: ORDER.types, variables: ORDER.variables })
  expect(desk.state.templates[0]).toMatchObject({
    parameter_format: 'positional',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['4711'] } },
      { type: 'BODY', example: { body_text: [['Ana']] } },
      { type: 'BUTTONS', buttons: [{ url: 'https://acme.example.com/{{1}}', example: ['a1'] }] },
    ],
  })
  expect(await run('diff', '--dir', 'own')).toMatchObject({ code: 0 })
  const state = await run('status', '--dir', 'own')
  expect(state.out).toContain('me: order_ready (en_US): pending, UTILITY')
  expect(state.code).toBe(1)
})

test('a changed file edits the template that push created at Meta; those of others stay', async () => {
  writeOwn(ORDER)
  await run('push', '--dir', 'own', '--yes')
  const body = 'Hello {{1}}, your order is waiting for you.'
  writeOwn(changed(body))
  const early = await run('push', '--dir', 'own', '--yes')
  expect(early.out).toContain('me: order_ready (en_US): differs and is not changed: it is pending')
  expect(early.out).toContain('use a new name')
  expect(early.code).toBe(1)
  desk.state.templates = desk.state.templates.map((one) => ({ ...one, status: 'APPROVED' }))
  const shown = await run('diff', '--dir', 'own', '--connection', 'me')
  expect(shown.out).toContain(`  + body: ${body}`)
  await run('push', '--dir', 'own', '--connection', 'me', '--yes')
  expect(desk.state.writes.at(-1)).toMatchObject({ path: '/v26.0/7000' })
  expect(desk.state.writes.at(-1)?.body).not.toHaveProperty('category')
  expect(JSON.stringify(desk.state.templates)).toContain(body)

  // Somebody changes it in WhatsApp Manager.
  const theirs = [{ type: 'BODY', text: 'Hello {{1}}, this is ours now.' }]
  desk.state.templates = desk.state.templates.map((one) => ({ ...one, components: theirs }))
  const after = await run('push', '--dir', 'own', '--connection', 'me', '--yes')
  expect(after.out).toContain('it has been changed at the provider since')
  expect(desk.state.templates[0]?.components).toEqual(theirs)

  // Without its ledger, push knows of nothing that it made.
  rmSync(join(folder, 'postern.templates.json'))
  const foreign = await run('push', '--dir', 'own', '--connection', 'me', '--yes')
  expect(foreign.out).toContain('push did not create it')
})

test('after a lost answer the template is found, owned and submitted, not created twice', async () => {
  writeOwn(ORDER)
  desk.state.losesAnswer = true
  const lost = await run('push', '--dir', 'own', '--connection', 'tw', '--yes')
  expect(lost.code).toBe(1)
  expect(lost.out).toContain('push again')
  expect(await run('push', '--dir', 'own', '--connection', 'tw', '--yes')).toMatchObject({
    code: 0,
  })
  expect(desk.state.contents).toHaveLength(1)
  expect(desk.state.contents[0]).toMatchObject({ approval_requests: { status: 'received' } })
})

test('pull writes templates without a file, and never overwrites one', async () => {
  writeOwn(ORDER)
  await run('push', '--dir', 'own', '--connection', 'me', '--yes')
  rmSync(join(folder, 'own'), { recursive: true })
  desk.state.templates.push({
    id: '1',
    name: 'photo',
    language: 'en',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'See this.' },
    ],
  })
  const args = ['pull', '--dir', 'own', '--connection', 'me']
  expect((await run(...args)).out).toContain('would write own/en_US/order_ready.json')
  expect(existsSync(join(folder, 'own'))).toBe(false)
  const { out } = await run(...args, '--yes')
  expect(out).toContain("photo (en): has parts that a file can't describe")
  const path = join(folder, 'own/en_US/order_ready.json')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(ORDER)
  const linted = await run('lint', '--dir', 'own')
  expect(linted).toMatchObject({ code: 0, out: expect.stringContaining('1 template follows') })
  writeFileSync(path, JSON.stringify(changed('Hello {{1}}, mine is another text.')))
  await run(...args, '--yes')
  expect(readFileSync(path, 'utf8')).toContain('mine is another text')
})

test('a wrong file is named with its field, and no request is made', async () => {
  writeOwn({ ...ORDER, types: { 'twilio/text': { bodi: 'x' } } })
  const unread = await run('lint', '--dir', 'own')
  expect(unread).toMatchObject({ code: 1 })
  expect(unread.err).toContain('order_ready.json: types.twilio/text.body')
  writeOwn(changed('{{1}}: your order can be fetched today.'))
  const { err } = await run('lint', '--dir', 'own', '--only', 'nothing')
  expect(err).toContain('--only: there is no template "nothing"')
  const linted = await run('push', '--dir', 'own', '--yes')
  expect(linted).toMatchObject({ code: 1 })
  expect(linted.out).toContain('body: begins with a variable')
  expect(desk.state.writes).toEqual([])
  expect((await run('fly')).err).toContain('npm run templates -- <command>')
  expect((await run('status', '--connection', 'crm')).err).toContain('accept templates')
})
