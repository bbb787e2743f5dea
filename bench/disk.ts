/** Measures how long the disk takes to confirm a write: a program that confirms each one by itself can't be faster. */

import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './load.ts'

const PAGE = Buffer.alloc(4096, 'x')

/** The median in milliseconds of 300 pages, each appended and confirmed. */
export const measureDisk = (folder: string): number => {
  const path = join(folder, 'disk')
  const file = openSync(path, 'w')
  const samples = Array.from({ length: 300 }, () => {
    const startedAt = performance.now()
    writeSync(file, PAGE)
    fdatasyncSync(file)
    return performance.now() - startedAt
  })
  closeSync(file)
  rmSync(path)
  return median(samples)
}
