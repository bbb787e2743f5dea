/** A request as it goes over the wire: headers, signature and body, to be copied as curl. */

import { useState } from 'preact/hooks'
import type { CrmForm, CrmRequest } from '../../../console/stage/stage-types.ts'
import { plain } from '../../../wire/plain.ts'

export type RawRequestProps = {
  readonly title: string
  /** Its forms, the usual one first. */
  readonly read: () => Promise<readonly CrmForm[]>
}

export const RawRequest = ({ title, read }: RawRequestProps) => {
  const [forms, setForms] = useState<readonly CrmForm[]>()
  const [chosen, setChosen] = useState(0)
  const [note, setNote] = useState('')
  const open = (e: Event) => {
    if (!(e.currentTarget as HTMLDetailsElement).open || forms) return
    read().then(setForms, (error: Error) => setNote(error.message))
  }
  const copy = (request: CrmRequest) =>
    navigator.clipboard.writeText(curlOf(request)).then(
      () => setNote('Copied.'),
      () => setNote('The browser did not allow copying: select the text instead.'),
    )
  const form = forms?.[chosen]
  return (
    <details class="raw" onToggle={open}>
      <summary>{title}</summary>
      {forms && forms.length > 1 && (
        <label class="inline">
          As
          <select
            value={String(chosen)}
            onChange={(e) => {
              setChosen(Number(e.currentTarget.value))
              setNote('')
            }}
          >
            {forms.map(({ name }, i) => (
              <option key={name} value={String(i)}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {form ? (
        <>
          <pre>{plain(spell(form.request))}</pre>
          {form.answer && <pre class="answer">{plain(form.answer)}</pre>}
          <button type="button" onClick={() => void copy(form.request)}>
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

const spell = ({ method, url, headers, body }: CrmRequest): string =>
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
