import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DEFECTS, patch } from './defects.ts'

test.each(DEFECTS)('$name: its text is in $file, so it can be planted', (defect) => {
  const source = readFileSync(defect.file, 'utf8')
  expect(patch(defect, source)).not.toBe(source)
})
