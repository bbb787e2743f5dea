/** The commands of `npm run templates`, for any provider; each returns whether everything is in order. */

import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fill } from '../../../core/wording/fill.ts'
import { lintTemplate, lintTogether } from '../../../core/wording/lint-template.ts'
import type { FiledTemplate, TemplateFiling } from '../../../ports/filing.ts'
import type { Http } from '../../../ports/http.ts'
import { fileTextOf, type TemplateFile } from './files.ts'
import type { Ledger } from './ledger.ts'
import { differences, filedFor, planFor, type Step } from './plan.ts'

export type Print = (line: string) => void

/** A connection whose provider accepts templates. */
export type FilingConnection = { readonly connection: string; readonly filing: TemplateFiling }

export type Context = {
  readonly files: readonly TemplateFile[]
  readonly filingConnections: readonly FilingConnection[]
  readonly ledger: Ledger
  readonly http: Http
  readonly print: Print
}

/** Prints every finding; false when a provider would reject one of the files. */
export const lint = (files: readonly TemplateFile[], print: Print): boolean => {
  const together = lintTogether(files.map(({ draft }) => draft))
  const findings = files.flatMap(({ path, draft }, i) =>
    [...lintTemplate(draft), ...together.filter(({ index }) => index === i)].map((found) => ({
      ...found,
      path,
    })),
  )
  for (const { severity, path, field, problem } of findings)
    print(`${severity === 'error' ? '✗' : '!'} ${path}: ${field}: ${problem}`)
  const isWell = findings.every(({ severity }) => severity !== 'error')
  const count = String(files.length)
  if (isWell)
    print(fill("✓ {count} {count|template follows|templates follow} WhatsApp's rules", { count }))
  return isWell
}

/** Creates, submits and edits what differs; without `write` only says so. */
export const push = async (context: Context, { write }: { write: boolean }): Promise<boolean> => {
  const { files, filingConnections, ledger, http, print } = context
  if (!lint(files, print)) return false
  let isWell = true
  for (const { connection, filing } of filingConnections) {
    const all = await filing.list(http)
    for (const { draft } of files) {
      const step = planFor(draft, all, ledger.find(connection, draft), filing)
      const name = `${connection}: ${draft.name} (${draft.language})`
      print(`${MARKS[step.do]} ${name}: ${sentenceOf(step, write)}`)
      if (step.do === 'leave') isWell = false
      if (!write) continue
      try {
        await perform(step, { connection, filing, draft, ledger, http })
      } catch (error) {
        isWell = false
        print(`✗ ${name}: ${(error as Error).message}; fix this and push again`)
      }
    }
  }
  if (!write) print('Nothing was sent: add --yes to do this.')
  return isWell
}

const MARKS: Readonly<Record<Step['do'], string>> = {
  create: '+',
  submit: '+',
  edit: '~',
  keep: '✓',
  leave: '✗',
}

const sentenceOf = (step: Step, write: boolean): string => {
  switch (step.do) {
    case 'create':
      return write ? 'is created and submitted' : 'would be created and submitted'
    case 'submit':
      return write ? 'is submitted for approval' : 'would be submitted for approval'
    case 'edit':
      return write ? 'is changed and reviewed again' : 'would be changed and reviewed again'
    case 'keep':
      return `${step.why} (${step.filed.approval})`
    case 'leave':
      return `differs and is not changed: ${step.why}`
    default:
      return step satisfies never
  }
}

type Work = Pick<Context, 'ledger' | 'http'> & FilingConnection & Pick<TemplateFile, 'draft'>

/** The ledger is written before and after, so that a lost answer leads to no second template. */
const perform = async (step: Step, { connection, filing, draft, ledger, http }: Work) => {
  switch (step.do) {
    case 'create': {
      await ledger.record(connection, draft, undefined)
      const id = await filing.create(draft, http)
      await ledger.record(connection, draft, id)
      await filing.submit?.(id, draft, http)
      return
    }
    case 'submit':
      await ledger.record(connection, draft, step.filed.id)
      await filing.submit?.(step.filed.id, draft, http)
      return
    case 'edit':
      await filing.edit?.(step.filed, draft, http)
      await ledger.record(connection, draft, step.filed.id)
      return
    case 'keep':
      if (step.adopt) await ledger.record(connection, draft, step.filed.id)
      return
    case 'leave':
      return
    default:
      step satisfies never
  }
}

/** The templates of each connection, and each file's draft with the one filed for it, if any. */
async function* compared({ files, filingConnections, ledger, http }: Context) {
  for (const { connection, filing } of filingConnections) {
    const all = await filing.list(http)
    const pairs = files.map(({ draft }) => ({
      draft,
      filed: filedFor(draft, all, ledger.find(connection, draft)),
    }))
    yield { connection, all, pairs }
  }
}

/** One line a template and connection: approval, category, reason; then those without a file. */
export const status = async (context: Context): Promise<boolean> => {
  const { print } = context
  let isWell = true
  for await (const { connection, all, pairs } of compared(context)) {
    const shown = new Set<string>()
    for (const { draft, filed } of pairs) {
      if (filed) shown.add(filed.id)
      isWell &&= filed?.approval === 'approved' && filed.category === draft.category
      const refiled = filed?.category !== undefined && filed.category !== draft.category
      print(
        `${connection}: ${draft.name} (${draft.language}): ${filed ? stateOf(filed) : 'not there'}` +
          (refiled ? `, not ${draft.category.toUpperCase()} as its file says` : ''),
      )
    }
    for (const filed of all.filter(({ id }) => !shown.has(id)))
      print(`${connection}: ${filed.name} (${filed.language}): ${stateOf(filed)}, no file`)
  }
  return isWell
}

const stateOf = ({ approval, category, rejection }: FiledTemplate) =>
  [approval, category?.toUpperCase(), rejection].filter(Boolean).join(', ')

/** Prints the differences, line by line; false if there are any. */
export const diff = async (context: Context): Promise<boolean> => {
  const { print } = context
  let isWell = true
  for await (const { connection, pairs } of compared(context)) {
    for (const { draft, filed } of pairs) {
      const lines = filed ? differences(draft, filed) : ['  not there']
      if (lines.length === 0) continue
      isWell = false
      print(`${connection}: ${draft.name} (${draft.language})`)
      for (const line of lines) print(line)
    }
  }
  if (isWell) print("✓ every provider's templates match their files")
  return isWell
}

/** Writes a file for each template without one. Existing files are never replaced. */
export const pull = async (
  { files, filingConnections, http, print }: Context,
  { folder, write }: { folder: string; write: boolean },
): Promise<boolean> => {
  const known = new Set(files.map(({ draft }) => `${draft.name}/${draft.language}`))
  for (const { connection, filing } of filingConnections)
    for (const { name, language, draft } of await filing.list(http)) {
      const key = `${name}/${language}`
      if (known.has(key)) continue
      if (!draft) {
        print(`! ${connection}: ${name} (${language}): has parts that a file can't describe`)
        continue
      }
      known.add(key)
      const path = join(folder, language, `${name}.json`)
      if (!/^\w+$/.test(name) || !/^\w+$/.test(language) || (await exists(path))) {
        print(`! ${connection}: ${name} (${language}): left, since ${path} can't be written`)
        continue
      }
      print(`${write ? '+' : '  would write'} ${path}`)
      if (!write) continue
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, fileTextOf(draft), { flag: 'wx' })
    }
  if (!write) print('Nothing was written: add --yes to do this.')
  return true
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
