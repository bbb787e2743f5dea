/** The files that go with the next message, and the button that adds one. */

import { useRef } from 'preact/hooks'
import type { State } from '../model/model.ts'
import { useScreen } from '../model/screen.ts'
import { fill } from '../model/words.ts'

/** The attached files, each with a button to remove it. */
export const Attached = ({ files }: Pick<State, 'files'>) => {
  const { model, words, lang } = useScreen()
  if (files.length === 0) return null
  return (
    <ul class="attached">
      {files.map(({ key, name, bytes, media }) => (
        <li key={key} aria-busy={media === undefined}>
          <bdi>{name}</bdi> <small>{media ? sizeOf(bytes, lang) : words.files.uploading}</small>
          <button
            type="button"
            class="icon"
            aria-label={fill(words.files.remove, { name })}
            onClick={() => model.detach(key)}
          >
            ✕
          </button>
        </li>
      ))}
    </ul>
  )
}

export const AttachButton = ({ max }: { readonly max: number }) => {
  const { model, words } = useScreen()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        class="icon"
        aria-label={words.files.attach}
        title={words.files.attach}
        onClick={() => input.current?.click()}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="m7 13 6.5-6.5a3 3 0 0 1 4.2 4.2l-8 8a5 5 0 0 1-7-7L10.5 4" />
        </svg>
      </button>
      <input
        ref={input}
        type="file"
        multiple={max > 1}
        hidden
        onChange={({ currentTarget }) => {
          model.attach(currentTarget.files ?? [])
          // The same file can be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}

/** For the whole composer: files can be dropped anywhere on it. */
export const dropping = (attach: (files: Iterable<File>) => void) => ({
  onDragOver: (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  },
  onDrop: (event: DragEvent) => {
    const files = event.dataTransfer?.files
    if (!files || files.length === 0) return
    event.preventDefault()
    attach(files)
  },
})

const sizeOf = (bytes: number, lang: string): string => {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1e6, 'megabyte']
  const options = { style: 'unit', unit, maximumFractionDigits: 1 } as const
  try {
    return new Intl.NumberFormat(lang, options).format(value)
  } catch {
    return new Intl.NumberFormat('en', options).format(value)
  }
}
