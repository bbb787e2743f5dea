/** Resolves and reads source files in fewer steps than Node, which spent a third of the startup on it. */

import { readFileSync } from 'node:fs'
import nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'

type Format = 'module' | 'module-typescript' | 'json'

const ROOT = new URL('../../../', import.meta.url).href
const PACKAGES = `${ROOT}node_modules/`

/** Options that load other hooks, such as a tracer's: those must see every file. */
const HOOKED = /(?:^|\s)(?:-r|--(?:import|require|loader|experimental-loader))\b/

/**
 * Our imports name a file with its ending, so its address and format are known without a look at
 * the disk; so are those inside a package of ES modules. Node finds the rest, each package once.
 */
export const loadQuickly = (): void => {
  if (HOOKED.test([...process.execArgv, process.env.NODE_OPTIONS].join(' '))) return
  const packages = new Map<string, nodeModule.ResolveFnOutput>()
  const entries = new Set<string>()
  /** The formats of the files resolved here, by URL. */
  const formats = new Map<string, Format>()

  const known = (url: string, format: Format) => {
    formats.set(url, format)
    return { url, format, shortCircuit: true }
  }

  const find = (specifier: string, next: () => nodeModule.ResolveFnOutput) => {
    const found = packages.get(specifier) ?? { ...next(), shortCircuit: true }
    packages.set(specifier, found)
    // Beside an .mjs, as in pg, a file that ends with .js is no ES module.
    if (found.format === 'module' && found.url.endsWith('.js')) entries.add(found.url)
    return found
  }

  nodeModule.registerHooks({
    resolve(specifier, context, next) {
      const { parentURL: parent, conditions } = context
      // For `require`, Node 22 gives a Set.
      if (!parent || !Array.from(conditions).includes('import')) return next(specifier, context)
      const isOurs = parent.startsWith(ROOT) && !parent.startsWith(PACKAGES)
      if (!specifier.startsWith('.'))
        return isOurs ? find(specifier, () => next(specifier, context)) : next(specifier, context)
      if (isOurs && specifier.endsWith('.ts'))
        return known(join(parent, specifier), 'module-typescript')
      if (isOurs && specifier.endsWith('.json')) return known(join(parent, specifier), 'json')
      if (specifier.endsWith('.js') && (entries.has(parent) || formats.get(parent) === 'module'))
        return known(join(parent, inEnglish(specifier, parent)), 'module')
      return next(specifier, context)
    },
    load(url, context, next) {
      const format = formats.get(url)
      if (!format) return next(url, context)
      return { format, source: readFileSync(fileURLToPath(url), 'utf8'), shortCircuit: true }
    },
  })
}

/** Resolves a relative import. `new URL` would do, but is slow for 2,000 of them. */
const join = (parent: string, specifier: string): string => {
  let folder = parent.slice(0, parent.lastIndexOf('/'))
  let rest = specifier.startsWith('./') ? specifier.slice(2) : specifier
  while (rest.startsWith('../')) {
    folder = folder.slice(0, folder.lastIndexOf('/'))
    rest = rest.slice(3)
  }
  return `${folder}/${rest}`
}

/** Zod's own messages in 60 languages would be a tenth of all files. */
const inEnglish = (specifier: string, parent: string) =>
  specifier === '../locales/index.js' && parent.includes('/zod/') ? '../locales/en.js' : specifier
