/** The request that a real CRM gets for an event: headers, signature and body, to be copied as curl. */

import { useState } from 'preact/hooks'
import type { CrmRequest } from '../../console/stage/stage-types.ts'
import { plain } from '../../wire/plain.ts'
import { readRequest } from './world.ts'

export const RawRequest = ({ id }: { readonly id: string }) => {
  const [request, setRequest] = useState<CrmRequest>()
  const [note, setNote] = useState('')
  const open = (e: Event) => {
    if (!(e.currentTarget as HTMLDetailsElement).open || request) return
    readRequest(id).then(setRequest, (error: Error) => setNote(error.message))
  }
  const copy = (request: CrmRequest) =>
    navigator.clipboard.writeText(curlOf(request)).then(
      () => setNote('Copied.'),
      () => setNote('The browser did not allow copying: select the text instead.'),
    )
  return (
    <details class="raw" onToggle={open}>
      <summary>Request to the CRM</summary>
      {request ? (
        <>
          <pre>{plain(requestText(request))}</pre>
          <button type="button" onClick={() => void copy(request)}>
            Copy as curl
          </button>
        </>
      ) : (
        !note && <p class="quiet">Reading …</p>
      )}
      <span class="quiet" role="status">
        {note}
      </span>
    </details>
  )
}

const requestText = ({ method, url, headers, body }: CrmRequest): string =>
  [
    `${method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\n')

/** The body byte by byte as it was signed. */
const curlOf = ({ method, url, headers, body }: CrmRequest): string =>
  [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ')

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
