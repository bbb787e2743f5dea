/** Finds a Chromium for the browser tests and starts it: the one that npm brought, or an installed one. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { type BrowserServer, chromium } from 'playwright-core'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const CACHE = resolve(import.meta.dirname, '../../../node_modules/.cache/postern')

type Candidate = { readonly path: string; readonly env?: Record<string, string> }

/**
 * Starts a Chromium that several test files can connect to. The one that CHROMIUM_PATH names comes
 * first, then the one of `@sparticuz/chromium`, then an installed one. Rejects with one line that
 * says why none of them runs.
 */
export const launchChromium = async (): Promise<BrowserServer> => {
  const given = process.env.CHROMIUM_PATH
  const installed = INSTALLED.filter((path) => existsSync(path)).map((path) => () => ({ path }))
  const candidates: readonly (() => Candidate)[] = given
    ? [() => ({ path: given })]
    : [unpacked, withLibraries, ...installed]
  const reasons: string[] = []
  for (const candidate of candidates)
    try {
      return await launch(candidate())
    } catch (error) {
      reasons.push(String(error instanceof Error ? error.message : error).split('\n')[0] as string)
    }
  throw new Error(`no Chromium runs here (${reasons.join('; ')}); name one in CHROMIUM_PATH`)
}

const launch = ({ path, env }: Candidate): Promise<BrowserServer> =>
  chromium.launchServer({
    executablePath: path,
    env: { ...(process.env as Record<string, string>), ...env },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/**
 * The package brings its files compressed. They are unpacked once, below node_modules: no other
 * user can put anything there, and the next `npm ci` takes them away.
 */
const unpacked = (): Candidate => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`@sparticuz/chromium is for Linux on x64, not ${process.platform}`)
  const folder = join(CACHE, 'chromium-147')
  if (!existsSync(folder)) unpackTo(folder)
  return {
    path: join(folder, 'chromium'),
    env: { FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  }
}

/** For a bare image, which lacks some libraries. */
const withLibraries = (): Candidate => {
  const { path, env } = unpacked()
  return { path, env: { ...env, LD_LIBRARY_PATH: join(dirname(path), 'al2023/lib') } }
}

const unpackTo = (folder: string): void => {
  mkdirSync(CACHE, { recursive: true })
  const half = mkdtempSync(join(CACHE, 'unpacking-'))
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const program = 'require(process.argv[1]).executablePath()'
  try {
    execFileSync(process.execPath, ['--eval', program, entry], {
      // Where it unpacks to; and as in Lambda, for else it keeps those libraries to itself.
      env: { ...process.env, TMPDIR: half, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
      stdio: 'ignore',
    })
    writeFileSync(join(half, 'fonts.conf'), fontsConf(folder))
    renameSync(half, folder)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    // Else another process was faster.
    if (!existsSync(folder)) throw error
  }
}

/** The machine's fonts where it has any, and the package's own. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
