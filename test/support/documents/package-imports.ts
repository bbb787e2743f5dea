/** The `#…` imports: the files that package.json gives them, in a process and in a Worker. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { PAGE } from './rooms.ts'

export const RUNTIMES = ['default', 'workerd'] as const
export type Runtime = (typeof RUNTIMES)[number]

const PACKAGE: {
  readonly imports: Readonly<Record<string, string | Readonly<Record<Runtime, string>>>>
} = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8'))

const pathOf = (target: string): string => target.replace(/^\.\//, '')

/** By name, the file of each runtime. */
export const PACKAGE_IMPORTS: ReadonlyMap<string, Readonly<Record<Runtime, string>>> = new Map(
  Object.entries(PACKAGE.imports).map(([name, given]) => {
    const { default: process, workerd } =
      typeof given === 'string' ? { default: given, workerd: given } : given
    return [name, { default: pathOf(process), workerd: pathOf(workerd) }]
  }),
)

/** The file that a Worker takes, and the rooms that may import it though it stands in another. */
type Declared = { readonly name: string; readonly file: string; readonly rooms: readonly string[] }

/** The table below the heading "What a Worker takes instead" in docs/architecture.md. */
export const DECLARED_IMPORTS: readonly Declared[] = (
  PAGE.split(/^## /m).find((part) => part.startsWith('What a Worker takes instead')) ?? ''
)
  .split('\n')
  .filter((line) => line.startsWith('| `#'))
  .map((line) => {
    const [, name = '', , worker = '', rooms = ''] = line.split('|').map((cell) => cell.trim())
    const named = [...rooms.matchAll(/`([^`]+)`/g)].map(([, room = '']) => room)
    return { name: name.replaceAll('`', ''), file: worker.replaceAll('`', ''), rooms: named }
  })
