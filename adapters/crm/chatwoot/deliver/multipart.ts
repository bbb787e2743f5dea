/** A form with files: https://www.rfc-editor.org/rfc/rfc7578 */

export type FormFile = {
  readonly name: string
  readonly filename: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

type Form = { readonly contentType: string; readonly body: Uint8Array }

/** The body and its content type. `boundary` must not occur in any file. */
export const multipart = (
  fields: Readonly<Record<string, string>>,
  files: readonly FormFile[],
  boundary: string,
): Form => {
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    part(boundary, `name="${name}"`, undefined, Buffer.from(value)),
  )
  const bodies = files.flatMap(({ name, filename, contentType, bytes }) =>
    part(boundary, `name="${name}"; filename="${quoted(filename)}"`, contentType, bytes),
  )
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...texts, ...bodies, Buffer.from(`--${boundary}--\r\n`)]),
  }
}

const part = (boundary: string, about: string, type: string | undefined, bytes: Uint8Array) => [
  Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; ${about}\r\n${
      type === undefined ? '' : `Content-Type: ${type}\r\n`
    }\r\n`,
  ),
  bytes,
  Buffer.from('\r\n'),
]

/** As browsers escape it. */
const quoted = (filename: string): string =>
  filename
    .replace(/[\p{Cc}/\\]/gu, '_')
    .replaceAll('"', '%22')
    .toWellFormed()
    .slice(-100)
