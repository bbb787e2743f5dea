/** Quick loading finds the files that Node would find, and takes them for what Node takes them. */

import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const LOAD = `
const { loadAdapters } = await import('./src/runtime/setup/load-adapters.ts')
await loadAdapters()
for (const file of ['runtime/app.ts', 'runtime/database/open-store.ts', 'console/console.ts'])
  await import('./src/' + file)
await import('./adapters/store/postgres/index.ts')`

/** Every file of a process, with its format, without Node's own. */
const filesOf = (
  prepare: string,
  args: readonly string[] = [],
  load: string = LOAD,
): readonly string[] => {
  const script = `
    import { registerHooks } from 'node:module'
    const files = []
    ${prepare}
    registerHooks({
      load(url, context, next) {
        if (!url.startsWith('node:')) files.push([url, context.format ?? 'found when read'].join(' '))
        return next(url, context)
      },
    })
    ${load}
    console.log(JSON.stringify(files.sort()))`
  const options = [...args, '--input-type=module', '--eval', script]
  return JSON.parse(execFileSync(process.execPath, options, { encoding: 'utf8' }))
}

/** What a start reads before it listens. */
const START = `
const env = {
  TWILIO_AUTH_TOKEN: 'a token of 24 characters or more',
  CRM_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ACME_API_KEY: 'a key of 24 characters or more',
  POSTERN_CONFIG: 'postern.config.example.json',
}
const { readSetup } = await import('./src/runtime/setup/setup.ts')
await readSetup(env)
await import('./src/runtime/app.ts')`

const QUICK = `
const { loadQuickly } = await import('./src/runtime/process/quick-loading.ts')
loadQuickly()`

const isAnotherLanguage = (file: string) => /\/zod\/v4\/locales\/(?!en\.js)/.test(file)

test('the files are those of Node, without zod’s messages in other languages', () => {
  const quick = filesOf(QUICK)
  const slow = filesOf('')
  expect(quick.length).toBeGreaterThan(500)
  expect(quick).toEqual(slow.filter((file) => !isAnotherLanguage(file)))
  expect(slow.some(isAnotherLanguage)).toBe(true)
})

test('a start waits for no texts of any language, and for no schema of the API', () => {
  const late = /templates\/\w\w\/|src\/http\/v1\/(?:shared\/(?:schemas|views)|routes)\b/
  const files = filesOf(QUICK, [], START)
  expect(files.filter((file) => late.test(file))).toEqual([])
  expect(files.some((file) => file.includes('adapters/provider/twilio/'))).toBe(true)
  // The console has both.
  expect(filesOf(QUICK).some((file) => late.test(file))).toBe(true)
})

test('with the hooks of another, Node loads everything itself', () => {
  const files = filesOf(QUICK, ['--import', 'data:text/javascript,'])
  expect(files.some(isAnotherLanguage)).toBe(true)
})

test('a require is left to Node, whose conditions are a Set in Node 22', () => {
  const script = `
    import nodeModule from 'node:module'
    let hooks
    nodeModule.registerHooks = (given) => void (hooks = given)
    ${QUICK}
    const context = {
      parentURL: import.meta.resolve('pg'),
      conditions: new Set(['require', 'node']),
      importAttributes: {},
    }
    console.log(hooks.resolve('./client', context, () => 'left to Node'))`
  const options = ['--input-type=module', '--eval', script]
  const said = execFileSync(process.execPath, options, { encoding: 'utf8' })
  expect(said.trim()).toBe('left to Node')
})
