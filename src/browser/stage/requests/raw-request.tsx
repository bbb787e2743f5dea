/** Requests as they go over the wire: headers, signature and body, to be copied as curl. */

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { CrmForm, CrmRequest } from '../../../console/stage/stage-types.ts'
import { plain } from '../../../wire/plain.ts'

export type RawRequestProps = {
  /** The summary while closed. */
  readonly summary: ComponentChildren
  /** The form to show, of several. */
  readonly chosen?: string
  /** Its forms, the usual one first. */
  readonly read: () => Promise<readonly CrmForm[]>
}

export const RawRequest = ({ summary, chosen, read }: RawRequestProps) => {
  const [forms, setForms] = useState<readonly CrmForm[]>()
  const [problem, setProblem] = useState('')
  const open = (e: Event) => {
    if (!(e.currentTarget as HTMLDetailsElement).open || forms) return
    read().then(setForms, (error: Error) => setProblem(error.message))
  }
  return (
    <details class="raw" onToggle={open}>
      <summary>{summary}</summary>
      {forms ? (
        <Form form={forms.find(({ name }) => name === chosen) ?? (chosen ? undefined : forms[0])} />
      ) : (
        <p class="quiet" role="status">
          {problem || 'Reading …'}
        </p>
      )}
    </details>
  )
}

const Form = ({ form }: { readonly form: CrmForm | undefined }) => {
  if (!form) return <p class="quiet">This form of the event was lost with the last start.</p>
  const { name, requests, answer } = form
  if (requests.length === 0)
    return <p class="quiet">{`${name}: nothing is sent for this event.`}</p>
  return (
    <>
      {requests.map((request, i) => (
        <One key={`${name} ${i}`} request={request} />
      ))}
      {answer && <pre class="answer">{plain(answer)}</pre>}
    </>
  )
}

const One = ({ request }: { readonly request: CrmRequest }) => {
  const [note, setNote] = useState('')
  const copy = () =>
    navigator.clipboard.writeText(curlOf(request)).then(
      () => setNote('Copied.'),
      () => setNote('The browser did not allow copying: select the text instead.'),
    )
  return (
    <>
      <pre>{plain(formatRequest(request))}</pre>
      <button type="button" onClick={() => void copy()}>
        Copy as curl
      </button>
      <span class="quiet" role="status">
        {note}
      </span>
    </>
  )
}

const formatRequest = ({ method, url, headers, body }: CrmRequest): string =>
  [
    `${method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    readable(body),
  ].join('\n')

/** Formatted JSON; anything else unchanged. */
const readable = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** The body byte by byte as it was signed. */
const curlOf = ({ method, url, headers, body }: CrmRequest): string =>
  [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ')

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
