/** Reads the scripts and styles for browsers, which Node finds beside its sources. */

import { readFile } from 'node:fs/promises'
import type { ReadAsset } from '../../http/asset.ts'

export const readAsset: ReadAsset = (name) =>
  readFile(new URL(`../../generated/assets/${name}`, import.meta.url), 'utf8')
