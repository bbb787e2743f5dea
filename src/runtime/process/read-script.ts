/** Where Node has the scripts for browsers: beside its sources. */

import { readFile } from 'node:fs/promises'
import type { ReadScript } from '../../http/script.ts'

export const readScript: ReadScript = (name) =>
  readFile(new URL(`../../generated/assets/${name}`, import.meta.url), 'utf8')
