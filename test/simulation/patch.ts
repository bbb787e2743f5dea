/** Preloaded by `npm run simulate:defects`: loads one source file with a deliberate defect in it. */

import { registerHooks } from 'node:module'
import { DEFECTS, patch } from './defects.ts'

const defect = DEFECTS.find(({ name }) => name === process.env.POSTERN_DEFECT)
if (!defect) throw new Error('POSTERN_DEFECT names no defect')
let isLoaded = false

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context)
    if (!url.endsWith(`/${defect.file}`)) return loaded
    isLoaded = true
    return { ...loaded, source: patch(defect, String(loaded.source)) }
  },
})

process.on('exit', () => {
  if (!isLoaded) throw new Error(`${defect.file} was never loaded`)
})
