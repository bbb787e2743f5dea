/** The preview of a template: picture, text and buttons. */

import { useState } from 'preact/hooks'
import { fillPlaceholders } from '../../../core/model/message/template.ts'
import { useScreen } from '../model/screen.ts'
import type { Template } from '../model/wire.ts'

type Props = {
  readonly template: Template
  /** The values filled in so far, by variable. */
  readonly values: Readonly<Record<string, string>>
}

export const Preview = ({ template, values }: Props) => {
  const { words } = useScreen()
  const { media = [], buttons = [], samples, body } = template
  return (
    <figure>
      <figcaption class="muted">{words.preview}</figcaption>
      <div class="preview">
        {media.map(({ url }) => (
          <Picture key={url} url={fillPlaceholders(url, { ...samples, ...values })} />
        ))}
        <p dir="auto">{fillPlaceholders(body, values)}</p>
        {buttons.map(({ type, text }, index) => (
          <span key={`${index} ${text}`} class="template-button" dir="auto">
            {fillPlaceholders(text || type, values)}
          </span>
        ))}
      </div>
    </figure>
  )
}

/** A file that is no picture is named, and one whose address isn't complete yet is not asked for. */
const Picture = ({ url }: { readonly url: string }) => {
  const [broken, setBroken] = useState<string>()
  const isAddress = /^https:\/\//i.test(url) && !/[{}]/.test(url)
  return isAddress && broken !== url ? (
    <img src={url} alt="" referrerpolicy="no-referrer" onError={() => setBroken(url)} />
  ) : (
    <small dir="auto">{url}</small>
  )
}
