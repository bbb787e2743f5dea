/** The table of rooms in docs/architecture.md, as the architecture test asks for it. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

type Grant = { readonly name: string; readonly typesOnly: boolean }

export type Room = {
  readonly folder: string
  /** Our own rooms, folders and files that it may import. */
  readonly ours: readonly Grant[]
  readonly packages: readonly Grant[]
  readonly anyPackage: boolean
}

export const PAGE = readFileSync(
  resolve(import.meta.dirname, '../../../docs/architecture.md'),
  'utf8',
)

/** `a`, `b` types → a by value, b by its types alone. */
const grantsOf = (cell: string): readonly Grant[] =>
  [...cell.matchAll(/`([^`]+)`( types)?/g)].map(([, name = '', types]) => ({
    name,
    typesOnly: types !== undefined,
  }))

/** The rows of the table below the heading "Rooms". */
export const ROOMS: readonly Room[] = (
  PAGE.split(/^## /m).find((part) => part.startsWith('Rooms')) ?? ''
)
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) => {
    const [, folder = '', , ours = '', packages = ''] = line.split('|').map((cell) => cell.trim())
    return {
      folder: folder.replaceAll('`', ''),
      ours: grantsOf(ours),
      packages: grantsOf(packages),
      anyPackage: packages === 'any',
    }
  })
