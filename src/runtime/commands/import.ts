/** `npm run import -- contacts.csv`: sends a file of contacts to a running gateway, and resumes an interrupted one. */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { basename } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkPath, readArguments, wrongArgument } from './arguments.ts'

const USAGE = `POSTERN_API_KEY=… npm run import -- <file.csv or file.jsonl>
  --url http://localhost:8787    the gateway
  --id <name>                    the name of the import; default: from the file's name and content
  --channel whatsapp, --country DE, --status revoked, --basis imported
                                 for rows that do not say
  --events                       the CRM is notified of each row
  Exits with 1 if it stopped, with 3 if rows were not recorded; each of those is printed.`

const MAX_ATTEMPTS = 20
const AGAIN_MS = 2_000
const LOOK_MS = 2_000

type Gateway = { readonly url: string; readonly key: string }
type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

const run = async () => {
  const options = {
    url: { type: 'string', default: 'http://localhost:8787' },
    id: { type: 'string' },
    channel: { type: 'string' },
    country: { type: 'string' },
    status: { type: 'string' },
    basis: { type: 'string' },
    events: { type: 'boolean' },
  } as const
  const { values, positionals } = readArguments(USAGE, options, { positionals: 1 })
  const [file] = positionals
  const key = process.env.POSTERN_API_KEY
  if (file === undefined) return wrongArgument('no file given')
  checkPath(file, 'file')
  if (!/^https?:/.test(URL.parse(values.url)?.protocol ?? ''))
    return wrongArgument(`--url must begin with http:// or https://, not ${values.url}`)
  // The API is at the root of its host; the rest of an address would be dropped.
  const { origin, href } = new URL(values.url)
  if (href !== `${origin}/`)
    return wrongArgument(`--url must end after the host and its port: ${origin}`)
  if (values.id !== undefined && !/^[\w-]{1,64}$/.test(values.id))
    return wrongArgument('--id must be 1 to 64 letters, digits, _ and -')
  if (!key) return wrongArgument('POSTERN_API_KEY is not set')
  const { url, id = await nameOf(file), events, ...rest } = values
  const gateway = { url, key }
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams({ id, ...Object.fromEntries(given) })
  if (events) query.set('events', 'true')
  console.error(`import ${id}`)
  const stop = showProgress(gateway, id)
  const { status, body } = await sendFile(gateway, `/v1/imports?${query}`, file).finally(stop)
  checkAnswer(gateway, { status, body })
  console.error(progressOf(body))
  const isClean = await printReport(gateway, id)
  process.exitCode = isClean ? 0 : 3
}

/** The name derives from the file, so that sending it again resumes. */
const nameOf = async (file: string): Promise<string> => {
  const { size } = await stat(file)
  const hash = createHash('sha256').update(String(size))
  await pipeline(createReadStream(file), hash)
  const name = basename(file)
    .replace(/[^\w-]+/g, '-')
    .slice(0, 40)
  return `${name}-${hash.digest('hex').slice(0, 12)}`
}

/** Again after a broken connection or a gateway that is busy or starting; says so once for each reason. */
const sendFile = async (gateway: Gateway, path: string, file: string): Promise<Answer> => {
  let said = ''
  for (let attempt = 1; ; attempt++) {
    let reason: string
    try {
      const answer = await ask(gateway, 'POST', path, file)
      const isLater = answer.status >= 500 || answer.status === 409 || answer.status === 429
      if (!isLater || attempt === MAX_ATTEMPTS) return answer
      reason = problemOf(gateway, answer)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') throw error
      reason = `${originOf(gateway)} does not answer (${code ?? message})`
      if (attempt === MAX_ATTEMPTS) throw new Error(reason)
    }
    const until = new Date(Date.now() + (MAX_ATTEMPTS - attempt) * AGAIN_MS)
    if (reason !== said)
      console.error(`${reason}: trying again until ${until.toLocaleTimeString('en-GB')}`)
    said = reason
    await sleep(AGAIN_MS)
  }
}

const originOf = ({ url }: Gateway): string => new URL(url).origin

const problemOf = (gateway: Gateway, { status, body }: Answer): string =>
  String(body.detail ?? `${originOf(gateway)} answered ${status}`)

/** Throws for an error, and for an answer that is not Postern's. */
const checkAnswer = (gateway: Gateway, answer: Answer): void => {
  const { status, body } = answer
  if (status !== 200) throw new Error(problemOf(gateway, answer))
  if (body.rows === undefined)
    throw new Error(`${originOf(gateway)} does not answer as Postern does: check --url`)
}

/** One request; without a time limit, since a file takes as long as its rows do. */
const ask = async (
  { url, key }: Gateway,
  method: string,
  path: string,
  file?: string,
): Promise<Answer> => {
  const type = file?.toLowerCase().endsWith('.csv') ? 'text/csv' : 'application/x-ndjson'
  const options: RequestOptions = {
    method,
    headers: { authorization: `Bearer ${key}`, ...(file && { 'content-type': type }) },
  }
  const target = new URL(path, url)
  const send = target.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((found, failed) => {
    const request = send(target, options, (response) => {
      text(response)
        .then((read) => found({ status: response.statusCode ?? 0, body: objectIn(read) }))
        .catch(failed)
    })
    request.on('error', failed)
    if (file === undefined) request.end()
    else pipeline(createReadStream(file), request).catch(failed)
  })
}

/** A proxy answers with a page. */
const objectIn = (read: string): Answer['body'] => {
  try {
    return Object(JSON.parse(read))
  } catch {
    return {}
  }
}

const showProgress = (gateway: Gateway, id: string): (() => void) => {
  const timer = setInterval(async () => {
    const answer = await ask(gateway, 'GET', `/v1/imports/${id}`).catch(() => undefined)
    if (answer?.status === 200) console.error(progressOf(answer.body))
  }, LOOK_MS)
  return () => clearInterval(timer)
}

const progressOf = ({ rows, recorded, refused, invalid }: Answer['body']): string =>
  `${rows} ${rows === 1 ? 'row' : 'rows'} read: ${recorded} recorded, ${refused} refused, ${invalid} invalid`

/** One line for each row that was not recorded, as JSON; whether there was none. */
const printReport = async (gateway: Gateway, id: string): Promise<boolean> => {
  let cursor: unknown
  let isClean = true
  do {
    const query = new URLSearchParams({
      limit: '100',
      ...(cursor ? { cursor: String(cursor) } : {}),
    })
    const answer = await ask(gateway, 'GET', `/v1/imports/${id}/rows?${query}`)
    checkAnswer(gateway, answer)
    const { body } = answer
    for (const row of body.rows as readonly unknown[]) {
      isClean = false
      console.log(JSON.stringify(row))
    }
    cursor = body.next
  } while (cursor !== undefined)
  return isClean
}

await run().catch((error: Error) => {
  console.error(`Stopped: ${error.message}`)
  process.exitCode = 1
})
